import { z } from 'zod'

/** An unset variable of a compose file arrives as an empty text. */
const optionalText = z.string().transform((text) => (text === '' ? undefined : text)).optional()

/** An empty text of a compose file is no choice either. */
const unset = (text: unknown): unknown => (text === '' ? undefined : text)
const unlessEmpty = <T extends z.ZodType>(shape: T) => z.preprocess(unset, shape)
const flag = unlessEmpty(z.stringbool().default(false))
const httpUrl = optionalText.pipe(z.url({ protocol: /^https?$/ }).optional())
const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/

/** A template of what an SMS gateway is sent; without the two places nobody would be told anything. */
const smsBody = optionalText.pipe(
  z.string().refine((text) => text.includes('{phone}') && text.includes('{text}'), 'must have the places {phone} and {text}').default('{"phone":"{phone}","text":"{text}","id":"{id}"}'),
)

/** `{"Authorization": "…"}`: names and texts only. */
const headersText = optionalText.pipe(
  z.string().default('{}').transform((text, ctx): Record<string, string> => {
    try {
      const parsed = z.record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), z.string().regex(/^[\x20-\x7e]*$/)).safeParse(JSON.parse(text))
      if (parsed.success) return parsed.data
    } catch {
      // what cannot be parsed is answered below, without repeating it: it may hold a secret
    }
    ctx.addIssue({ code: 'custom', message: 'must be a JSON object of header names and texts' })
    return z.NEVER
  }),
)

/** Settings of one channel belong together: half of them would quietly send nothing. */
const CHANNEL_SETTINGS = [
  ['TONGBAN_SMTP_URL', 'TONGBAN_SMTP_FROM'],
  ['TONGBAN_WECHAT_APP_ID', 'TONGBAN_WECHAT_APP_SECRET', 'TONGBAN_WECHAT_TEMPLATE_ID'],
  ['TONGBAN_WEBHOOK_URL', 'TONGBAN_WEBHOOK_SECRET'],
] as const

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  TONGBAN_CITY: z.string().regex(/^\d{6}$/).default('150500'),
  TONGBAN_PORT: z.coerce.number().int().min(0).max(65535).default(8012),
  TONGBAN_HOST: z.string().default('127.0.0.1'),
  TONGBAN_DATA_DIR: z.string().min(1),
  TONGBAN_DATA_KEY: z.base64().refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64'),
  TONGBAN_CONSOLE_DIR: z.string().optional(),
  TONGBAN_PUBLIC_ORIGIN: z.url().optional(),
  TONGBAN_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TONGBAN_REDIS_PREFIX: z.string().regex(/^[a-z0-9_-]+$/).default('tongban'),
  TONGBAN_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(16),
  TONGBAN_REVIEW_SHARE: z.coerce.number().min(0).max(1).default(1),
  TONGBAN_CALLBACK_SHARE: z.coerce.number().min(0).max(1).default(1),
  TONGBAN_CALLBACK_BLIND: z.stringbool().default(false),
  TONGBAN_S3_ENDPOINT: optionalText.pipe(z.url({ protocol: /^https?$/ }).optional()),
  TONGBAN_S3_BUCKET: optionalText.pipe(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/).optional()),
  TONGBAN_S3_REGION: optionalText,
  TONGBAN_S3_ACCESS_KEY_ID: optionalText,
  TONGBAN_S3_SECRET_ACCESS_KEY: optionalText,
  TONGBAN_SMTP_URL: optionalText.pipe(z.url({ protocol: /^smtps?$/ }).optional()),
  TONGBAN_SMTP_FROM: optionalText.pipe(z.string().regex(/^[^\r\n]*@[^\r\n]*$/, 'must be an address').optional()),
  TONGBAN_SMTP_STARTTLS: unlessEmpty(z.enum(['required', 'optional']).default('required')),
  TONGBAN_SMS_URL: httpUrl,
  TONGBAN_SMS_METHOD: unlessEmpty(z.enum(['POST', 'PUT', 'GET']).default('POST')),
  TONGBAN_SMS_FORMAT: unlessEmpty(z.enum(['json', 'form']).default('json')),
  TONGBAN_SMS_HEADERS: headersText,
  TONGBAN_SMS_BODY: smsBody,
  TONGBAN_SMS_SUCCESS: optionalText.pipe(z.string().regex(/^[\w.]+=.+$/, 'must be a field and its value, as code=0').optional()),
  TONGBAN_SMS_SECRET: optionalText.pipe(z.string().min(16).optional()),
  TONGBAN_WECHAT_URL: httpUrl,
  TONGBAN_WECHAT_APP_ID: optionalText,
  TONGBAN_WECHAT_APP_SECRET: optionalText,
  TONGBAN_WECHAT_TEMPLATE_ID: optionalText,
  TONGBAN_WEBHOOK_URL: httpUrl,
  TONGBAN_WEBHOOK_SECRET: optionalText.pipe(z.string().min(16).optional()),
  TONGBAN_WEBHOOK_PRIVATE: flag,
  TONGBAN_NOTIFY_FILE: z.preprocess(unset, z.stringbool().default(false)),
  TONGBAN_NOTIFY_RATE: z.preprocess(unset, z.coerce.number().int().min(1).max(1_000).default(20)),
  TONGBAN_QUIET_HOURS: z.preprocess(unset, z.string().regex(/^(off|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/, 'must be off, or as 21:00-07:30').default('21:00-07:30')),
  TONGBAN_DIGEST_AT: z.preprocess(unset, z.string().regex(clockTime, 'must be a time, as 08:00').default('08:00')),
}).superRefine((values, ctx) => {
  for (const names of CHANNEL_SETTINGS) {
    if (names.every((name) => values[name] === undefined)) continue
    for (const name of names) if (values[name] === undefined) ctx.addIssue({ code: 'custom', path: [name], message: `is needed with ${names.filter((other) => other !== name).join(', ')}` })
  }
  const needed = ['TONGBAN_S3_ENDPOINT', 'TONGBAN_S3_BUCKET', 'TONGBAN_S3_ACCESS_KEY_ID', 'TONGBAN_S3_SECRET_ACCESS_KEY'] as const
  if (needed.every((name) => values[name] === undefined)) return
  // Half a configuration would quietly keep the files on disk.
  for (const name of needed) if (values[name] === undefined) ctx.addIssue({ code: 'custom', path: [name], message: 'is needed with the other TONGBAN_S3_ settings' })
})

