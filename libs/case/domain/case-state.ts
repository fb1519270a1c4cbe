import type { Instant } from '@tongban/kernel/core'
import type { FiledFacts } from '../commands/file/contract.js'
import type { AssignmentRole, AssignmentStatus, CaseStatus } from '../contract/states.js'
import type { CallbackAnswers } from '../contract/words.js'
import { NO_PROCEDURES, isUnsettled, openDispute, type CaseProcedures } from './procedures.js'

/** One unit's duty in a case. */
export type AssignmentState = {
  readonly id: string
  readonly role: AssignmentRole
  readonly unitId: string
  readonly round: number
  readonly status: AssignmentStatus
  readonly dispatchedAt: Instant
  readonly signDueAt: Instant
  readonly contactDueAt: Instant
  readonly promiseDueAt: Instant
  readonly signedAt: Instant | null
  readonly contactedAt: Instant | null
  /** Null until contact is logged; false when there was a coded reason instead. */
  readonly contactReached: boolean | null
  readonly repliedAt: Instant | null
  readonly replyText: string | null
  readonly acceptedAt: Instant | null
  /** Who gave it to the unit: a person's id, or null for the system by its catalogue. A wrong dispatch is charged to this author. */
  readonly dispatchedBy: string | null
  /** A rejected return or a ruling: this unit may not return it any more. */
  readonly noReturn: boolean
  /** A whistled unit must arrive and answer; null for others. */
  readonly arriveDueAt: Instant | null
  readonly arrivedAt: Instant | null
}

export type CallbackOutcome = 'answered' | 'refused' | 'unreachable' | 'not_wanted' | 'not_sampled'
export type CallbackState = {
  readonly outcome: CallbackOutcome
  readonly answers: CallbackAnswers | null
  readonly at: Instant
  /** Reviewed at the unit's request: true, it counts in no measure; false, it stands. Absent: nobody asked. */
  readonly setAside?: boolean
}

/** A case as the lifecycle sees it. `draft` is the state before filing; every other has been stored. */
export type CaseState = Omit<FiledFacts, 'dispatchDueAt' | 'subjectUnitIds' | 'language' | 'splitFrom'> & {
  readonly id: string
  readonly status: CaseStatus
  /** Stored version; each commit adds one. 0: not stored yet. */
  readonly version: number
  /** 0 before the first dispatch; each 二次交办 adds one. */
  readonly round: number
  readonly filedAt: Instant
  readonly filedBy: string
  readonly dispatchDueAt: Instant
  readonly dispatchedAt: Instant | null
  readonly serviceClass: string | null
  readonly policyVersion: string | null
  readonly promiseDueAt: Instant | null
  readonly repliedAt: Instant | null
  readonly closedAt: Instant | null
  readonly endedReason: string | null
  readonly answerText: string | null
  readonly statusSince: Instant
  readonly firstCallback: CallbackState | null
  readonly finalCallback: CallbackState | null
  readonly assignments: readonly AssignmentState[]
  /** Units the case is about: they never receive, see or handle it. */
  readonly subjectUnitIds: readonly string[]
  /** The language the citizen wants to be spoken to in: `zh` or `mn`. */
  readonly language: 'zh' | 'mn'
  readonly procedures: CaseProcedures
  /** Length and head of the hash chain. */
  readonly timelineLength: number
  readonly timelineHash: string
}

export const draftCase = (id: string, at: Instant, filedBy: string): CaseState => ({
  id, status: 'draft', version: 0, round: 0, number: '', title: '', description: '', caseType: 'help', categoryCode: null, urgency: 'general', channel: 'phone',
  originLine: null, placeText: '', divisionCode: null, countyCode: null, townshipCode: null, sealed: false, wantsCallback: true, evidenceRequired: false,
  attachmentIds: [], dispatchTrail: null, dispatchDueAt: at, filedAt: at, filedBy, dispatchedAt: null, serviceClass: null, policyVersion: null, promiseDueAt: null,
  repliedAt: null, closedAt: null, endedReason: null, answerText: null, statusSince: at, firstCallback: null, finalCallback: null, assignments: [],
  subjectUnitIds: [], language: 'zh', procedures: NO_PROCEDURES,
  timelineLength: 0, timelineHash: '',
})

