import {
  ASSIGNMENT_STATUS_ZH, CASE_STATUS_ZH, REQUEST_POLICIES, REQUEST_STATUS_ZH, TERMINAL_STATUSES,
  type CaseAssignmentFacts, type CaseChange, type CaseEvent, type CaseRequestFacts, type CaseSnapshot, type CaseStatus, type DueTimes, type ProcedureLimit,
} from '@tongban/case/contract'
import { instant, type Instant } from '@tongban/kernel/core'
import type { ClockKind, ClockStartCause } from '../contract/index.js'
import type { Rescheduling } from './persistence/clock-writes.js'

/** Nobody has anything to do in a case that is in one of these, but to look at a rating again. */
const ENDED: readonly CaseStatus[] = ['closed', 'merged', ...TERMINAL_STATUSES]
const SENT_BACK = '审核退回'

type Of = { readonly kind: ClockKind; readonly assignmentId: string | null; readonly subjectId: string | null }

export type ClockStart = {
  readonly kind: ClockKind
  /** `unitId` null: addressed to the assignment, but not its unit's duty. */
  readonly assignment: { readonly id: string; readonly unitId: string | null } | null
  /** `again`: a duty that comes more than once, told apart by an id of its own. */
  readonly subjectId: string | null | 'again'
  readonly cause: ClockStartCause
  readonly startedAt: Instant
  /** Null: counted from the limit. */
  readonly dueAt: Instant | null
  /** What the due moment was quoted by; null: the policy in force. */
  readonly quotedBy: Pick<DueTimes, 'policyVersion' | 'serviceClass'> | null
  /** The limit, where it is not the one of the kind. */
  readonly limit?: ProcedureLimit
  /** Why the due moment is not counted from the limit, should that be so; null where it always is. */
  readonly carriedBecause: string | null
}

/** What a change of a case does to its clocks. Cancelling takes whatever is open of what it names; parts left out mean any. */
export type ClockChange =
  | ({ readonly do: 'start' } & ClockStart)
  | ({ readonly do: 'satisfy' } & Of)
  | ({ readonly do: 'reopen'; readonly reason: string } & Of)
  | { readonly do: 'pause'; readonly assignmentId: string; readonly reason: string }
  | { readonly do: 'resume'; readonly assignmentId: string; readonly dueAt: Instant }
  | { readonly do: 'extend'; readonly assignmentId: string; readonly from: Instant; readonly until: Instant; readonly reason: string }
  | { readonly do: 'reschedule'; readonly to: Omit<Rescheduling, 'caseId'>; readonly isDone: boolean; readonly reason: string }
  | { readonly do: 'cancel'; readonly kind?: ClockKind; readonly assignmentId?: string; readonly subjectId?: string; readonly keep?: readonly string[]; readonly reason: string }

/**
 * Reads the change, not the command: a duty that is there and was not has begun, one that is done has been satisfied, one that is gone without
 * being done is cancelled with the reason. So no way a case can go leaves a clock behind, whoever adds it. Events say what states do not:
 * when a duty is due and why it began, what was sent back, put off or extended. Everything else that can happen to a case moves no clock.
 */
export function clockChangesOf(change: CaseChange): readonly ClockChange[] {
  const { before, after } = change
  const ends = before !== null && ENDED.includes(after.status) && !ENDED.includes(before.status)
  const changes = [...waiting(change), ...begun(change), ...done(change), ...reviewed(change), ...ruled(change), ...calledBack(change), ...promised(change), ...recounted(change)]
  if (!ends) return [...changes, ...gone(change)]
  const keep = after.requests.filter((request) => awaitsRuling(request, after)).map(({ id }) => id)
  // One sweep for all that is left, so nothing is cancelled twice.
  return [...changes.filter((each) => each.do !== 'cancel'), { do: 'cancel', keep, reason: because(CASE_STATUS_ZH[after.status], change, null) }]
}

