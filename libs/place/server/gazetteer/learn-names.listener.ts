import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCorpus, type CorpusCase } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { isReady, learnedWeight, tallyVotes, type GazetteerTally, type GazetteerVote } from '../../domain/gazetteer-votes.js'
import { landmarkNames, type LandmarkName } from '../../domain/landmark-names.js'
import { InMemoryPlaceResolver } from '../in-memory-place-resolver.js'
import { GazetteerWriting } from './change-gazetteer.use-case.js'
import type { GazetteerRow, GazetteerState } from './gazetteer.store.js'

const COUNTY_CODE_LENGTH = 6

type NamedVote = GazetteerVote & { readonly name: string; readonly countyCode: string }

/**
 * What accepted cases say of names the tree does not know. A case whose lead was never contested and whose reply has passed the review counts once for
 * each name in its place; when its dispatch is contested after all (units dispute it, or another one gets it, for whatever reason) it is taken back.
 * People decide, unless the city has said that enough cases do.
 */
@Injectable()
export class LearnNamesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'place.learn_names'
  override readonly eventTypes = ['case.review_passed.v1', 'case.dispatch_judged.v1', 'case.dispute_opened.v1', 'case.dispatched.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseCorpus) private readonly corpus: CaseCorpus,
    @Inject(InMemoryPlaceResolver) private readonly resolver: InMemoryPlaceResolver,
    @Inject(GazetteerWriting) private readonly writing: GazetteerWriting,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const { store } = this.writing
    const told = [...new Set(events.filter((event) => !isFirstDispatch(event)).map(({ subjectId }) => subjectId))]
    // Before a reply was accepted a case has no voice: what is taken back in its first round waits for nobody.
    const accepted = (await this.corpus.of(told)).filter((item) => item.accepted)
    if (accepted.length === 0) return
    const state = await store.lock(tx)
    // Read again under the lock: what another process took back meanwhile is not said once more.
    const cases = await this.corpus.of(accepted.map(({ id }) => id))
    const votes = cases.filter(isExample).flatMap((item) => this.votesOf(item))
    const unsaid = await store.unvote(tx, cases.filter((item) => !isExample(item)).map(({ id }) => id))
    const touched = [...unsaid, ...(await store.vote(tx, votes))]
    const names = new Map(touched.map((each) => [`${each.county_code} ${each.name}`, each]))
    const kinds = new Map(cases.filter(isExample).flatMap((item) => this.namesOf(item)).map(({ name, kind }) => [name, kind]))
    for (const { name, county_code: countyCode } of names.values()) await this.recount(tx, state, { name, countyCode, kind: kinds.get(name) ?? 'other' })
  }

  override async afterCommit(): Promise<void> {
    await this.writing.book.freshen()
  }

  /** Those nobody knows yet, and those in use: a case bears out a name, or speaks against it, also after it was accepted. */
  private namesOf({ placeText }: CorpusCase): LandmarkName[] {
    const { rest, evidence } = this.resolver.resolve(placeText)
    const used = evidence.filter(({ how }) => how === 'gazetteer').map(({ text }): LandmarkName => ({ name: text, kind: 'other' }))
    return [...landmarkNames(rest), ...used]
  }

  private votesOf(item: CorpusCase): NamedVote[] {
    const { id, townshipCode, divisionCode, filedAt } = item
    if (townshipCode === null) return []
    const countyCode = townshipCode.slice(0, COUNTY_CODE_LENGTH)
    return this.namesOf(item).map(({ name }) => ({ caseId: id, name, countyCode, townshipCode, divisionCode: divisionCode ?? townshipCode, at: filedAt }))
  }

  /** What all cases say of a name now goes into its entry: the proposed one, or the one in use as a count. What people said no to stays as it is. */
  private async recount(tx: Tx, state: GazetteerState, about: { name: string; countyCode: string; kind: GazetteerRow['kind'] }): Promise<void> {
    const { store, clock, ids } = this.writing
    const tally = tallyVotes(await store.votes(tx, about.name, about.countyCode))
    const rows = (await store.byNames([about.name], tx)).filter((row) => row.division_code.startsWith(about.countyCode))
    const at = clock.now()
    const by = this.system.principal()
    const used = rows.find(({ status }) => status === 'confirmed')
    if (used !== undefined) return store.update(tx, [{ ...used, ...countsOf(used, await store.votes(tx, about.name, about.countyCode)), version: used.version + 1 }])
    const proposed = rows.find(({ status, source }) => status === 'proposed' && source === 'learned')
    if (proposed === undefined && (tally === null || rows.length > 0)) return
    const accepted = tally !== null && state.accepts_alone && isReady(tally, state.agreeing_needed)
    const row: GazetteerRow = {
      id: proposed?.id ?? ids.next(), name: about.name, aliases: proposed?.aliases ?? [], kind: proposed?.kind ?? about.kind, note: proposed?.note ?? '', source: 'learned',
      latitude: proposed?.latitude ?? null, longitude: proposed?.longitude ?? null,
      ...saidBy(tally, proposed), status: accepted ? 'confirmed' : 'proposed', version: (proposed?.version ?? 0) + 1,
      created_by: by.userId, created_at: proposed?.created_at ?? at, changed_by: by.userId, changed_at: at,
    }
    await (proposed === undefined ? store.insert(tx, [row]) : store.update(tx, [row]))
    if (!accepted) return
    await store.nextRevision(tx)
    await this.writing.record(tx, by, 'place.accept_name', row.id, { divisionCode: row.division_code, kind: row.kind, agreeing: row.agreeing, automatic: true })
  }
}

const dispatchedSchema = z.object({ facts: z.object({ round: z.int() }) })
/** Nothing has been accepted in a first round: most events are such, and cost no reading. */
const isFirstDispatch = ({ type, data }: DeliveredEvent): boolean => type === 'case.dispatched.v1' && dispatchedSchema.safeParse(data).data?.facts.round === 1

/** Who handled it was never in doubt, and is settled. A sealed case is not learned from: its place could tell who reported. */
const isExample = ({ sealed, contested, accepted, townshipCode }: CorpusCase): boolean => !sealed && !contested && accepted && townshipCode !== null

type Said = Pick<GazetteerRow, 'division_code' | 'weight' | 'agreeing' | 'contradicting' | 'case_ids'>

function saidBy(tally: GazetteerTally | null, before: GazetteerRow | undefined): Said {
  if (tally === null) return { division_code: before?.division_code ?? '', weight: 0, agreeing: 0, contradicting: 0, case_ids: [] }
  const { divisionCode, agreeing, contradicting, caseIds } = tally
  return { division_code: divisionCode, weight: learnedWeight(agreeing), agreeing, contradicting, case_ids: [...caseIds] }
}

/** Of an entry in use: how many cases bear it out, and how many lie elsewhere. */
function countsOf({ division_code: divisionCode }: GazetteerRow, votes: readonly GazetteerVote[]): Pick<GazetteerRow, 'agreeing' | 'contradicting'> {
  const agreeing = votes.filter((vote) => vote.divisionCode.startsWith(divisionCode) || divisionCode.startsWith(vote.divisionCode)).length
  return { agreeing, contradicting: votes.length - agreeing }
}
