import { Inject, Injectable } from '@nestjs/common'
import { REQUEST_POLICIES, type CaseCommandBody, type CaseSnapshot } from '@tongban/case/contract'
import { ok, type Instant, type Result } from '@tongban/kernel/core'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import type { ClockKind, LimitKind } from '../contract/index.js'
import { isOpen, limitFor, recountClock, type Clock, type CountedBy } from '../domain/index.js'
import type { ClockPlace } from './calendar-scopes.js'
import { calendarOfClock, calendarOfUnit, calendarUnitOf } from './clock-calendar.js'
import { clockOf, type ClockRow } from './persistence/clock-row.mapper.js'
import { ClockStore } from './persistence/clock.store.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { limitSubjectOf } from './policy-promise-quotes.js'

export type Recounted = CaseCommandBody<'recount'>['recounted']
export type RecountOfCase = {
  readonly recounted: Recounted
  /** Open clocks that have run out: they stay as they are. */
  readonly overdue: number
  /** As they were, in the order of `recounted.clocks`. */
  readonly before: readonly { readonly clock: Clock; readonly unitId: string | null }[]
}

type Question = {
  readonly at: Instant; readonly reason: string; readonly urgency?: string
  /** Other calendars than those in force: a clock for which there is none (null) is left out. */
  readonly calendarOf?: (clock: Clock) => WorkCalendar | null
}

/** As many as an event carries. */
const MOST_CLOCKS = 60

/**
 * What the running clocks of a case come to when its urgency or its calendar is another. Each keeps the version of the table it started with: only the
 * class and the days change. One query.
 */
@Injectable()
export class RecountClocks {
  constructor(
    @Inject(ClockStore) private readonly clocks: ClockStore,
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
  ) {}

  /** Refuses DEADLINE_POLICY_MISSING, NO_WORKING_TIME_AHEAD: nothing of the case is then counted anew. */
  async ofCase(snapshot: CaseSnapshot, question: Question): Promise<Result<RecountOfCase>> {
    return this.count(snapshot, await this.clocks.ofCase(snapshot.id), question)
  }

  /** As `ofCase`, from rows that were read already: all of the case, those that ended too. No query, but for a version that is new to this process. */
  async count(snapshot: CaseSnapshot, rows: readonly ClockRow[], question: Question): Promise<Result<RecountOfCase>> {
    // A process may meet a version it has not heard of; what is counted below is counted without waiting.
    for (const version of new Set(rows.map((row) => row.policy_version))) await this.policies.known(version)
    const place = calendarOfUnit(this.calendars, snapshot.divisionCode, null)
    const calendarOf = (clock: Clock): WorkCalendar => question.calendarOf?.(clock) ?? calendarOfClock(this.calendars, snapshot, clock)
    const all = rows.map((row) => ({ clock: clockOf(row), unitId: row.unit_id }))
    const open = all.filter(({ clock }) => (isOpen(clock) || awaitsReview(clock, snapshot)) && question.calendarOf?.(clock) !== null)
    const counted: { was: (typeof all)[number]; is: Recounted['clocks'][number] }[] = []
    for (const was of open) {
      const recount = recountClock(was.clock, {
        at: question.at, reason: question.reason, all: all.map(({ clock }) => clock), countedBy: (clock) => this.countedBy(clock, snapshot, calendarOf(clock), question.urgency),
      })
      if (!recount.ok) return recount
      if (recount.value === null || counted.length === MOST_CLOCKS) continue
      const { limit, dueAt, warnAt, rungs, extension } = recount.value
      const { id: clockId, kind, assignmentId } = was.clock
      const calendar = calendarOf(was.clock)
      counted.push({
        was,
        is: {
          clockId, kind, assignmentId, limit, dueAt, warnAt, rungs: [...rungs], ...(isOpen(was.clock) ? {} : { isDone: true }),
          ...(extension === null || extension === 'holds' ? {} : { extension }),
          ...(calendar.code === place.code ? {} : { calendarCode: calendar.code, calendarVersion: calendar.version }),
        },
      })
    }
    return ok({
      overdue: open.filter(({ clock }) => isOpen(clock)).length - counted.filter(({ was }) => isOpen(was.clock)).length,
      before: counted.map(({ was }) => was),
      recounted: {
        serviceClass: question.urgency === undefined ? null : limitSubjectOf({ ...snapshot, urgency: question.urgency }).serviceClass,
        // Null: every clock keeps the version it started with.
        policyVersion: null, calendarCode: place.code, calendarVersion: place.version, clocks: counted.map(({ is }) => is),
      },
    })
  }

  /** Whose days a clock of a case counts by. */
  placeOf(snapshot: CaseSnapshot, clock: Clock): ClockPlace {
    const { divisionCode } = snapshot
    const unitId = calendarUnitOf(snapshot, clock)
    const unitKeepsOwn = calendarOfUnit(this.calendars, divisionCode, unitId).code !== calendarOfUnit(this.calendars, divisionCode, null).code
    return { divisionCode, unitId, unitKeepsOwn }
  }

  private countedBy(clock: Clock, snapshot: CaseSnapshot, calendar: WorkCalendar, urgency: string | undefined): Result<CountedBy> {
    const policy = this.policies.version(clock.policyVersion)
    // By another calendar only, a clock keeps its class and its limit; by another urgency both follow it.
    if (urgency === undefined) return ok({ policy, calendar, serviceClass: clock.serviceClass, limit: clock.limit })
    const subject = limitSubjectOf({ ...snapshot, urgency })
    const limit = limitFor(policy, subject, limitKindOf(clock, snapshot))
    return limit.ok ? ok({ policy, calendar, serviceClass: subject.serviceClass, limit: limit.value }) : limit
  }
}

/** A reply that may yet be sent back: its promise then runs on, and to the moment that holds by then. */
const awaitsReview = (clock: Clock, { status, assignments }: CaseSnapshot): boolean =>
  clock.state === 'satisfied' && clock.kind === 'promise' && status === 'awaiting_review' && clock.overdueAt === null &&
  assignments.some(({ id, role, status: its }) => id === clock.assignmentId && role === 'lead' && its === 'replied')

/** A request has the limit its kind of request is ruled on in. */
function limitKindOf({ kind, subjectId }: Clock, { requests }: CaseSnapshot): ClockKind | LimitKind {
  const request = kind === 'ruling' ? requests.find(({ id }) => id === subjectId) : undefined
  return request === undefined ? kind : REQUEST_POLICIES[request.kind].rulingLimit
}
