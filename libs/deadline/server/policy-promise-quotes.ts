import { Inject, Injectable } from '@nestjs/common'
import { PromiseQuotes, type DueTimes, type ProcedureLimit, type QuoteSubject } from '@tongban/case/contract'
import { type Instant, type Result } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration } from '@tongban/worktime/domain'
import { serviceClassOf, type ServiceClass } from '../contract/index.js'
import { dueAtAfterPause, limitFor, quote, type DeadlinePolicy, type LimitSubject, type Quote } from '../domain/index.js'
import { calendarOfUnit } from './clock-calendar.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'

/** The ports carry urgency and type as text; they are the words of case. */
export const serviceClassOfCase = ({ urgency, caseType }: { readonly urgency: string; readonly caseType: string }): ServiceClass =>
  serviceClassOf(urgency as Parameters<typeof serviceClassOf>[0], caseType as Parameters<typeof serviceClassOf>[1])

/** A case as the table of limits sees it. */
export const limitSubjectOf = (subject: QuoteSubject): LimitSubject => ({
  serviceClass: serviceClassOfCase(subject), caseType: subject.caseType, categoryCode: subject.categoryCode, divisionCode: subject.divisionCode,
})

/** Procedures that are a unit's own: they count by the days of who leads, as its clocks do. */
const OWED_BY_UNITS: readonly ProcedureLimit[] = ['arrive', 'return_window']

/** Quotes from the policy in force and the calendar of the leading unit or the division, both in memory: no round trip on the way of a filing. */
@Injectable()
export class PolicyPromiseQuotes extends PromiseQuotes {
  constructor(
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
  ) {
    super()
  }

  /** Throws Refused: DEADLINE_POLICY_MISSING, NO_WORKING_TIME_AHEAD. */
  override quote(subject: QuoteSubject & { startedAt: Instant }): DueTimes {
    const { policyVersion, serviceClass, startedAt, signDueAt, contactDueAt, promiseDueAt } = this.quoteOf(subject)
    return { serviceClass, policyVersion: String(policyVersion), startedAt, signDueAt, contactDueAt, promiseDueAt }
  }

  /** Throws Refused as `quote` does. */
  override dispatchDueAt(subject: QuoteSubject & { startedAt: Instant }): Instant {
    // Whoever dispatches keeps the days of the place.
    return this.quoteOf({ ...subject, leadUnitId: null }).dispatchDueAt
  }

  /** Throws Refused as `quote` does. */
  override procedureDueAt(limit: ProcedureLimit, { startedAt, ...subject }: QuoteSubject & { startedAt: Instant }): Instant {
    const duration = given(limitFor(this.policies.inForce(startedAt), limitSubjectOf(subject), limit))
    return given(addDuration(this.calendarOf(OWED_BY_UNITS.includes(limit) ? subject : { ...subject, leadUnitId: null }), startedAt, duration))
  }

  /** By the version the promise was given by, whatever is in force when it ends. Throws Refused as `quote` does. */
  override latestExtension({ dueAt, policyVersion, ...subject }: QuoteSubject & { dueAt: Instant; policyVersion: string | null }): Instant {
    const duration = given(limitFor(this.policyOf(policyVersion, dueAt), limitSubjectOf(subject), 'promise'))
    return given(addDuration(this.calendarOf(subject), dueAt, duration))
  }

  /** Throws Refused as `quote` does. */
  override dueAfterPause({ dueAt, pausedAt, resumedAt, policyVersion, ...subject }: Parameters<PromiseQuotes['dueAfterPause']>[0]): Instant {
    const { unit } = given(limitFor(this.policyOf(policyVersion, pausedAt), limitSubjectOf(subject), 'promise'))
    return given(dueAtAfterPause(this.calendarOf(subject), unit, dueAt, { from: pausedAt, to: resumedAt }))
  }

  private policyOf(version: string | null, at: Instant): DeadlinePolicy {
    return version === null ? this.policies.inForce(at) : this.policies.version(Number(version))
  }

  private calendarOf({ divisionCode, leadUnitId = null }: QuoteSubject): WorkCalendar {
    return calendarOfUnit(this.calendars, divisionCode, leadUnitId)
  }

  private quoteOf({ startedAt, ...subject }: QuoteSubject & { startedAt: Instant }): Quote {
    return given(quote(this.policies.inForce(startedAt), this.calendarOf(subject), { ...limitSubjectOf(subject), startedAt }))
  }
}

function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}
