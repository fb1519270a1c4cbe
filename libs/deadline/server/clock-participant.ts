import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import {
  CASE_STATUS_ZH, CaseCommitParticipant, CaseCommitParticipants, TERMINAL_STATUSES,
  type CaseChange, type CaseEvent, type CaseSnapshot, type CaseStatus, type DueTimes,
} from '@tongban/case/contract'
import { IdGen, idOf, instant, MINUTE_MS, plus, type BatchWrite, type Instant } from '@tongban/kernel/core'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { serviceClassSchema, type ClockKind, type ClockStartCause } from '../contract/index.js'
import { policyRowOf, warnAtOf, type DeadlinePolicy, type PolicyRow } from '../domain/index.js'
import { cancelWrite, reopenWrite, satisfyWrite, startWrite } from './persistence/clock-writes.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { serviceClassOfCase } from './policy-promise-quotes.js'

const ENDED: readonly CaseStatus[] = ['closed', ...TERMINAL_STATUSES]
const SENT_BACK = '审核退回'

type Rules = { readonly policy: DeadlinePolicy; readonly row: PolicyRow; readonly calendar: WorkCalendar }
type ToStart = {
  readonly assignment: { readonly id: string; readonly unitId: string } | null
  readonly kind: ClockKind
  readonly cause: ClockStartCause
  readonly startedAt: Instant
  readonly dueAt: Instant
}
type Dispatched = Extract<CaseEvent, { type: 'case.dispatched.v1' }>['data']

/**
 * Keeps a case's clocks in the case's own transaction: no case is dispatched without its clocks, and none runs on when its duty is done.
 * Due times are those the event promised; the limit and the warning come from the policy version it names. A case dispatched as it is filed
 * never waited, so it gets no dispatch clock.
 */