/** Everything the processes read from their environment, checked once at start. A missing or wrong variable stops the start and is named. */
export class PlatformConfig {
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly cityCode: string
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly dataKey: Buffer
  readonly consoleDir: string | null
  /** Set where TLS ends in front: cookies become `Secure` and the origin is checked. */
  readonly publicOrigin: string | null
  readonly logLevel: string
  readonly redisPrefix: string
  readonly poolSize: number
  /** Of plain cases, the share whose reply a person reviews, and the share that is called back: 1 is all of them. */
  readonly reviewShare: number
  readonly callbackShare: number
  /** The callback agent is not told which unit handled the case. */
  readonly callbackBlind: boolean
  /** Where uploaded files are kept; null: in the data directory. */
  readonly s3: { readonly endpoint: string; readonly region: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string } | null

  /** Ways a notice leaves the house; null: not set, and nothing goes that way. */
  readonly channels: ChannelSettings

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const parsed = schema.safeParse(env)
    if (!parsed.success) {
      throw new Error(`Environment is not usable:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`)
    }
    const values = parsed.data
    this.databaseUrl = values.DATABASE_URL
    this.redisUrl = values.REDIS_URL
    this.cityCode = values.TONGBAN_CITY
    this.port = values.TONGBAN_PORT
    this.host = values.TONGBAN_HOST
    this.dataDir = values.TONGBAN_DATA_DIR
    this.dataKey = Buffer.from(values.TONGBAN_DATA_KEY, 'base64')
    this.consoleDir = values.TONGBAN_CONSOLE_DIR ?? null
    this.publicOrigin = values.TONGBAN_PUBLIC_ORIGIN ?? null
    this.logLevel = values.TONGBAN_LOG_LEVEL
    this.redisPrefix = values.TONGBAN_REDIS_PREFIX
    this.poolSize = values.TONGBAN_POOL_SIZE
    this.reviewShare = values.TONGBAN_REVIEW_SHARE
    this.callbackShare = values.TONGBAN_CALLBACK_SHARE
    this.callbackBlind = values.TONGBAN_CALLBACK_BLIND
    const { TONGBAN_S3_ENDPOINT: endpoint, TONGBAN_S3_BUCKET: bucket, TONGBAN_S3_ACCESS_KEY_ID: accessKeyId, TONGBAN_S3_SECRET_ACCESS_KEY: secretAccessKey } = values
    this.s3 =
      endpoint === undefined || bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined
        ? null
        : { endpoint, region: values.TONGBAN_S3_REGION ?? 'us-east-1', bucket, accessKeyId, secretAccessKey }
    this.channels = channelSettings(values)
  }
}

