import type { CallbackAnswers, CaseType, Channel, DeclineReason, RedirectChannel } from './words.js'
import type { AssignmentRole } from './states.js'

/**
 * What happened to a case, past tense, versioned. These rows are the timeline (hash-chained) and, in the outbox, what other contexts hear.
 * Moments are epoch ms (`…At`). No personal data: caller details live with intake, encrypted.
 */
export type DueTimes = {
  readonly serviceClass: string
  readonly policyVersion: string
  /** Moment the promise counts from. */
  readonly startedAt: number
  readonly signDueAt: number
  readonly contactDueAt: number
  readonly promiseDueAt: number
}

export type FiledFacts = {
  readonly number: string
  readonly title: string
  readonly description: string
  readonly caseType: CaseType
  readonly categoryCode: string | null
  readonly urgency: 'emergency' | 'livelihood' | 'general' | 'complex'
  readonly channel: Channel
  readonly originLine: string | null
  readonly placeText: string
  readonly divisionCode: string | null
  readonly countyCode: string | null
  readonly townshipCode: string | null
  readonly sealed: boolean
  readonly wantsCallback: boolean
  readonly evidenceRequired: boolean
  readonly attachmentIds: readonly string[]
  /** How the system understood the place and the owner: the stored reason trail of dispatch. */
  readonly dispatchTrail: Readonly<Record<string, unknown>> | null
  readonly dispatchDueAt: number
}

export type NewAssignment = { readonly assignmentId: string; readonly role: AssignmentRole; readonly unitId: string }

export type CaseEvent =
  | { readonly type: 'case.filed.v1'; readonly data: FiledFacts }
  | { readonly type: 'case.answered.v1'; readonly data: { readonly answer: string } }
  | { readonly type: 'case.declined.v1'; readonly data: { readonly reason: DeclineReason; readonly explanation: string } }
  | { readonly type: 'case.redirected.v1'; readonly data: { readonly channel: RedirectChannel; readonly explanation: string } }
  | { readonly type: 'case.handed_to_emergency.v1'; readonly data: { readonly line: string; readonly note: string } }
  | {
      readonly type: 'case.dispatched.v1'
      readonly data: { readonly round: number; readonly automatic: boolean; readonly reason: string; readonly assignments: readonly NewAssignment[]; readonly due: DueTimes }
    }
  | { readonly type: 'assignment.signed.v1'; readonly data: { readonly assignmentId: string; readonly unitId: string; readonly late: boolean } }
  | {
      readonly type: 'assignment.contacted.v1'
      readonly data: { readonly assignmentId: string; readonly unitId: string; readonly reached: boolean; readonly method: string | null; readonly noContactReason: string | null; readonly note: string }
    }
  | {
      readonly type: 'assignment.replied.v1'
      readonly data: { readonly assignmentId: string; readonly unitId: string; readonly text: string; readonly attachmentIds: readonly string[]; readonly late: boolean }
    }
  | { readonly type: 'case.review_passed.v1'; readonly data: { readonly assignmentId: string; readonly remarks: string } }
  | { readonly type: 'case.review_failed.v1'; readonly data: { readonly assignmentId: string; readonly remarks: string; readonly round: number } }
  | {
      readonly type: 'case.callback_recorded.v1'
      readonly data: { readonly outcome: 'answered' | 'refused' | 'unreachable' | 'not_wanted'; readonly answers: CallbackAnswers | null; readonly note: string; readonly round: number; readonly attempts: number }
    }
  | { readonly type: 'case.rework_started.v1'; readonly data: { readonly round: number; readonly reason: string } }
  | { readonly type: 'case.closed.v1'; readonly data: { readonly round: number } }
  | { readonly type: 'case.archived.v1'; readonly data: Record<string, never> }
  | { readonly type: 'case.withdrawn.v1'; readonly data: { readonly reason: string } }
  | { readonly type: 'case.clock_noted.v1'; readonly data: { readonly clockId: string; readonly kind: string; readonly what: 'warned' | 'overdue'; readonly dueAt: number; readonly assignmentId: string | null } }

export type CaseEventType = CaseEvent['type']

export const CASE_EVENT_TYPES: readonly CaseEventType[] = [
  'case.filed.v1', 'case.answered.v1', 'case.declined.v1', 'case.redirected.v1', 'case.handed_to_emergency.v1', 'case.dispatched.v1',
  'assignment.signed.v1', 'assignment.contacted.v1', 'assignment.replied.v1', 'case.review_passed.v1', 'case.review_failed.v1',
  'case.callback_recorded.v1', 'case.rework_started.v1', 'case.closed.v1', 'case.archived.v1', 'case.withdrawn.v1', 'case.clock_noted.v1',
]
