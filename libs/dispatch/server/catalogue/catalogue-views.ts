import { Inject, Injectable } from '@nestjs/common'
import { UserNames } from '@tongban/access/contract'
import { Clock, instant, isoOf } from '@tongban/kernel/core'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueDifferences, CatalogueDraft, CatalogueVersion, CatalogueVersionDetail } from '../../contract/catalogue-version.schema.js'
import { checkCatalogue, compareCatalogues, FIELD_LABELS_ZH, wordsOf } from '../../domain/index.js'
import { CatalogueDraftStore } from './catalogue-draft.store.js'
import { CatalogueSurroundings } from './catalogue-surroundings.js'
import { CatalogueVersionStore, headInForce, type VersionHead } from './catalogue-version.store.js'
import { refusing } from './draft-change.js'

/** Versions and the draft as people read them, with names put to codes. */
@Injectable()
export class CatalogueViews {
  constructor(
    @Inject(CatalogueVersionStore) private readonly versions: CatalogueVersionStore,
    @Inject(CatalogueDraftStore) private readonly drafts: CatalogueDraftStore,
    @Inject(CatalogueSurroundings) private readonly surroundings: CatalogueSurroundings,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The newest first. Two queries: the versions, and their authors' names. */
  async list(): Promise<CatalogueVersion[]> {
    const heads = await this.versions.list()
    const names = await this.namesOf(heads.flatMap(({ author_id, withdrawn_by }) => [author_id, withdrawn_by]))
    const now = this.clock.now()
    const inForce = headInForce(heads, now)
    return heads.map((head) => viewOf(head, { heads, inForce, now, nameOf: (id) => (id === null ? null : (names.get(id) ?? id)) }))
  }

  /** Throws Refused: NOT_FOUND. */
  async summaryOf(version: number): Promise<CatalogueVersion> {
    return (await this.list()).find((each) => each.version === version) ?? refusing('NOT_FOUND')
  }

  /** Null asks for the one in force. Throws Refused: NOT_FOUND. */
  async detailOf(version: number | null): Promise<CatalogueVersionDetail> {
    const versions = await this.list()
    const summary = versions.find((each) => (version === null ? each.state === 'in_force' : each.version === version)) ?? refusing('NOT_FOUND')
    const rows = await this.rowsOf(summary.version)
    return { ...summary, rows: [...rows], names: this.surroundings.namesIn(rows) }
  }

  /** `from` left out: the version it was made from. Throws Refused: NOT_FOUND. */
  async differences(version: number, from: number | undefined): Promise<CatalogueDifferences> {
    const { basedOn } = await this.summaryOf(version)
    const base = from ?? basedOn
    const before = base === null ? [] : await this.rowsOf(base)
    return this.compared(base ?? 0, version, before, await this.rowsOf(version))
  }

  /** Three queries: the draft, its rows, and who changed them. Its faults are found anew, in memory. */
  async draft(): Promise<CatalogueDraft | null> {
    const head = await this.drafts.current()
    if (head === null) return null
    const stored = await this.drafts.rows(head.id)
    const names = await this.namesOf([head.opened_by, ...stored.map(({ changedBy }) => changedBy)])
    const rows = stored.map(({ row }) => row)
    const nameOf = (id: string): string => names.get(id) ?? id
    return {
      id: head.id, basedOn: head.based_on, restoredFrom: head.restored_from, revision: head.revision, openedBy: nameOf(head.opened_by),
      openedAt: isoOf(instant(head.opened_at)), changedAt: isoOf(instant(head.changed_at)),
      rows: stored.map(({ row, revision, changedBy, changedAt }) => ({ row, revision, changedBy: changedBy === null ? null : nameOf(changedBy), changedAt: isoOf(instant(changedAt)) })),
      faults: checkCatalogue(rows, this.surroundings.world()), names: this.surroundings.namesIn(rows),
    }
  }

  /** Throws Refused: CATALOGUE_DRAFT_UNKNOWN. */
  async draftRows(draftId: string | null): Promise<readonly CatalogueRow[]> {
    const head = await this.drafts.current()
    if (head === null || (draftId !== null && head.id !== draftId)) return refusing('CATALOGUE_DRAFT_UNKNOWN')
    return (await this.drafts.rows(head.id)).map(({ row }) => row)
  }

  /** Against what is in force now. Throws Refused: CATALOGUE_DRAFT_UNKNOWN. */
  async draftDifferences(draftId: string): Promise<CatalogueDifferences> {
    const rows = await this.draftRows(draftId)
    const inForce = headInForce(await this.versions.list(), this.clock.now())
    return this.compared(inForce?.version ?? 0, null, inForce === null ? [] : await this.rowsOf(inForce.version), rows)
  }

  /** Throws Refused: NOT_FOUND. */
  async rowsOf(version: number): Promise<readonly CatalogueRow[]> {
    return (await this.versions.byVersion(version))?.rows ?? refusing('NOT_FOUND')
  }

  private compared(from: number, to: number | null, before: readonly CatalogueRow[], after: readonly CatalogueRow[]): CatalogueDifferences {
    const changes = compareCatalogues(before, after)
    const count = (kind: string): number => changes.filter((change) => change.kind === kind).length
    const { naming } = this.surroundings
    return {
      from, to, added: count('added'), changed: count('changed'), removed: count('removed'),
      changes: changes.map((change) => ({
        kind: change.kind, rowId: change.rowId, before: change.before, after: change.after,
        fields: change.kind === 'changed'
          ? change.fields.map((field) => ({ field, labelZh: FIELD_LABELS_ZH[field], before: wordsOf(change.before, field, naming), after: wordsOf(change.after, field, naming) }))
          : [],
      })),
      names: this.surroundings.namesIn(changes.flatMap((change) => [change.before, change.after]).filter((row) => row !== null)),
    }
  }

  private async namesOf(userIds: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const people = [...new Set(userIds.filter((id) => id !== null))]
    return people.length === 0 ? new Map() : this.users.namesOf(people)
  }
}

type Among = { readonly heads: readonly VersionHead[]; readonly inForce: VersionHead | null; readonly now: number; readonly nameOf: (id: string | null) => string | null }

function viewOf(head: VersionHead, { heads, inForce, now, nameOf }: Among): CatalogueVersion {
  const iso = (at: number): string => isoOf(instant(at))
  const state = head.withdrawn_at !== null ? 'withdrawn' : head.version === inForce?.version ? 'in_force' : head.valid_from > now ? 'upcoming' : 'past'
  // It ends when a higher one begins; one that began before it never let it begin.
  const ends = heads.filter((each) => each.withdrawn_at === null && each.version > head.version).map(({ valid_from }) => valid_from)
  return {
    version: head.version, state, validFrom: iso(head.valid_from), validTo: ends.length === 0 ? null : iso(Math.min(...ends)), rowCount: head.row_count, basedOn: head.based_on,
    author: nameOf(head.author_id), reason: head.reason, publishedAt: iso(head.published_at),
    withdrawn: head.withdrawn_at === null ? null : { at: iso(head.withdrawn_at), by: nameOf(head.withdrawn_by), reason: head.withdrawn_reason ?? '' },
  }
}
