import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock } from '@tongban/kernel/core'
import type { z } from 'zod'
import { CATALOGUE_ROWS_MAX, type CatalogueRow } from '../../contract/catalogue.schema.js'
import type { importCatalogueSchema, ImportReport } from '../../contract/catalogue-file.schema.js'
import { compareCatalogues, readTable, type TableRead } from '../../domain/index.js'
import { CatalogueDraftStore } from './catalogue-draft.store.js'
import { CatalogueSurroundings } from './catalogue-surroundings.js'
import { catalogueEntry, refusing } from './draft-change.js'
import { readSheet } from './sheet-file.js'

type Import = z.output<typeof importCatalogueSchema>

/** A file into the draft, line by line: all of it or nothing, or without its bad lines. */
@Injectable()
export class ImportCatalogue {
  constructor(
    @Inject(CatalogueDraftStore) private readonly drafts: CatalogueDraftStore,
    @Inject(CatalogueSurroundings) private readonly surroundings: CatalogueSurroundings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws Refused: CATALOGUE_FILE_UNREADABLE, CATALOGUE_DRAFT_UNKNOWN, CATALOGUE_DRAFT_STALE, CATALOGUE_ROWS_TOO_MANY. */
  async import(draftId: string, asked: Import, principal: Principal): Promise<ImportReport> {
    const sheet = await readSheet(asked.format, Buffer.from(asked.content, 'base64'))
    if (!sheet.ok) return refusing('CATALOGUE_FILE_UNREADABLE', { why: sheet.why })
    return this.drafts.database.transaction(async (tx) => {
      const draft = await this.drafts.locked(tx)
      if (draft === null || draft.id !== draftId) return refusing('CATALOGUE_DRAFT_UNKNOWN')
      if (draft.revision !== asked.revision) return refusing('CATALOGUE_DRAFT_STALE')
      const before = (await this.drafts.rows(draftId, tx)).map(({ row }) => row)
      const { read, after } = this.outcome(sheet.table, before, asked)
      if (after.length > CATALOGUE_ROWS_MAX) return refusing('CATALOGUE_ROWS_TOO_MANY', { max: CATALOGUE_ROWS_MAX })
      const changes = compareCatalogues(before, after)
      const count = (kind: string): number => changes.filter((change) => change.kind === kind).length
      const isStopped = asked.dryRun || (read.problems.length > 0 && asked.onError === 'nothing') || read.rows.length === 0
      if (!isStopped && changes.length > 0) {
        const at = this.clock.now()
        const put = changes.flatMap(({ after: row }) => (row === null ? [] : [row]))
        const remove = changes.flatMap(({ kind, rowId }) => (kind === 'removed' ? [rowId] : []))
        const revision = await this.drafts.change(tx, draftId, { put, remove, by: principal.userId, at })
        const detail = { revision, mode: asked.mode, lines: read.lines, bad: read.lines - read.rows.length, put: put.length, removed: remove.length }
        await this.drafts.tell(tx, catalogueEntry(principal, at, 'dispatch.import_catalogue', `dispatch_catalogue_draft:${draftId}`, detail))
      }
      return {
        lines: read.lines, good: read.rows.length, bad: read.lines - read.rows.length, added: count('added'), changed: count('changed'), removed: count('removed'),
        unchanged: after.length - count('added') - count('changed'), problems: [...read.problems], applied: !isStopped,
      }
    })
  }

  /** What the draft would be. With bad lines skipped, the rows they name stay as they are, and may not tie with those of the file. */
  private outcome(table: string[][], before: readonly CatalogueRow[], { mode, onError }: Import): { read: TableRead; after: CatalogueRow[] } {
    const world = this.surroundings.world()
    const { naming } = this.surroundings
    const first = readTable(table, world, naming, mode === 'merge' ? before : [])
    const stays = ({ id }: CatalogueRow): boolean => mode === 'merge' || (onError === 'skip' && first.badRowIds.has(id))
    const staying = before.filter(stays)
    const read = mode === 'replace' && staying.length > 0 ? readTable(table, world, naming, staying) : first
    const rows = new Map(staying.map((row) => [row.id, row]))
    for (const { row } of read.rows) rows.set(row.id, row)
    return { read, after: [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) }
  }
}
