import { z } from 'zod'

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
  }
}
