import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseCommitParticipant, CaseCommitParticipants, type CaseChange, type CaseSnapshot } from '@tongban/case/contract'
import { IdGen, idOf, MINUTE_MS, plus, type BatchWrite, type Instant } from '@tongban/kernel/core'
import { WorkCalendars, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration } from '@tongban/worktime/domain'
import { serviceClassSchema, type ClockEventOf, type ClockKind, type LimitKind } from '../contract/index.js'
import { climbingOn, lengthBetween, limitFor, termOf, type ClockRules, type DeadlinePolicy, type LimitSubject } from '../domain/index.js'
import { calendarOfClock } from './clock-calendar.js'
import { clockChangesOf, type ClockChange, type ClockStart } from './clock-changes.js'
import { cancelWrite, extendWrite, pauseWrite, reopenWrite, rescheduleDoneWrite, rescheduleWrite, resumeWrite, satisfyWrite, startWrite, type CountedTerm } from './persistence/clock-writes.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { limitSubjectOf } from './policy-promise-quotes.js'

type Rules = { readonly policy: DeadlinePolicy; readonly subject: LimitSubject; readonly calendar: WorkCalendar }

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
    return clockChangesOf(change).map((each) => this.writeOf(each, change))
  }

  private writeOf(change: ClockChange, { after, at }: CaseChange): BatchWrite {
    const caseId = after.id
    switch (change.do) {
      case 'start':
        return this.start(after, change, at)
      case 'satisfy':
        return satisfyWrite({ ...change, caseId }, at)
      case 'reopen':
        return reopenWrite({ ...change, caseId }, at, change.reason)
      case 'cancel':
        return cancelWrite({ ...change, caseId }, at, change.reason)
      case 'pause':
        return pauseWrite({ caseId, kind: 'promise', assignmentId: change.assignmentId }, at, change.reason)
      case 'resume':
        return resumeWrite({ caseId, kind: 'promise', assignmentId: change.assignmentId }, at, this.promiseTerm(after, change.assignmentId, change.dueAt, at))
      case 'reschedule':
        return (change.isDone ? rescheduleDoneWrite : rescheduleWrite)({ ...change.to, caseId }, at, change.reason)
      case 'extend': {
        const term = this.promiseTerm(after, change.assignmentId, change.until, at, change.from)
        return extendWrite({ caseId, kind: 'promise', assignmentId: change.assignmentId }, at, term, change.reason)
      }
    }
  }

  private start(after: CaseSnapshot, start: ClockStart, at: Instant): BatchWrite {
    const { assignment, kind, cause } = start
    const rules = this.rulesOf(after, { kind, assignmentId: assignment?.id ?? null }, start.quotedBy, at)
    const { policy, subject: { serviceClass }, calendar } = rules
    const limit = limitIn(rules, start.limit ?? kind)
    const startedAt = cause === 'filed' ? filedAt(start, limit) : start.startedAt
    const dueAt = start.dueAt ?? countedDue(calendar, startedAt, limit)
    return startWrite(
      {
        type: 'clock.started.v1', clockId: idOf(this.ids.next()), at: startedAt, caseId: idOf(after.id), assignmentId: assignment === null ? null : idOf(assignment.id),
        subjectId: start.subjectId === 'again' ? this.ids.next() : start.subjectId, kind, serviceClass, cause, limit, policyVersion: policy.version,
        calendarVersion: calendar.version, ...termOf(rulesFor(rules), { kind, serviceClass, limit, startedAt, adjustments: [] }, dueAt),
        carried: carriedOf(start, calendar, limit, dueAt),
      },
      assignment?.unitId ?? null,
      calendar.code,
    )
  }

  /** The promise of an assignment with another due moment, and the warning that belongs to it. */
  private promiseTerm(after: CaseSnapshot, assignmentId: string, dueAt: Instant, at: Instant, dueBefore = dueAt): CountedTerm & { readonly lengthMs: number } {
    const startedAt = after.assignments.find(({ id }) => id === assignmentId)?.dispatchedAt ?? at
    const { policyVersion, serviceClass } = after
    const rules = this.rulesOf(after, { kind: 'promise', assignmentId }, policyVersion === null || serviceClass === null ? null : { policyVersion, serviceClass }, at)
    // No pause reaches beyond a due moment that lies ahead; for one that does not, the row knows.
    const clock = { kind: 'promise', serviceClass: rules.subject.serviceClass, limit: limitIn(rules, 'promise'), startedAt, adjustments: [], ...climbingOn(dueAt, at) } as const
    return { ...termOf(rulesFor(rules), clock, dueAt), serviceClass: clock.serviceClass, policyVersion: rules.policy.version, lengthMs: lengthBetween(rules.calendar, clock.limit, dueBefore, dueAt) }
  }

  private rulesOf(after: CaseSnapshot, of: { readonly kind: ClockKind; readonly assignmentId: string | null }, quotedBy: ClockStart['quotedBy'], at: Instant): Rules {
    const subject = limitSubjectOf(after)
    const calendar = calendarOfClock(this.calendars, after, of)
    if (quotedBy === null) return { policy: this.policies.inForce(at), subject, calendar }
    const serviceClass = serviceClassSchema.parse(quotedBy.serviceClass)
    return { policy: this.policies.version(Number(quotedBy.policyVersion)), subject: { ...subject, serviceClass }, calendar }
  }
}

function limitIn({ policy, subject }: Rules, kind: ClockKind | LimitKind): Duration {
  const limit = limitFor(policy, subject, kind)
  // The quote before this commit read the same row.
  if (!limit.ok) throw new Error(`Policy ${policy.version} has no row for ${subject.serviceClass}`)
  return limit.value
}

const rulesFor = ({ policy, calendar }: Rules): ClockRules => ({ calendar, warnRules: policy.warnRules, ladder: policy.ladder })

/** Intake promised the due moment an instant before the commit; counting back keeps start, limit and due consistent. */
const filedAt = ({ startedAt, dueAt }: ClockStart, { amount, unit }: Duration): Instant =>
  unit === 'minute' && dueAt !== null ? plus(dueAt, -amount * MINUTE_MS) : startedAt

function countedDue(calendar: WorkCalendar, startedAt: Instant, limit: Duration): Instant {
  const due = addDuration(calendar, startedAt, limit)
  // The promise of this very case was counted by the same calendar.
  if (!due.ok) throw new Error(`Calendar ${calendar.code} has no working time ahead`)
  return due.value
}

/** A due moment that came with the duty is told as such: the explanation must not pretend it was counted. */
function carriedOf({ carriedBecause: reason, startedAt }: ClockStart, calendar: WorkCalendar, limit: Duration, dueAt: Instant): ClockEventOf<'clock.started.v1'>['carried'] {
  if (reason === null) return null
  const dueByLimit = countedDue(calendar, startedAt, limit)
  return dueByLimit === dueAt ? null : { dueByLimit, reason }
}
