import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { IdGen, idOf, instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { CatalogueProposalStore, type ProposalFound } from './catalogue-proposal.store.js'
import { proposedRow } from './proposed-row.js'

/** What of the outbox's event is believed; the place and the matter are read from the case as it is. */
const ruledSchema = z.object({
  facts: z.object({ disputeId: z.uuid(), leadUnitId: z.string(), proposesCatalogueRow: z.boolean(), principle: z.string().default(''), legalBasis: z.string().default('') }),
})
const judgedSchema = z.object({ leadUnitId: z.string().nullable(), facts: z.object({ unitId: z.string(), because: z.string() }) })

type Said = Pick<ProposalFound, 'because' | 'disputeId' | 'principle' | 'legalBasis'> & { readonly event: DeliveredEvent; readonly unitId: string }

/** A sealed case is no precedent: it is a voice for the row, and nothing that was said of it is told. */
const WITHOUT_WORDS = { disputeId: null, principle: '', legalBasis: '' } as const satisfies Partial<Said>

/** Rulings and agreed returns say where such cases belong: each becomes a proposed row, or one more voice for it. People decide on it. */
@Injectable()
export class CatalogueProposalsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'dispatch.catalogue_proposals'
  override readonly eventTypes = ['case.dispute_ruled.v1', 'case.dispatch_judged.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(CatalogueProposalStore) private readonly store: CatalogueProposalStore,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const said = events.map(saidBy).filter((item) => item !== null)
    if (said.length === 0) return
    const snapshots = new Map((await this.cases.snapshots([...new Set(said.map(({ event }) => event.subjectId))])).map((item) => [item.id, item]))
    for (const item of said) {
      const found = this.found(item, snapshots.get(item.event.subjectId))
      if (found !== null) await this.store.propose(tx, found)
    }
  }

  private found({ event, unitId, ...said }: Said, snapshot: CaseSnapshot | undefined): ProposalFound | null {
    const unit = this.org.unit(idOf(unitId))
    const row = snapshot === undefined || unit === null ? null : proposedRow(snapshot, unit)
    if (snapshot === undefined || row === null) return null
    return { ...said, ...(snapshot.sealed ? WITHOUT_WORDS : {}), id: this.ids.next(), row, caseId: event.subjectId, at: instant(event.at) }
  }
}

function saidBy(event: DeliveredEvent): Said | null {
  if (event.type === 'case.dispute_ruled.v1') {
    const { facts } = ruledSchema.parse(event.data)
    const { disputeId, leadUnitId, principle, legalBasis } = facts
    return facts.proposesCatalogueRow ? { event, unitId: leadUnitId, because: 'ruling', disputeId, principle, legalBasis } : null
  }
  const { leadUnitId, facts } = judgedSchema.parse(event.data)
  // The commit that judged the dispatch gave the case to the next unit; one that went back to the pool says nothing yet.
  if (facts.because !== 'return' || leadUnitId === null || leadUnitId === facts.unitId) return null
  return { event, unitId: leadUnitId, because: 'return', disputeId: null, principle: '', legalBasis: '' }
}