/** The pool: a case that comes back to be dispatched starts a clock of its own, for the first dispatch was made in its time. */
function waiting({ before, after, events, at }: CaseChange): ClockChange[] {
  const waited = before?.status === 'awaiting_dispatch'
  const waits = after.status === 'awaiting_dispatch'
  if (waits === waited) return []
  if (waited) {
    return events.some(({ type }) => type === 'case.dispatched.v1')
      ? [{ do: 'satisfy', kind: 'dispatch', assignmentId: null, subjectId: null }]
      : [{ do: 'cancel', kind: 'dispatch', reason: CASE_STATUS_ZH[after.status] }]
  }
  const cause = before === null ? 'filed' : events.some(({ type }) => type === 'case.unmerged.v1') ? 'unmerged' : 'returned'
  const subjectId = before === null ? null : ('again' as const)
  return [{
    do: 'start', kind: 'dispatch', assignment: null, subjectId, cause, startedAt: at, dueAt: after.dispatchDueAt, quotedBy: null,
    carriedBecause: before === null ? null : '派单时限在退回时定下',
  }]
}

/** Events by which units get a duty; each says until when. */
type Giving = Extract<CaseEvent, { data: { assignments: unknown; due: DueTimes } }>
const gives = (event: CaseEvent): event is Giving => 'assignments' in event.data && 'due' in event.data

const GIVEN_BY: Readonly<Partial<Record<string, { readonly cause: ClockStartCause; readonly carriedBecause: string }>>> = {
  'case.assists_added.v1': { cause: 'added', carriedBecause: '协办时限在增派时定下' },
  'case.whistled.v1': { cause: 'whistled', carriedBecause: '响应时限在吹哨时定下' },
  'case.escalated.v1': { cause: 'escalated', carriedBecause: '办理时限在提级时定下' },
}

function begun({ before, after, events }: CaseChange): ClockChange[] {
  return events.filter(gives).flatMap((event) => {
    const { assignments, due } = event.data
    const given = GIVEN_BY[event.type] ?? {
      cause: dispatchCause(events),
      // Who gets a case later than others gets what is left of what the citizen was promised.
      carriedBecause: (before?.promiseDueAt ?? null) === null ? null : '承接对群众原承诺的剩余时间',
    }
    return assignments
      .filter(({ role }) => role !== 'cc')
      .flatMap((item) =>
        dutiesOf(item, due, after).map(
          ({ kind, dueAt }): ClockChange => ({
            do: 'start', kind, assignment: { id: item.assignmentId, unitId: item.unitId }, subjectId: null, ...given, startedAt: instant(due.startedAt), dueAt: instant(dueAt),
            quotedBy: due,
          }),
        ),
      )
  })
}

const dispatchCause = (events: readonly CaseEvent[]): ClockStartCause => {
  const types = new Set<string>(events.map(({ type }) => type))
  if (types.has('case.rework_started.v1')) return 'reworked'
  return types.has('assignment.handed_over.v1') ? 'reassigned' : 'dispatched'
}

/** Rule 1: all of them run from the moment the duty is given. Only the lead owes the citizen a call; who is whistled for has to arrive. */
const dutiesOf = (
  { assignmentId, role, arriveDueAt }: Giving['data']['assignments'][number],
  due: DueTimes,
  after: CaseSnapshot,
): readonly { readonly kind: ClockKind; readonly dueAt: number }[] => [
  { kind: 'sign', dueAt: due.signDueAt },
  ...(arriveDueAt === undefined ? [] : [{ kind: 'arrive' as const, dueAt: arriveDueAt }]),
  ...(role === 'lead' ? [{ kind: 'contact' as const, dueAt: due.contactDueAt }] : []),
  // As the case has it in the end: a shelving that the same change ends has moved the promise the duty was given with.
  { kind: 'promise', dueAt: after.assignments.find(({ id }) => id === assignmentId)?.promiseDueAt ?? due.promiseDueAt },
]

const DONE_AT = { sign: 'signedAt', contact: 'contactedAt', arrive: 'arrivedAt', promise: 'repliedAt' } as const satisfies Partial<Record<ClockKind, keyof CaseAssignmentFacts>>

function done({ before, after }: CaseChange): ClockChange[] {
  if (before === null) return []
  return pairs(before, after).flatMap(([was, is]) =>
    (Object.keys(DONE_AT) as (keyof typeof DONE_AT)[])
      .filter((kind) => was[DONE_AT[kind]] === null && is[DONE_AT[kind]] !== null)
      .map((kind): ClockChange => ({ do: 'satisfy', kind, assignmentId: is.id, subjectId: null })),
  )
}