const OPEN: readonly AssignmentStatus[] = ['dispatched', 'signed', 'contacted', 'replied']

export const isOpen = (assignment: AssignmentState): boolean => OPEN.includes(assignment.status)

/** A duty somebody still has: a copy is none. */
export const isOpenDuty = (assignment: AssignmentState): boolean => assignment.role !== 'cc' && isOpen(assignment)

/** While a case is in one of these, units have duties in it; in no other. */
export const HANDLED: readonly CaseStatus[] = ['in_progress', 'awaiting_review']

/** The one lead that is open now; null before dispatch and after acceptance. */
export const openLead = (state: CaseState): AssignmentState | null => state.assignments.find((item) => item.role === 'lead' && isOpen(item)) ?? null

/** The lead whose reply was accepted last: whom a callback speaks of. */
export const acceptedLead = (state: CaseState): AssignmentState | null =>
  state.assignments.findLast((item) => item.role === 'lead' && item.status === 'accepted') ?? null

/** Units that carry a duty in any round; copies carry none. */
export const handlingUnits = (state: CaseState): readonly string[] => [...new Set(state.assignments.filter((item) => item.role !== 'cc').map((item) => item.unitId))]

/**
 * Every unit that may see the case: it was given to it (copies included, and whoever had it before: a unit answers for what it did), or it is a
 * party to its dispute. Never a unit the case is about.
 */
export const involvedUnits = (state: CaseState): readonly string[] =>
  [...new Set([...state.assignments.map((item) => item.unitId), ...state.procedures.disputes.flatMap((dispute) => dispute.unitIds)])].filter(
    (unitId) => !state.subjectUnitIds.includes(unitId),
  )

/**
 * What must be true of every stored case. Returns the rules broken, in words; the property tests and the store's own check read it.
 */
export function brokenInvariants(state: CaseState): string[] {
  const broken: string[] = []
  const openLeads = state.assignments.filter((item) => item.role === 'lead' && isOpen(item)).length
  const expected = HANDLED.includes(state.status) ? 1 : 0
  if (openLeads !== expected) broken.push(`${openLeads} open leads in a case that is ${state.status}`)
  if (expected === 0 && state.assignments.some(isOpenDuty)) broken.push(`open duty in a case that is ${state.status}`)
  if (state.status === 'awaiting_review' && openLead(state)?.status !== 'replied') broken.push('awaiting review without a reply')
  if (state.status === 'awaiting_callback' && acceptedLead(state) === null) broken.push('awaiting callback without an accepted reply')
  if ((state.status === 'closed' || state.status === 'archived') !== (state.closedAt !== null)) broken.push('closed and closedAt disagree')
  if ((state.promiseDueAt === null) !== (state.dispatchedAt === null)) broken.push('dispatched and promise disagree')
  for (const item of state.assignments) {
    if (item.signedAt !== null && item.signedAt < item.dispatchedAt) broken.push('signed before it was dispatched')
    if (['signed', 'contacted', 'replied', 'accepted', 'returned'].includes(item.status) && item.role !== 'cc' && item.signedAt === null) broken.push(`${item.status} but never signed`)
    if (isOpen(item) && state.subjectUnitIds.includes(item.unitId)) broken.push('handled by a unit it is about')
  }
  const waitsForParent = state.procedures.parent !== null && !state.procedures.parent.answered
  // One withdrawn while it followed another still says which: nothing is waited for any more.
  if ((state.status === 'merged') !== waitsForParent && !(state.status === 'withdrawn' && waitsForParent)) broken.push('merged and its parent disagree')
  if (state.procedures.disputes.filter(isUnsettled).length > 1) broken.push('two disputes at once')
  if (openDispute(state.procedures) !== null && ['closed', 'archived'].includes(state.status)) broken.push('closed over an open dispute')
  return broken
}
