import type { Instant } from '@tongban/kernel/core'
import type {
  DisputeCause, HelperKind, PanelMember, ProblemCause, RequestDetails, RequestKind, RequestStatus,
} from '../contract/procedures.js'

/** One thing a unit asked for, from the asking to the ruling. */
export type RequestState = {
  readonly id: string
  readonly kind: RequestKind
  readonly assignmentId: string
  readonly unitId: string
  readonly status: RequestStatus
  readonly reason: string
  readonly details: RequestDetails
  readonly attachmentIds: readonly string[]
  readonly askedBy: string
  readonly askedAt: Instant
  readonly endorsedBy: string | null
  /** When the ruling is due; null until the unit's own lead has agreed. */
  readonly rulingDueAt: Instant | null
  readonly ruledBy: string | null
  readonly ruledAt: Instant | null
  readonly ruling: string | null
}

export type DisputePosition = { readonly unitId: string; readonly text: string; readonly legalBasis: string; readonly attachmentIds: readonly string[]; readonly at: Instant }
export type DisputeRuling = {
  readonly leadUnitId: string
  readonly reasons: string
  readonly legalBasis: string
  /** The sentence under which it is found again. */
  readonly principle: string
  readonly at: Instant
  readonly by: string
}

/** Units that would not have a case, and the panel that decides. 先办后议: the unit that has it goes on meanwhile. */
export type DisputeState = {
  readonly id: string
  readonly cause: DisputeCause
  readonly requestIds: readonly string[]
  /** The parties: who had it, who is said to have it. */
  readonly unitIds: readonly string[]
  readonly openedAt: Instant
  readonly dueAt: Instant
  readonly lapsedAt: Instant | null
  readonly panel: readonly PanelMember[]
  readonly meeting: { readonly at: Instant; readonly place: string; readonly note: string } | null
  readonly positions: readonly DisputePosition[]
  readonly ruling: DisputeRuling | null
  /** The case ended before the panel ruled. */
  readonly mootAt: Instant | null
}

export type ShelvingState = {
  readonly requestId: string
  readonly assignmentId: string
  readonly reason: string
  readonly measures: string
  readonly until: Instant
  readonly leader: string
  readonly publicNote: string
  readonly since: Instant
  readonly milestones: readonly { readonly at: Instant; readonly text: string; readonly doneAt: Instant | null; readonly note: string | null }[]
  /** When the ledger looks at it next: the next open milestone, or the date itself. */
  readonly nextReviewAt: Instant
  readonly endedAt: Instant | null
}

export type HelperTask = {
  readonly id: string
  readonly assignmentId: string
  readonly unitId: string
  readonly kind: HelperKind
  readonly name: string
  readonly task: string
  readonly askedAt: Instant
  readonly doneAt: Instant | null
  readonly result: string | null
}

/** Everything of a case that is out of the ordinary. Most cases have none of it: it is stored only when there is some. */
export type CaseProcedures = {
  readonly requests: readonly RequestState[]
  readonly disputes: readonly DisputeState[]
  readonly shelving: ShelvingState | null
  /** How often the case went to another unit because one would or could not have it. */
  readonly transfers: number
  readonly problem: { readonly cause: ProblemCause; readonly at: Instant; readonly supervisorUnitId: string | null } | null
  readonly urges: number
  readonly lastUrgedAt: Instant | null
  /** This case follows another: merged into it. `was`: what it was before, for undoing. */
  readonly parent: { readonly caseId: string; readonly number: string; readonly at: Instant; readonly answered: boolean } | null
  /** Cases merged into this one. */
  readonly children: readonly { readonly caseId: string; readonly number: string }[]
  /** Cases split off this one, and the case this one was split off. */
  readonly splitInto: readonly { readonly caseId: string; readonly title: string }[]
  readonly splitFrom: { readonly caseId: string; readonly number: string } | null
  readonly helpers: readonly HelperTask[]
  readonly appeals: number
}

export const NO_PROCEDURES: CaseProcedures = {
  requests: [], disputes: [], shelving: null, transfers: 0, problem: null, urges: 0, lastUrgedAt: null, parent: null, children: [], splitInto: [], splitFrom: null,
  helpers: [], appeals: 0,
}

export const isUnruled = (request: RequestState): boolean => ['awaiting_endorsement', 'pending', 'in_dispute'].includes(request.status)
/** Neither ruled on nor overtaken by the end of its case. */
export const isUnsettled = (dispute: DisputeState): boolean => dispute.ruling === null && dispute.mootAt === null
export const openDispute = (procedures: CaseProcedures): DisputeState | null => procedures.disputes.find(isUnsettled) ?? null
export const isShelved = (procedures: CaseProcedures): boolean => procedures.shelving !== null && procedures.shelving.endedAt === null