/** The reviewer's duty, anew for each reply: what was sent back in time is no debt of the next review. */
function reviewed({ before, after, events, at }: CaseChange): ClockChange[] {
  const waited = before?.status === 'awaiting_review'
  const waits = after.status === 'awaiting_review'
  const said = events.flatMap(({ type, data }) =>
    type === 'case.review_passed.v1' || type === 'case.review_failed.v1' ? [{ kind: 'review' as const, assignmentId: data.assignmentId, subjectId: null }] : [],
  )
  const lead = after.assignments.findLast(({ role, status }) => role === 'lead' && status === 'replied')
  return [
    ...said.map((of): ClockChange => ({ do: 'satisfy', ...of })),
    // A lead that lost its duty takes its review with it.
    ...(waited && !waits && said.length === 0 && lead !== undefined ? [{ do: 'cancel', kind: 'review', reason: CASE_STATUS_ZH[after.status] } as const] : []),
    ...(waits && !waited && lead !== undefined
      ? [{
          do: 'start', kind: 'review', assignment: { id: lead.id, unitId: null }, subjectId: 'again', cause: 'replied', startedAt: at, dueAt: null, quotedBy: null,
          carriedBecause: null,
        } as const]
      : []),
  ]
}

/** Somebody has to rule on it: not yet while the unit's own lead has not agreed, no longer once a panel has it. */
const awaitsRuling = ({ status, rulingDueAt, kind }: CaseRequestFacts, { status: caseStatus }: CaseSnapshot): boolean =>
  status === 'pending' && rulingDueAt !== null && (!ENDED.includes(caseStatus) || (kind === 'rating_review' && caseStatus === 'closed'))

type Dispute = CaseSnapshot['disputes'][number]
const awaitsPanel = ({ ruledAt }: Dispute, { status }: CaseSnapshot): boolean => ruledAt === null && !ENDED.includes(status)

function ruled({ before, after, events, at }: CaseChange): ClockChange[] {
  const requests = after.requests.flatMap((request): ClockChange[] => {
    const was = before?.requests.find(({ id }) => id === request.id)
    const waited = was !== undefined && before !== null && awaitsRuling(was, before)
    const waits = awaitsRuling(request, after)
    const of = { kind: 'ruling', assignmentId: null, subjectId: request.id } as const
    if (waits && !waited) {
      return [{
        do: 'start', kind: 'ruling', assignment: null, subjectId: request.id, cause: 'asked', startedAt: at, dueAt: request.rulingDueAt, quotedBy: null,
        limit: REQUEST_POLICIES[request.kind].rulingLimit, carriedBecause: '裁定时限在提出时定下',
      }]
    }
    if (!waited || waits) return []
    return isRuled(request) ? [{ do: 'satisfy', ...of }] : [{ do: 'cancel', kind: 'ruling', subjectId: request.id, reason: REQUEST_STATUS_ZH[request.status] }]
  })
  const panelRuled = new Set(events.flatMap(({ type, data }) => (type === 'case.dispute_ruled.v1' ? [data.disputeId] : [])))
  const disputes = after.disputes.flatMap((dispute): ClockChange[] => {
    const was = before?.disputes.find(({ id }) => id === dispute.id)
    const waited = was !== undefined && before !== null && awaitsPanel(was, before)
    const waits = awaitsPanel(dispute, after)
    if (waits && !waited) {
      return [{
        do: 'start', kind: 'adjudication', assignment: null, subjectId: dispute.id, cause: 'disputed', startedAt: at, dueAt: dispute.dueAt, quotedBy: null,
        carriedBecause: '会商时限在提请时定下',
      }]
    }
    if (!waited || waits) return []
    return panelRuled.has(dispute.id)
      ? [{ do: 'satisfy', kind: 'adjudication', assignmentId: null, subjectId: dispute.id }]
      : [{ do: 'cancel', kind: 'adjudication', subjectId: dispute.id, reason: '会商终止' }]
  })
  return [...requests, ...disputes]
}

const isRuled = ({ status }: CaseRequestFacts): boolean => status === 'approved' || status === 'rejected'

