import { Inject, Injectable } from '@nestjs/common'
import { AuditTrail, type AuditEntry } from '@tongban/audit/contract'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, writeOutbox, type OutgoingEvent, type Tx } from '@tongban/platform/server'
import { catalogueRowSchema, type CatalogueRow } from '../../contract/catalogue.schema.js'

export type DraftHead = {
  readonly id: string; readonly based_on: number; readonly restored_from: number | null; readonly revision: number; readonly opened_by: string; readonly opened_at: number
  readonly changed_at: number
}
export type StoredDraftRow = { readonly row: CatalogueRow; readonly revision: number; readonly changedBy: string | null; readonly changedAt: number }
export type OpenedDraft = { readonly id: string; readonly basedOn: number; readonly restoredFrom: number | null; readonly by: string; readonly at: Instant; readonly rows: readonly CatalogueRow[] }

const HEAD = 'id, based_on, restored_from, revision, opened_by, opened_at, changed_at'

// Index dispatch_catalogue_draft_open.
const OPEN = statement<DraftHead>('dispatch.open_draft', `SELECT ${HEAD} FROM dispatch_catalogue_draft WHERE city_code = $1 AND closed_at IS NULL`)
// The same, held until the transaction ends: changes of the draft come one after another, so that two rows saved at once cannot tie.
const LOCK = statement<DraftHead>('dispatch.lock_draft', `SELECT ${HEAD} FROM dispatch_catalogue_draft WHERE city_code = $1 AND closed_at IS NULL FOR UPDATE`)
// Index dispatch_catalogue_draft_open: whoever was quicker has opened it.
const ADD = statement<{ id: string }>(
  'dispatch.add_draft',
  `INSERT INTO dispatch_catalogue_draft (city_code, id, based_on, restored_from, revision, opened_by, opened_at, changed_at)
   VALUES ($1, $2, $3, $4, 0, $5, $6, $6) ON CONFLICT (city_code) WHERE closed_at IS NULL DO NOTHING RETURNING id`,
)
// Primary key.
const ROWS = statement<{ row: unknown; revision: number; changed_by: string | null; changed_at: number }>(
  'dispatch.draft_rows',
  `SELECT row, revision, changed_by, changed_at FROM dispatch_catalogue_draft_row WHERE city_code = $1 AND draft_id = $2 ORDER BY id LIMIT 5000`,
)
// Primary key. A row that was not there begins at revision 0.
const PUT_ROWS = statement<{ id: string }>(
  'dispatch.put_draft_rows',
  `INSERT INTO dispatch_catalogue_draft_row AS was (city_code, draft_id, id, row, revision, changed_by, changed_at)
   SELECT $1, $2, r->>'id', r, 0, $4, $5::timestamptz FROM jsonb_array_elements($3::jsonb) AS r
   ON CONFLICT (city_code, draft_id, id) DO UPDATE SET row = excluded.row, revision = was.revision + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at
   RETURNING id`,
)
const REMOVE_ROWS = statement<{ id: string }>(
  'dispatch.remove_draft_rows', `DELETE FROM dispatch_catalogue_draft_row WHERE city_code = $1 AND draft_id = $2 AND id = ANY($3::text[]) RETURNING id`,
)
const COUNT_ON = statement<{ revision: number }>(
  'dispatch.count_draft_on',
  `UPDATE dispatch_catalogue_draft SET revision = revision + 1, changed_at = $3::timestamptz WHERE city_code = $1 AND id = $2 RETURNING revision`,
)
const CLOSE = statement<{ id: string }>(
  'dispatch.close_draft',
  `UPDATE dispatch_catalogue_draft SET closed_at = $3::timestamptz, closed_by = $4, published_version = $5::int WHERE city_code = $1 AND id = $2 RETURNING id`,
)
// What a closed draft held is in the version it became, or was not wanted.
const DROP_ROWS = statement<{ id: string }>('dispatch.drop_draft_rows', `DELETE FROM dispatch_catalogue_draft_row WHERE city_code = $1 AND draft_id = $2 RETURNING id`)

/** The one draft and its rows. */
@Injectable()
export class CatalogueDraftStore {
  constructor(
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  async current(tx: Tx = this.database): Promise<DraftHead | null> {
    return (await tx.run(OPEN, [this.config.cityCode]))[0] ?? null
  }

  async locked(tx: Tx): Promise<DraftHead | null> {
    return (await tx.run(LOCK, [this.config.cityCode]))[0] ?? null
  }

  /** False when another draft is open. */
  async open(tx: Tx, { id, basedOn, restoredFrom, by, at, rows }: OpenedDraft): Promise<boolean> {
    const added = await tx.run(ADD, [this.config.cityCode, id, basedOn, restoredFrom, by, isoOf(at)])
    if (added.length === 0) return false
    await tx.run(PUT_ROWS, [this.config.cityCode, id, JSON.stringify(rows), null, isoOf(at)])
    return true
  }

  /** In the order of their names. */
  async rows(draftId: string, tx: Tx = this.database): Promise<StoredDraftRow[]> {
    const found = await tx.run(ROWS, [this.config.cityCode, draftId])
    return found.map(({ row, revision, changed_by, changed_at }) => ({ row: catalogueRowSchema.parse(row), revision, changedBy: changed_by, changedAt: changed_at }))
  }

  /** Rows written and removed, and the draft counted on by one. Returns its new revision. */
  async change(tx: Tx, draftId: string, { put, remove, by, at }: { put: readonly CatalogueRow[]; remove: readonly string[]; by: string; at: Instant }): Promise<number> {
    if (remove.length > 0) await tx.run(REMOVE_ROWS, [this.config.cityCode, draftId, remove])
    if (put.length > 0) await tx.run(PUT_ROWS, [this.config.cityCode, draftId, JSON.stringify(put), by, isoOf(at)])
    const [counted] = await tx.run(COUNT_ON, [this.config.cityCode, draftId, isoOf(at)])
    return counted?.revision ?? 0
  }

  async close(tx: Tx, draftId: string, { by, at, publishedVersion }: { by: string; at: Instant; publishedVersion: number | null }): Promise<void> {
    await tx.run(CLOSE, [this.config.cityCode, draftId, isoOf(at), by, publishedVersion])
    await tx.run(DROP_ROWS, [this.config.cityCode, draftId])
  }

  /** What was done and what is told of it, in the transaction that did it. */
  async tell(tx: Tx, entry: AuditEntry, event?: OutgoingEvent): Promise<void> {
    const { statement: insert, row } = this.audit.write(entry)
    await tx.run(insert, [JSON.stringify([row]), this.config.cityCode])
    if (event !== undefined) await writeOutbox(tx, this.config.cityCode, [event])
  }
}
