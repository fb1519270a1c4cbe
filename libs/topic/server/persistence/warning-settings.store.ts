import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { SETTINGS_HISTORY_MOST, warningSettingsSchema, type WarningSettings } from '../../contract/index.js'

type Row = { version: number; settings: unknown; reason: string; author_id: string | null; at: number }
export type WarningSettingsVersion = { readonly version: number; readonly settings: WarningSettings; readonly reason: string; readonly changedBy: string | null; readonly changedAt: Instant }

// Primary key of topic_settings_version, backwards.
const HISTORY = statement<Row>('topic.settings_history', 'SELECT version, settings, reason, author_id, at FROM topic_settings_version WHERE city_code = $1 ORDER BY version DESC LIMIT $2')
// Nothing is stored when another version has come meanwhile: the key of the next one is taken, or is not the next any more.
const ADD = statement<{ version: number }>(
  'topic.add_settings',
  `INSERT INTO topic_settings_version (city_code, version, settings, reason, author_id, at)
   SELECT $1::text, $2::int + 1, $3::jsonb, $4::text, $5::text, $6::timestamptz WHERE $2::int = (SELECT coalesce(max(version), 0) FROM topic_settings_version WHERE city_code = $1)
   ON CONFLICT DO NOTHING RETURNING version`,
)
const PUT_IN_FORCE = statement(
  'topic.put_settings',
  'INSERT INTO topic_settings (city_code, body, changed_at) VALUES ($1, $2, $3) ON CONFLICT (city_code) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at',
)

/** The thresholds in versions. The newest is also in force: beside them, where every run of the worker reads it. */
@Injectable()
export class WarningSettingsStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** The newest first, empty while nobody has changed anything; what this version of the system cannot read is left out. */
  async history(): Promise<WarningSettingsVersion[]> {
    const rows = await this.database.run(HISTORY, [this.config.cityCode, SETTINGS_HISTORY_MOST])
    return rows.flatMap(({ version, settings, reason, author_id, at }) => {
      const read = warningSettingsSchema.safeParse(settings)
      return read.success ? [{ version, settings: read.data, reason, changedBy: author_id, changedAt: instant(at) }] : []
    })
  }

  /** Null when somebody else changed them since `seen`: nothing is stored. */
  async add(tx: Tx, seen: number, settings: WarningSettings, reason: string, authorId: string, at: Instant): Promise<number | null> {
    const body = JSON.stringify(settings)
    const [row] = await tx.run(ADD, [this.config.cityCode, seen, body, reason, authorId, isoOf(at)])
    if (row === undefined) return null
    await tx.run(PUT_IN_FORCE, [this.config.cityCode, body, isoOf(at)])
    return row.version
  }
}