/** What happens to the lead's promise while it runs. */
function promised({ events }: CaseChange): ClockChange[] {
  return events.flatMap((event): ClockChange[] => {
    switch (event.type) {
      case 'case.review_failed.v1':
        return [{ do: 'reopen', kind: 'promise', assignmentId: event.data.assignmentId, subjectId: null, reason: SENT_BACK }]
      case 'case.promise_extended.v1':
        return [{ do: 'extend', assignmentId: event.data.assignmentId, from: instant(event.data.from), until: instant(event.data.until), reason: event.data.reason }]
      case 'case.shelved.v1':
        return [{ do: 'pause', assignmentId: event.data.assignmentId, reason: `挂账：${event.data.reason}` }]
      case 'case.shelving_ended.v1':
        // Null: a promise given anew, or none any more. Its clock ends with the duty it was for.
        return event.data.promiseDueAt === null ? [] : [{ do: 'resume', assignmentId: event.data.assignmentId, dueAt: instant(event.data.promiseDueAt) }]
      default:
        return []
    }
  })
}

/** Whoever calls the citizen back: from the moment a case waits for it, each time anew, to the call that is recorded. */
function calledBack({ before, after, events, at }: CaseChange): ClockChange[] {
  const waited = before?.status === 'awaiting_callback'
  const waits = after.status === 'awaiting_callback'
  if (waits === waited) return []
  if (waits) {
    return [{
      do: 'start', kind: 'callback', assignment: null, subjectId: 'again', cause: 'reviewed', startedAt: at, dueAt: null, quotedBy: null, carriedBecause: null,
    }]
  }
  return events.some(({ type }) => type === 'case.callback_recorded.v1')
    ? [{ do: 'satisfy', kind: 'callback', assignmentId: null, subjectId: null }]
    : [{ do: 'cancel', kind: 'callback', reason: CASE_STATUS_ZH[after.status] }]
}

/** What clocks come to by another urgency or another calendar: counted by who keeps them, said by the change, and to the very clock. */
function recounted({ events }: CaseChange): ClockChange[] {
  return events.flatMap((event): ClockChange[] => {
    if (event.type !== 'case.urgency_changed.v1' && event.type !== 'case.clocks_recounted.v1') return []
    const { reason, recounted: counted } = event.data
    return counted.clocks.map(({ clockId, limit, dueAt, warnAt, rungs, isDone = false, calendarCode, calendarVersion }) => ({
      do: 'reschedule',
      isDone,
      reason: event.type === 'case.urgency_changed.v1' ? `紧急程度改变：${reason}` : reason,
      to: {
        clockId, limit, dueAt: instant(dueAt), warnAt: warnAt === null ? null : instant(warnAt), rungs: rungs.map(({ code, at }) => ({ code, at: instant(at) })),
        serviceClass: counted.serviceClass, policyVersion: counted.policyVersion === null ? null : Number(counted.policyVersion),
        calendarCode: calendarCode ?? counted.calendarCode, calendarVersion: calendarVersion ?? counted.calendarVersion,
      },
    }))
  })
}

const TAKEN_AWAY = ['returned', 'recalled', 'superseded'] as const

/** A duty that ended: everything of it that still runs stops. A lead that replied has its review to come; everybody else is done with the reply. */
function gone(change: CaseChange): ClockChange[] {
  if (change.before === null) return []
  return pairs(change.before, change.after)
    .filter(([was, is]) => was.role !== 'cc' && was.status !== is.status && (TAKEN_AWAY.some((status) => status === is.status) || (is.role !== 'lead' && isAnswered(is))))
    .map(([, is]) => ({ do: 'cancel', assignmentId: is.id, reason: because(ASSIGNMENT_STATUS_ZH[is.status], change, is.id) }))
}

const isAnswered = ({ status }: CaseAssignmentFacts): boolean => status === 'replied' || status === 'accepted'

/** The word for what became of it, with the reason somebody gave for it. */
function because(word: string, { events }: CaseChange, assignmentId: string | null): string {
  const reasons = events.flatMap(({ data }) =>
    'reason' in data && typeof data.reason === 'string' && data.reason !== '' && !('due' in data)
      ? [{ reason: data.reason, of: 'assignmentId' in data ? data.assignmentId : null }]
      : [],
  )
  const own = reasons.find(({ of }) => of === assignmentId) ?? reasons.find(({ of }) => of === null)
  return own === undefined ? word : `${word}：${own.reason}`
}

/** The assignments that were there before, as they were and as they are. */
const pairs = (before: CaseSnapshot, after: CaseSnapshot): (readonly [CaseAssignmentFacts, CaseAssignmentFacts])[] =>
  after.assignments.flatMap((is) => {
    const was = before.assignments.find(({ id }) => id === is.id)
    return was === undefined || was === is ? [] : [[was, is] as const]
  })
