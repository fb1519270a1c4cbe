import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { SETTING_HISTORY_MOST } from '../../contract/pool-endpoints.js'

type Row = { version: number; claim_lease_seconds: number; reason: string; author_id: string; at: number }
export type BenchSettingVersion = { readonly version: number; readonly claimLeaseSeconds: number; readonly reason: string; readonly changedBy: string; readonly changedAt: Instant }

// Primary key of dispatch_bench_setting_version, backwards.
const HISTORY = statement<Row>(
  'dispatch.bench_setting_history',
  'SELECT version, claim_lease_seconds, reason, author_id, at FROM dispatch_bench_setting_version WHERE city_code = $1 ORDER BY version DESC LIMIT $2',
)
// Nothing is stored when another version has come meanwhile.
const ADD = statement<{ version: number }>(
  'dispatch.add_bench_setting',
  `INSERT INTO dispatch_bench_setting_version (city_code, version, claim_lease_seconds, reason, author_id, at)
   SELECT $1::text, $2::int + 1, $3::int, $4::text, $5::text, $6::timestamptz WHERE $2::int = (SELECT coalesce(max(version), 0) FROM dispatch_bench_setting_version WHERE city_code = $1)
   ON CONFLICT DO NOTHING RETURNING version`,
)
const PUT_IN_FORCE = statement(
  'dispatch.put_bench_setting',
  `INSERT INTO dispatch_bench_setting (city_code, claim_lease_seconds, changed_at, changed_by) VALUES ($1, $2, $3, $4)
   ON CONFLICT (city_code) DO UPDATE SET claim_lease_seconds = excluded.claim_lease_seconds, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
)

export type BenchChange = { readonly seen: number; readonly claimLeaseSeconds: number; readonly reason: string; readonly by: string; readonly at: Instant }

/** The bench's setting in versions. The newest is also in force: in a row of its own, which every claim reads. */
@Injectable()
export class BenchSettingStore {
  constructor(
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** The newest first; empty while nobody has changed anything. */
  async history(): Promise<BenchSettingVersion[]> {
    const rows = await this.database.run(HISTORY, [this.config.cityCode, SETTING_HISTORY_MOST])
    return rows.map(({ version, claim_lease_seconds, reason, author_id, at }) => ({ version, claimLeaseSeconds: claim_lease_seconds, reason, changedBy: author_id, changedAt: instant(at) }))
  }

  /** Null when somebody else has changed it since `seen`: nothing is stored. */
  async add(tx: Tx, { seen, claimLeaseSeconds, reason, by, at }: BenchChange): Promise<number | null> {
    const [row] = await tx.run(ADD, [this.config.cityCode, seen, claimLeaseSeconds, reason, by, isoOf(at)])
    if (row === undefined) return null
    await tx.run(PUT_IN_FORCE, [this.config.cityCode, claimLeaseSeconds, isoOf(at), by])
    return row.version
  }
}
