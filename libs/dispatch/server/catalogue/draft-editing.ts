import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, IdGen, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'
import { CATALOGUE_ROWS_MAX, type CatalogueRow, type CatalogueRowDraft } from '../../contract/catalogue.schema.js'
import type { CatalogueFault } from '../../contract/catalogue-fault.schema.js'
import { checkRowAmong, freeRowId, isSameRule } from '../../domain/index.js'
import { CatalogueDrafts, type CatalogueAsInForce, type DraftAsItStands } from '../catalogue-drafts.js'
import { CatalogueDraftStore, type DraftHead, type StoredDraftRow } from './catalogue-draft.store.js'
import { CatalogueSurroundings } from './catalogue-surroundings.js'
import { CatalogueVersionStore, headInForce, newestStanding, type StoredCatalogue } from './catalogue-version.store.js'
import { catalogueEntry, given, refusing, upToDate } from './draft-change.js'

export type RowToSave = { readonly rowId: string | null; readonly revision: number | null; readonly row: CatalogueRowDraft }
/** `revision`: the draft's. */
export type SavedRow = { readonly row: CatalogueRow; readonly rowRevision: number; readonly at: Instant; readonly revision: number; readonly faults: readonly CatalogueFault[] }

/** The one draft, row by row. Whatever is refused changes nothing; each change is written with its audit entry. */
@Injectable()
export class DraftEditing extends CatalogueDrafts {
  constructor(
    @Inject(CatalogueDraftStore) private readonly drafts: CatalogueDraftStore,
    @Inject(CatalogueVersionStore) private readonly versions: CatalogueVersionStore,
    @Inject(CatalogueSurroundings) private readonly surroundings: CatalogueSurroundings,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {
    super()
  }

  /** The draft that is open, or a new one made from the newest version. Throws Refused: NOT_FOUND while nothing was ever published. */
  async open(principal: Principal): Promise<void> {
    await this.drafts.database.transaction((tx) => this.opened(tx, principal, null))
  }

  /** A new draft that says what an old version said. Throws Refused: NOT_FOUND, CATALOGUE_DRAFT_OPEN. */
  async restore(version: number, principal: Principal): Promise<void> {
    await this.drafts.database.transaction(async (tx) => {
      const old = await this.versions.byVersion(version, tx)
      if (old === null) refusing('NOT_FOUND')
      else if ((await this.drafts.locked(tx)) !== null || !(await this.begin(tx, principal, old.rows, version))) refusing('CATALOGUE_DRAFT_OPEN')
    })
  }

  /** Throws Refused: CATALOGUE_DRAFT_UNKNOWN, CATALOGUE_DRAFT_STALE. */
  async discard(draftId: string, { reason, revision }: { reason: string; revision: number }, principal: Principal): Promise<void> {
    await this.drafts.database.transaction(async (tx) => {
      const draft = await this.lock(tx, draftId)
      if (draft.revision !== revision) refusing('CATALOGUE_DRAFT_STALE')
      const at = this.clock.now()
      await this.drafts.close(tx, draftId, { by: principal.userId, at, publishedVersion: null })
      await this.drafts.tell(tx, catalogueEntry(principal, at, 'dispatch.discard_catalogue_draft', `dispatch_catalogue_draft:${draftId}`, { reason, revision }))
    })
  }

  /** Throws Refused: CATALOGUE_DRAFT_UNKNOWN, CATALOGUE_ROW_UNKNOWN, CATALOGUE_ROW_STALE, CATALOGUE_ROWS_TIED, CATALOGUE_ROW_FAULTY, CATALOGUE_ROWS_TOO_MANY. */
  async write(draftId: string, change: RowToSave, principal: Principal): Promise<SavedRow> {
    return this.drafts.database.transaction(async (tx) => {
      const draft = await this.lock(tx, draftId)
      return given(await this.put(tx, draft, change, principal, ''))
    })
  }

  /** Throws Refused: CATALOGUE_DRAFT_UNKNOWN, CATALOGUE_ROW_UNKNOWN, CATALOGUE_ROW_STALE. */
  async remove(draftId: string, { rowId, revision }: { rowId: string; revision: number }, principal: Principal): Promise<number> {
    return this.drafts.database.transaction(async (tx) => {
      const draft = await this.lock(tx, draftId)
      const rows = await this.drafts.rows(draft.id, tx)
      given(seenAs(rows, rowId, revision))
      const at = this.clock.now()
      const counted = await this.drafts.change(tx, draft.id, { put: [], remove: [rowId], by: principal.userId, at })
      await this.drafts.tell(tx, catalogueEntry(principal, at, 'dispatch.remove_catalogue_row', `dispatch_catalogue_row:${rowId}`, { draftId, revision: counted }))
      return counted
    })
  }

  /** What a row would bring with it, before it is saved. Throws Refused: CATALOGUE_DRAFT_UNKNOWN, CATALOGUE_ROW_UNKNOWN. */
  async check(draftId: string, { rowId, row }: Pick<RowToSave, 'rowId' | 'row'>): Promise<readonly CatalogueFault[]> {
    const draft = await this.drafts.current()
    if (draft === null || draft.id !== draftId) return refusing('CATALOGUE_DRAFT_UNKNOWN')
    const rows = await this.drafts.rows(draftId)
    if (rowId !== null && !rows.some((each) => each.row.id === rowId)) refusing('CATALOGUE_ROW_UNKNOWN', { rowId })
    const others = rows.map((each) => each.row).filter(({ id }) => id !== rowId)
    return checkRowAmong(named(row, rowId, others), others, this.surroundings.world())
  }

  override async propose(tx: Tx, row: CatalogueRowDraft, reason: string, by: Principal): Promise<Result<{ readonly rowId: string }>> {
    const draft = await this.opened(tx, by, null)
    const current = upToDate(draft, await this.versions.list(tx))
    if (!current.ok) return current
    const same = (await this.drafts.rows(draft.id, tx)).find((each) => isSameRule(each.row, row))
    const saved = await this.put(tx, draft, { rowId: same?.row.id ?? null, revision: same?.revision ?? null, row }, by, reason)
    return saved.ok ? ok({ rowId: saved.value.row.id }) : saved
  }

  override async current(tx: Tx): Promise<DraftAsItStands | null> {
    const draft = await this.drafts.current(tx)
    return draft === null ? null : { rows: (await this.drafts.rows(draft.id, tx)).map(({ row }) => row), revision: draft.revision }
  }

  override async inForce(tx: Tx): Promise<CatalogueAsInForce> {
    const [live] = await this.versions.live(this.clock.now(), tx)
    return live === undefined ? { rows: [], version: null } : { rows: live.rows, version: live.head.version }
  }

  private async put(tx: Tx, draft: DraftHead, { rowId, revision, row }: RowToSave, principal: Principal, reason: string): Promise<Result<SavedRow>> {
    const rows = await this.drafts.rows(draft.id, tx)
    const seen = rowId === null ? ok(null) : seenAs(rows, rowId, revision)
    if (!seen.ok) return seen
    if (rowId === null && rows.length >= CATALOGUE_ROWS_MAX) return refuse('CATALOGUE_ROWS_TOO_MANY', { max: CATALOGUE_ROWS_MAX })
    const others = rows.map((each) => each.row).filter(({ id }) => id !== rowId)
    const next = named(row, rowId, others)
    const faults = checkRowAmong(next, others, this.surroundings.world())
    const sound = soundEnough(next, faults)
    if (!sound.ok) return sound
    const at = this.clock.now()
    const moved = rowId !== null && rowId !== next.id ? [rowId] : []
    const counted = await this.drafts.change(tx, draft.id, { put: [next], remove: moved, by: principal.userId, at })
    const detail = { draftId: draft.id, revision: counted, was: rowId, row: JSON.stringify(next).slice(0, 2000), reason }
    await this.drafts.tell(tx, catalogueEntry(principal, at, 'dispatch.save_catalogue_row', `dispatch_catalogue_row:${next.id}`, detail))
    const rowRevision = rows.find((each) => each.row.id === next.id)?.revision ?? -1
    return ok({ row: next, rowRevision: rowRevision + 1, at, revision: counted, faults })
  }

  private async opened(tx: Tx, principal: Principal, restoredFrom: number | null): Promise<DraftHead> {
    const open = await this.drafts.locked(tx)
    if (open !== null) return open
    const newest = await this.newest(tx)
    if (newest === null) return refusing('NOT_FOUND')
    await this.begin(tx, principal, newest.rows, restoredFrom, newest.head.version)
    // Opened here, or by whoever was quicker.
    return (await this.drafts.locked(tx)) ?? refusing('CATALOGUE_DRAFT_UNKNOWN')
  }

  private async begin(tx: Tx, principal: Principal, rows: readonly CatalogueRow[], restoredFrom: number | null, basedOn?: number): Promise<boolean> {
    const at = this.clock.now()
    const id = this.ids.next()
    const base = basedOn ?? (await this.newest(tx))?.head.version ?? restoredFrom ?? 0
    if (!(await this.drafts.open(tx, { id, basedOn: base, restoredFrom, by: principal.userId, at, rows }))) return false
    await this.drafts.tell(tx, catalogueEntry(principal, at, 'dispatch.open_catalogue_draft', `dispatch_catalogue_draft:${id}`, { basedOn: base, restoredFrom }))
    return true
  }

  /** The newest version that stands, also when it is still upcoming: a draft made from an older one would undo it. */
  private async newest(tx: Tx): Promise<StoredCatalogue | null> {
    const heads = await this.versions.list(tx)
    const newest = newestStanding(heads) ?? headInForce(heads, this.clock.now())
    return newest === null ? null : this.versions.byVersion(newest.version, tx)
  }

  private async lock(tx: Tx, draftId: string): Promise<DraftHead> {
    const draft = await this.drafts.locked(tx)
    return draft === null || draft.id !== draftId ? refusing('CATALOGUE_DRAFT_UNKNOWN') : draft
  }
}

/** A row keeps its name while it is about the same category and place; else it is another row, with a name of its own. */
function named(row: CatalogueRowDraft, rowId: string | null, others: readonly CatalogueRow[]): CatalogueRow {
  const taken = new Set(others.map(({ id }) => id))
  const free = (id: string): boolean => taken.has(id)
  const keeps = rowId !== null && freeRowId(row.categoryCode, row.placeCode, () => false) === rowId.replace(/#\d+$/, '')
  return { ...row, id: keeps ? rowId : freeRowId(row.categoryCode, row.placeCode, free) }
}

function seenAs(rows: readonly StoredDraftRow[], rowId: string, revision: number | null): Result<null> {
  const stored = rows.find(({ row }) => row.id === rowId)
  if (stored === undefined) return refuse('CATALOGUE_ROW_UNKNOWN', { rowId })
  return stored.revision === revision ? ok(null) : refuse('CATALOGUE_ROW_STALE', { rowId })
}

/** A tie, and whatever the row itself gets wrong, is never saved. A block that another row sets may be: the editor is about to change that one. */
function soundEnough(row: CatalogueRow, faults: readonly CatalogueFault[]): Result<null> {
  const tie = faults.find(({ code }) => code === 'tie')
  if (tie !== undefined) return refuse('CATALOGUE_ROWS_TIED', { row: row.id, other: tie.rowIds.slice(1).join('、') })
  const own = faults.filter(({ severity, code, rowIds }) => severity === 'error' && (code !== 'forbidden_township' || rowIds.length === 1))
  const [first] = own
  return first === undefined ? ok(null) : refuse('CATALOGUE_ROW_FAULTY', { count: own.length, first: first.text })
}
