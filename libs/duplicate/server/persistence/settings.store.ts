import { Inject, Injectable } from '@nestjs/common'
import { Clock, instant, isoOf, MINUTE_MS, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { DEFAULT_DUPLICATE_SETTINGS, duplicateSettingsSchema, type DuplicateSettings } from '../../contract/index.js'

type Row = { version: number; settings: unknown; reason: string; at: number }

// Primary key of duplicate_settings, backwards.
const LATEST = statement<Row>('duplicate.read_settings', `SELECT version, settings, reason, at FROM duplicate_settings WHERE city_code = $1 ORDER BY version DESC LIMIT 1`)
const ADD = statement<{ version: number }>(
  'duplicate.add_settings',
  `INSERT INTO duplicate_settings (city_code, version, settings, reason, author_id, at)
   SELECT $1::text, $2::int + 1, $3::jsonb, $4::text, $5::text, $6::timestamptz WHERE $2::int = (SELECT coalesce(max(version), 0) FROM duplicate_settings WHERE city_code = $1)
   ON CONFLICT DO NOTHING RETURNING version`,
)

export type SettingsVersion = { readonly version: number; readonly settings: DuplicateSettings; readonly reason: string | null; readonly changedAt: Instant | null }

const SHIPPED: SettingsVersion = { version: 0, settings: DEFAULT_DUPLICATE_SETTINGS, reason: null, changedAt: null }

/** Weights and thresholds in force; a change is seen by every process within a minute. */
@Injectable()
export class SettingsStore {
  private known = SHIPPED
  private lookedAt = -Infinity

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async current(): Promise<DuplicateSettings> {
    return (this.clock.now() - this.lookedAt < MINUTE_MS ? this.known : await this.latest()).settings
  }

  async latest(): Promise<SettingsVersion> {
    const lookedAt = this.clock.now()
    const [row] = await this.database.run(LATEST, [this.config.cityCode])
    this.known = row === undefined ? SHIPPED : { version: row.version, settings: duplicateSettingsSchema.parse(row.settings), reason: row.reason, changedAt: instant(row.at) }
    this.lookedAt = lookedAt
    return this.known
  }

  /** Null when somebody else changed them since `seen`. */
  async add(tx: Tx, seen: number, settings: DuplicateSettings, reason: string, authorId: string, at: Instant): Promise<number | null> {
    const [row] = await tx.run(ADD, [this.config.cityCode, seen, JSON.stringify(settings), reason, authorId, isoOf(at)])
    this.lookedAt = -Infinity
    return row?.version ?? null
  }
}
