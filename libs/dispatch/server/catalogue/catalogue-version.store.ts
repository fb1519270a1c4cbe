import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import { catalogueRowSchema, type CatalogueRow } from '../../contract/catalogue.schema.js'

export type VersionHead = {
  readonly version: number; readonly valid_from: number; readonly row_count: number; readonly author_id: string | null; readonly reason: string; readonly based_on: number | null
  readonly published_at: number; readonly withdrawn_at: number | null; readonly withdrawn_by: string | null; readonly withdrawn_reason: string | null
}
type VersionRow = VersionHead & { readonly rows: unknown }

export type NewCatalogueVersion = {
  readonly version: number; readonly validFrom: Instant; readonly rows: readonly CatalogueRow[]; readonly authorId: string | null; readonly reason: string
  readonly basedOn: number | null; readonly at: Instant
}

const HEAD = 'version, valid_from, row_count, author_id, reason, based_on, published_at, withdrawn_at, withdrawn_by, withdrawn_reason'

// Primary key; the heads carry no rows.
const LIST = statement<VersionHead>('dispatch.list_catalogue_versions', `SELECT ${HEAD} FROM dispatch_catalogue_version WHERE city_code = $1 ORDER BY version DESC LIMIT 500`)
// Primary key.
const BY_VERSION = statement<VersionRow>('dispatch.catalogue_version', `SELECT ${HEAD}, rows FROM dispatch_catalogue_version WHERE city_code = $1 AND version = $2`)
// Primary key. What holds at a moment, and what will; the first of all when nothing holds yet.
const LIVE = statement<VersionRow>(
  'dispatch.live_catalogue_versions',
  `SELECT ${HEAD}, rows FROM dispatch_catalogue_version WHERE city_code = $1 AND withdrawn_at IS NULL AND version >= coalesce(
     (SELECT max(version) FROM dispatch_catalogue_version WHERE city_code = $1 AND withdrawn_at IS NULL AND valid_from <= $2::timestamptz),
     (SELECT min(version) FROM dispatch_catalogue_version WHERE city_code = $1 AND withdrawn_at IS NULL))
   ORDER BY version`,
)
// Primary key. What a publication or a withdrawal changes.
const STATE = statement<{ newest: number | null; withdrawn: number }>(
  'dispatch.catalogue_state',
  `SELECT max(version) AS newest, count(withdrawn_at) AS withdrawn FROM dispatch_catalogue_version WHERE city_code = $1`,
)
// Primary key: the one that follows the newest; whoever was quicker has it, and this adds nothing.
const ADD = statement<{ version: number }>(
  'dispatch.add_catalogue_version',
  `INSERT INTO dispatch_catalogue_version (city_code, version, valid_from, rows, row_count, author_id, reason, based_on, published_at)
   SELECT $1, $2::int, $3::timestamptz, $4::jsonb, jsonb_array_length($4::jsonb), $5, $6, $7::int, $8::timestamptz
   WHERE coalesce((SELECT max(version) FROM dispatch_catalogue_version WHERE city_code = $1), 0) = $2::int - 1
   ON CONFLICT DO NOTHING RETURNING version`,
)
// Primary key. Only before it begins: what dispatches went by is never taken away.
const WITHDRAW = statement<{ version: number }>(
  'dispatch.withdraw_catalogue_version',
  `UPDATE dispatch_catalogue_version SET withdrawn_at = $3::timestamptz, withdrawn_by = $4, withdrawn_reason = $5
   WHERE city_code = $1 AND version = $2 AND withdrawn_at IS NULL AND valid_from > $3::timestamptz RETURNING version`,
)

export type StoredCatalogue = { readonly head: VersionHead; readonly rows: readonly CatalogueRow[] }

/** Rows as they were stored; what a row of before did not have gets its default. Throws on what never was a row. */
export const rowsOf = (stored: unknown): CatalogueRow[] => catalogueRowSchema.array().parse(stored)

/** Published versions: added, and withdrawn before they begin; nothing else ever happens to one. */
@Injectable()
export class CatalogueVersionStore {
  constructor(
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** The newest first. */
  list(tx: Tx = this.database): Promise<VersionHead[]> {
    return tx.run(LIST, [this.config.cityCode])
  }

  async byVersion(version: number, tx: Tx = this.database): Promise<StoredCatalogue | null> {
    const [row] = await tx.run(BY_VERSION, [this.config.cityCode, version])
    return row === undefined ? null : { head: row, rows: rowsOf(row.rows) }
  }

  /** In the order of versions: the one in force first, then those to come. Empty before the reference data is there. */
  async live(at: Instant, tx: Tx = this.database): Promise<StoredCatalogue[]> {
    const rows = await tx.run(LIVE, [this.config.cityCode, isoOf(at)])
    return rows.map((row) => ({ head: row, rows: rowsOf(row.rows) }))
  }

  /** Another text whenever a version was added or withdrawn. */
  async state(tx: Tx = this.database): Promise<string> {
    const [row] = await tx.run(STATE, [this.config.cityCode])
    return `${row?.newest ?? 0}-${row?.withdrawn ?? 0}`
  }

  /** False when another version was added meanwhile. */
  async add(tx: Tx, { version, validFrom, rows, authorId, reason, basedOn, at }: NewCatalogueVersion): Promise<boolean> {
    const added = await tx.run(ADD, [this.config.cityCode, version, isoOf(validFrom), JSON.stringify(rows), authorId, reason, basedOn, isoOf(at)])
    return added.length === 1
  }

  /** False when it has begun, was withdrawn, or never was. */
  async withdraw(tx: Tx, version: number, { at, by, reason }: { at: Instant; by: string; reason: string }): Promise<boolean> {
    return (await tx.run(WITHDRAW, [this.config.cityCode, version, isoOf(at), by, reason])).length === 1
  }
}

/** The newest that was not withdrawn, also when it is still upcoming. `heads`: the newest first. */
export const newestStanding = (heads: readonly VersionHead[]): VersionHead | undefined => heads.find(({ withdrawn_at }) => withdrawn_at === null)

/** The one that holds at a moment: of those that have begun the highest, else the first of all. */
export function headInForce(heads: readonly VersionHead[], at: Instant): VersionHead | null {
  const standing = heads.filter(({ withdrawn_at }) => withdrawn_at === null)
  const begun = standing.filter(({ valid_from }) => instant(valid_from) <= at)
  const highest = (all: readonly VersionHead[]): VersionHead | null => all.reduce<VersionHead | null>((best, each) => (best === null || each.version > best.version ? each : best), null)
  return highest(begun) ?? standing.reduce<VersionHead | null>((first, each) => (first === null || each.version < first.version ? each : first), null)
}
