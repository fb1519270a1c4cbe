import type { DeliveredEvent } from '@tongban/platform/server'
import { z } from 'zod'
import type { ProposalCause } from '../../contract/catalogue-proposal.schema.js'

/** What of the outbox's event is believed; the place and the matter are read from the case as it is. */
const ruledSchema = z.object({
  facts: z.object({ disputeId: z.uuid(), leadUnitId: z.string(), proposesCatalogueRow: z.boolean(), principle: z.string().default(''), legalBasis: z.string().default('') }),
})
const judgedSchema = z.object({ leadUnitId: z.string().nullable(), facts: z.object({ assignmentId: z.string(), unitId: z.string(), because: z.string() }) })
const dispatchedSchema = z.object({
  facts: z.object({ dispatchedBy: z.string().nullable().optional(), assignments: z.array(z.object({ role: z.string(), unitId: z.string() })) }),
})

export const CLARIFIED = 'case.clarified.v1'
export const CORRECTING_EVENTS = ['case.dispute_ruled.v1', 'case.dispatch_judged.v1', 'case.dispatched.v1', CLARIFIED]

/** What of a clarification is believed. */
export const clarifiedSchema = z.object({
  facts: z.object({
    category: z.object({ code: z.string() }).nullable(), place: z.object({ code: z.string() }).nullable(), from: z.object({ categoryCode: z.string().nullable() }),
  }),
})

export type Said = {
  readonly unitId: string
  readonly because: ProposalCause
  readonly proposesRow: boolean
  /** It came out of the pool again: whether that corrects anything is in the case. */
  readonly afterRecall: boolean
  /** The task it was returned from, where the request says on which grounds. */
  readonly returnedFrom: string | null
  readonly disputeId: string | null
  readonly principle: string
  readonly legalBasis: string
}
const WORDLESS = { proposesRow: false, afterRecall: false, returnedFrom: null, disputeId: null, principle: '', legalBasis: '' }

/** Where the event says the case belongs; null for one that says nothing of the kind. */
export function saidBy(event: DeliveredEvent): Said | null {
  if (event.type === 'case.dispute_ruled.v1') {
    const { disputeId, leadUnitId, principle, legalBasis, proposesCatalogueRow } = ruledSchema.parse(event.data).facts
    return proposesCatalogueRow ? { unitId: leadUnitId, because: 'ruling', proposesRow: true, afterRecall: false, returnedFrom: null, disputeId, principle, legalBasis } : null
  }
  if (event.type === 'case.dispatched.v1') {
    const { dispatchedBy, assignments } = dispatchedSchema.parse(event.data).facts
    const lead = assignments.find(({ role }) => role === 'lead')
    // What the system does by itself is no correction.
    return lead === undefined || dispatchedBy === null || dispatchedBy === undefined ? null : { ...WORDLESS, unitId: lead.unitId, because: 'reassign', afterRecall: true }
  }
  if (event.type !== 'case.dispatch_judged.v1') return null
  const { leadUnitId, facts } = judgedSchema.parse(event.data)
  // The commit that judged the dispatch gave the case to the next unit; one that went back to the pool says nothing yet.
  if ((facts.because !== 'return' && facts.because !== 'reassign') || leadUnitId === null || leadUnitId === facts.unitId) return null
  return { ...WORDLESS, unitId: leadUnitId, because: facts.because, returnedFrom: facts.because === 'return' ? facts.assignmentId : null }
}
