import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, instant, instantFromIso, isoOf, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'
import type { z } from 'zod'
import { CATALOGUE_PUBLISHED } from '../../contract/catalogue-endpoints.js'
import type { publishCatalogueSchema } from '../../contract/catalogue-version.schema.js'
import { checkCatalogue, compareCatalogues } from '../../domain/index.js'
import { CatalogueDraftStore } from './catalogue-draft.store.js'
import { CatalogueSurroundings } from './catalogue-surroundings.js'
import { CatalogueVersionStore, type VersionHead } from './catalogue-version.store.js'
import { catalogueEntry, given, refusing, upToDate } from './draft-change.js'
import { PublishedCatalogues } from './published-catalogues.js'

type Publication = z.output<typeof publishCatalogueSchema>

/** The draft becomes a version, from now or from a moment to come. A version is never changed: whoever wants it otherwise publishes another. */
@Injectable()
export class CataloguePublishing {
  constructor(
    @Inject(CatalogueDraftStore) private readonly drafts: CatalogueDraftStore,
    @Inject(CatalogueVersionStore) private readonly versions: CatalogueVersionStore,
    @Inject(CatalogueSurroundings) private readonly surroundings: CatalogueSurroundings,
    @Inject(PublishedCatalogues) private readonly published: PublishedCatalogues,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Throws Refused: CATALOGUE_DRAFT_UNKNOWN, CATALOGUE_DRAFT_STALE, CATALOGUE_DRAFT_OUTDATED, CATALOGUE_FAULTY, CATALOGUE_UNCHANGED, CATALOGUE_FROM_PAST,
   * CATALOGUE_VERSION_UPCOMING, CATALOGUE_NOT_UPCOMING.
   */
  async publish(draftId: string, publication: Publication, principal: Principal): Promise<number> {
    const version = await this.drafts.database.transaction(async (tx) => {
      const draft = await this.drafts.locked(tx)
      if (draft === null || draft.id !== draftId) return refusing('CATALOGUE_DRAFT_UNKNOWN')
      if (draft.revision !== publication.revision) return refusing('CATALOGUE_DRAFT_STALE')
      const heads = await this.versions.list(tx)
      given(upToDate(draft, heads))
      const rows = (await this.drafts.rows(draftId, tx)).map(({ row }) => row)
      const errors = checkCatalogue(rows, this.surroundings.world()).filter(({ severity }) => severity === 'error')
      if (errors.length > 0) return refusing('CATALOGUE_FAULTY', { count: errors.length, first: errors[0]?.text ?? '' })
      const at = this.clock.now()
      const validFrom = given(beginning(publication, heads, at))
      const changes = compareCatalogues(await this.rowsBefore(heads, publication, tx), rows)
      if (changes.length === 0) return refusing('CATALOGUE_UNCHANGED')
      const next = (heads[0]?.version ?? 0) + 1
      const { reason, replaces } = publication
      if (replaces !== null && !(await this.versions.withdraw(tx, replaces, { at, by: principal.userId, reason: `由第 ${next} 版代替` }))) {
        return refusing('CATALOGUE_NOT_UPCOMING', { version: replaces })
      }
      const added = await this.versions.add(tx, { version: next, validFrom, rows, authorId: principal.userId, reason, basedOn: draft.based_on, at })
      if (!added) return refusing('CATALOGUE_DRAFT_STALE')
      await this.drafts.close(tx, draftId, { by: principal.userId, at, publishedVersion: next })
      const count = (kind: string): number => changes.filter((change) => change.kind === kind).length
      const facts = { version: next, validFrom: isoOf(validFrom), reason, replaces, added: count('added'), changed: count('changed'), removed: count('removed') }
      await this.tell(tx, principal, at, 'publish', facts)
      return next
    })
    await this.published.reload()
    return version
  }

  /** Throws Refused: NOT_FOUND, CATALOGUE_NOT_UPCOMING. */
  async withdraw(version: number, reason: string, principal: Principal): Promise<void> {
    const at = this.clock.now()
    await this.drafts.database.transaction(async (tx) => {
      // While it holds the draft nobody publishes what is made from this version.
      await this.drafts.locked(tx)
      if (!(await this.versions.list(tx)).some((head) => head.version === version)) refusing('NOT_FOUND')
      if (!(await this.versions.withdraw(tx, version, { at, by: principal.userId, reason }))) refusing('CATALOGUE_NOT_UPCOMING', { version })
      await this.tell(tx, principal, at, 'withdraw', { version, reason })
    })
    await this.published.reload()
  }

  /** What would be in force without this publication: the newest version that stands, the one it replaces left out. */
  private async rowsBefore(heads: readonly VersionHead[], { replaces }: Publication, tx: Tx): Promise<Parameters<typeof compareCatalogues>[0]> {
    const newest = heads.find(({ version, withdrawn_at }) => withdrawn_at === null && version !== replaces)
    return newest === undefined ? [] : ((await this.versions.byVersion(newest.version, tx))?.rows ?? [])
  }

  private tell(tx: Tx, principal: Principal, at: Instant, what: 'publish' | 'withdraw', facts: Readonly<Record<string, string | number | null>> & { readonly version: number }): Promise<void> {
    const { version } = facts
    return this.drafts.tell(
      tx,
      catalogueEntry(principal, at, `dispatch.${what}_catalogue`, `dispatch_catalogue_version:${version}`, facts),
      { type: CATALOGUE_PUBLISHED, subjectId: String(version), at, data: { version, what: what === 'publish' ? 'published' : 'withdrawn', by: principal.userId } },
    )
  }
}

/** At once, or a moment to come. A version still upcoming stays only if it comes first; otherwise nothing would ever go by it. */
function beginning({ validFrom, replaces }: Publication, heads: readonly VersionHead[], at: Instant): Result<Instant> {
  const from = validFrom === null ? at : instantFromIso(validFrom)
  if (from < at) return refuse('CATALOGUE_FROM_PAST')
  const shadowed = heads.find((head) => head.withdrawn_at === null && head.version !== replaces && head.valid_from > at && instant(head.valid_from) >= from)
  return shadowed === undefined ? ok(from) : refuse('CATALOGUE_VERSION_UPCOMING', { version: shadowed.version })
}