@Injectable()
export class ClockParticipant extends CaseCommitParticipant implements OnModuleInit {
  constructor(
    @Inject(CaseCommitParticipants) private readonly participants: CaseCommitParticipants,
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {
    super()
  }

  onModuleInit(): void {
    this.participants.register(this)
  }

  override writesFor(change: CaseChange): readonly BatchWrite[] {
    const { before, after, events } = change
    const writes = events.flatMap((event) => this.writesOf(event, change))
    if (before === null || !ENDED.includes(after.status) || ENDED.includes(before.status)) return writes
    return [...writes, ...cancelRest(before, change)]
  }

  private writesOf(event: CaseEvent, { before, after, at }: CaseChange): readonly BatchWrite[] {
    const caseId = after.id
    switch (event.type) {
      case 'case.filed.v1':
        return after.status === 'awaiting_dispatch' ? [this.startDispatch(after, instant(event.data.dispatchDueAt), at)] : []
      case 'case.dispatched.v1': {
        const waited = before?.status === 'awaiting_dispatch' ? [satisfyWrite({ caseId, assignmentId: null, kind: 'dispatch' }, at)] : []
        return [...waited, ...this.startDuties(after, event.data)]
      }
      case 'assignment.signed.v1':
        return [satisfyWrite({ caseId, assignmentId: event.data.assignmentId, kind: 'sign' }, at)]
      case 'assignment.contacted.v1':
        return [satisfyWrite({ caseId, assignmentId: event.data.assignmentId, kind: 'contact' }, at)]
      case 'assignment.replied.v1':
        return [satisfyWrite({ caseId, assignmentId: event.data.assignmentId, kind: 'promise' }, at)]
      case 'case.review_failed.v1':
        return [reopenWrite({ caseId, assignmentId: event.data.assignmentId, kind: 'promise' }, at, SENT_BACK)]
      default:
        return []
    }
  }

  private startDispatch(after: CaseSnapshot, dueAt: Instant, at: Instant): BatchWrite {
    const rules = this.rules(after, this.policies.inForce(at), serviceClassOfCase(after))
    const { amount, unit } = rules.row.limits.dispatch
    // Intake promised the due moment an instant before the commit; counting back keeps start, limit and due consistent.
    const startedAt = unit === 'minute' ? plus(dueAt, -amount * MINUTE_MS) : at
    return this.start(after, { assignment: null, kind: 'dispatch', cause: 'filed', startedAt, dueAt }, rules)
  }

  /** Sign, contact and promise of everybody who has to act; who gets a copy owes nothing. */
  private startDuties(after: CaseSnapshot, { round, assignments, due }: Dispatched): readonly BatchWrite[] {
    const rules = this.rules(after, this.policies.version(Number(due.policyVersion)), serviceClassSchema.parse(due.serviceClass))
    const cause = round > 1 ? 'reworked' : 'dispatched'
    const startedAt = instant(due.startedAt)
    return assignments
      .filter(({ role }) => role !== 'cc')
      .flatMap(({ assignmentId, unitId }) =>
        dutiesOf(due).map(({ kind, dueAt }) => this.start(after, { assignment: { id: assignmentId, unitId }, kind, cause, startedAt, dueAt }, rules)),
      )
  }

  private start({ id }: CaseSnapshot, { assignment, kind, cause, startedAt, dueAt }: ToStart, { policy, row, calendar }: Rules): BatchWrite {
    const limit = row.limits[kind]
    return startWrite(
      {
        type: 'clock.started.v1', clockId: idOf(this.ids.next()), at: startedAt, caseId: idOf(id), assignmentId: assignment === null ? null : idOf(assignment.id),
        kind, serviceClass: row.serviceClass, cause, limit, policyVersion: policy.version, calendarVersion: calendar.version, dueAt,
        warnAt: warnAtOf(policy.warnRules, calendar, { kind, limit, startedAt, dueAt }),
      },
      assignment?.unitId ?? null,
      calendar.code,
    )
  }

  private rules({ divisionCode }: CaseSnapshot, policy: DeadlinePolicy, serviceClass: PolicyRow['serviceClass']): Rules {
    const row = policyRowOf(policy, serviceClass)
    // The quote before this commit read the same row.
    if (!row.ok) throw new Error(`Policy ${policy.version} has no row for ${serviceClass}`)
    return { policy, row: row.value, calendar: this.calendars.calendarFor(divisionCode === null ? null : idOf(divisionCode)) }
  }
}

const dutiesOf = (due: DueTimes): readonly { readonly kind: ClockKind; readonly dueAt: Instant }[] => [
  { kind: 'sign', dueAt: instant(due.signDueAt) },
  { kind: 'contact', dueAt: instant(due.contactDueAt) },
  { kind: 'promise', dueAt: instant(due.promiseDueAt) },
]

/** The case ended: what nobody has to do any more stops. What this very change has done is not among it. */
function cancelRest(before: CaseSnapshot, { after, events, at }: CaseChange): readonly BatchWrite[] {
  const done = new Set(events.flatMap(({ type, data }) => ('assignmentId' in data ? [`${type} ${data.assignmentId}`] : [])))
  const reason = CASE_STATUS_ZH[after.status]
  const open = before.assignments
    .filter(({ role }) => role !== 'cc')
    .flatMap(({ id, signedAt, contactedAt, repliedAt }) => [
      ...(signedAt === null && !done.has(`assignment.signed.v1 ${id}`) ? [{ assignmentId: id, kind: 'sign' as const }] : []),
      ...(contactedAt === null && !done.has(`assignment.contacted.v1 ${id}`) ? [{ assignmentId: id, kind: 'contact' as const }] : []),
      ...(repliedAt === null && !done.has(`assignment.replied.v1 ${id}`) ? [{ assignmentId: id, kind: 'promise' as const }] : []),
    ])
  const waiting = before.status === 'awaiting_dispatch' ? [{ assignmentId: null, kind: 'dispatch' as const }] : []
  return [...waiting, ...open].map((address) => cancelWrite({ caseId: after.id, ...address }, at, reason))
}