export type SmtpSettings = { readonly url: string; readonly from: string; readonly startTls: 'required' | 'optional' }
export type SmsSettings = {
  readonly url: string; readonly method: 'POST' | 'PUT' | 'GET'; readonly format: 'json' | 'form'; readonly headers: Readonly<Record<string, string>>; readonly body: string
  /** `code=0`: what the answer must say; null: any 2xx. */
  readonly success: string | null
  readonly secret: string | null
}
export type WechatSettings = { readonly url: string; readonly appId: string; readonly appSecret: string; readonly templateId: string }
export type WebhookSettings = { readonly url: string; readonly secret: string; readonly allowPrivate: boolean }
export type ChannelSettings = {
  readonly smtp: SmtpSettings | null
  readonly sms: SmsSettings | null
  readonly wechat: WechatSettings | null
  readonly webhook: WebhookSettings | null
  /** For development: what no provider is set for is written to a file instead. */
  readonly toFile: boolean
  /** At most so many messages a second by each channel of each worker. */
  readonly rate: number
  /** `21:00-07:30`, or `off`; the digest goes out at `08:00`. Both in the city's time. */
  readonly quietHours: string
  readonly digestAt: string
}

function channelSettings(values: z.output<typeof schema>): ChannelSettings {
  const {
    TONGBAN_SMTP_URL: smtpUrl, TONGBAN_SMTP_FROM: from, TONGBAN_SMS_URL: smsUrl, TONGBAN_WECHAT_APP_ID: appId, TONGBAN_WECHAT_APP_SECRET: appSecret,
    TONGBAN_WECHAT_TEMPLATE_ID: templateId, TONGBAN_WEBHOOK_URL: webhookUrl, TONGBAN_WEBHOOK_SECRET: webhookSecret,
  } = values
  return {
    smtp: smtpUrl === undefined || from === undefined ? null : { url: smtpUrl, from, startTls: values.TONGBAN_SMTP_STARTTLS },
    sms:
      smsUrl === undefined
        ? null
        : {
            url: smsUrl, method: values.TONGBAN_SMS_METHOD, format: values.TONGBAN_SMS_FORMAT, headers: values.TONGBAN_SMS_HEADERS, body: values.TONGBAN_SMS_BODY,
            success: values.TONGBAN_SMS_SUCCESS ?? null, secret: values.TONGBAN_SMS_SECRET ?? null,
          },
    wechat:
      appId === undefined || appSecret === undefined || templateId === undefined
        ? null
        : { url: values.TONGBAN_WECHAT_URL ?? 'https://api.weixin.qq.com', appId, appSecret, templateId },
    webhook: webhookUrl === undefined || webhookSecret === undefined ? null : { url: webhookUrl, secret: webhookSecret, allowPrivate: values.TONGBAN_WEBHOOK_PRIVATE },
    toFile: values.TONGBAN_NOTIFY_FILE,
    rate: values.TONGBAN_NOTIFY_RATE,
    quietHours: values.TONGBAN_QUIET_HOURS,
    digestAt: values.TONGBAN_DIGEST_AT,
  }
}
