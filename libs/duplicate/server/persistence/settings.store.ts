import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { DEFAULT_DUPLICATE_SETTINGS, DUPLICATE_HISTORY_MOST, duplicateSettingsSchema, type DuplicateSettings } from '../../contract/index.js'

type Row = { version: number; settings: unknown; reason: string; author_id: string; at: number }

// Primary key of duplicate_settings, backwards.
const LATEST = statement<Row>('duplicate.read_settings', `SELECT version, settings, reason, author_id, at FROM duplicate_settings WHERE city_code = $1 ORDER BY version DESC LIMIT 1`)
const HISTORY = statement<Row>('duplicate.settings_history', `SELECT version, settings, reason, author_id, at FROM duplicate_settings WHERE city_code = $1 ORDER BY version DESC LIMIT $2`)
const ADD = statement<{ version: number }>(
  'duplicate.add_settings',
  `INSERT INTO duplicate_settings (city_code, version, settings, reason, author_id, at)
   SELECT $1::text, $2::int + 1, $3::jsonb, $4::text, $5::text, $6::timestamptz WHERE $2::int = (SELECT coalesce(max(version), 0) FROM duplicate_settings WHERE city_code = $1)
   ON CONFLICT DO NOTHING RETURNING version`,
)

export type SettingsVersion = { readonly version: number; readonly settings: DuplicateSettings; readonly reason: string | null; readonly changedBy: string | null; readonly changedAt: Instant | null }

const SHIPPED: SettingsVersion = { version: 0, settings: DEFAULT_DUPLICATE_SETTINGS, reason: null, changedBy: null, changedAt: null }

/** Weights and thresholds in force, looked after by DuplicateFreshness. */
@Injectable()
export class SettingsStore {
  private known = SHIPPED

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  current(): DuplicateSettings {
    return this.known.settings
  }

  /** As they stand now; known from then on. */
  async latest(): Promise<SettingsVersion> {
    const [row] = await this.database.run(LATEST, [this.config.cityCode])
    this.known = row === undefined ? SHIPPED : versionOf(row, duplicateSettingsSchema.parse(row.settings))
    return this.known
  }

  /** The newest first, empty while nobody has changed anything; what this version of the system cannot read is left out. */
  async history(): Promise<SettingsVersion[]> {
    const rows = await this.database.run(HISTORY, [this.config.cityCode, DUPLICATE_HISTORY_MOST])
    return rows.flatMap((row) => {
      const read = duplicateSettingsSchema.safeParse(row.settings)
      return read.success ? [versionOf(row, read.data)] : []
    })
  }

  /** Null when somebody else changed them since `seen`. */
  async add(tx: Tx, seen: number, settings: DuplicateSettings, reason: string, authorId: string, at: Instant): Promise<number | null> {
    const [row] = await tx.run(ADD, [this.config.cityCode, seen, JSON.stringify(settings), reason, authorId, isoOf(at)])
    return row?.version ?? null
  }
}

const versionOf = ({ version, reason, author_id, at }: Row, settings: DuplicateSettings): SettingsVersion => ({ version, settings, reason, changedBy: author_id, changedAt: instant(at) })
