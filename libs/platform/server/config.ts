import { z } from 'zod'

/** An unset variable of a compose file arrives as an empty text. */
const optionalText = z.string().transform((text) => (text === '' ? undefined : text)).optional()

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
}).superRefine((values, ctx) => {
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
  }
}
