import { Inject, Injectable } from '@nestjs/common'
import { PromiseQuotes, type DueTimes, type ProcedureLimit } from '@tongban/case/contract'
import { idOf, type Instant } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import { WorkCalendars } from '@tongban/worktime/contract'
import { addDuration } from '@tongban/worktime/domain'
import { serviceClassOf, type ServiceClass } from '../contract/index.js'
import { dueAtAfterPause, policyRowOf, procedureLimitOf, quote, type Quote } from '../domain/index.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'

export type QuoteSubject = Parameters<PromiseQuotes['quote']>[0]

/** The ports carry urgency and type as text; they are the words of case. */
export const serviceClassOfCase = ({ urgency, caseType }: { readonly urgency: string; readonly caseType: string }): ServiceClass =>
  serviceClassOf(urgency as Parameters<typeof serviceClassOf>[0], caseType as Parameters<typeof serviceClassOf>[1])

/** Quotes from the policy in force and the division's calendar, both in memory: no round trip on the way of a filing. */
@Injectable()
export class PolicyPromiseQuotes extends PromiseQuotes {
  constructor(
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
  ) {
    super()
  }

  /** Throws Refused: DEADLINE_POLICY_MISSING, NO_WORKING_TIME_AHEAD. */
  override quote(subject: QuoteSubject): DueTimes {
    const { policyVersion, serviceClass, startedAt, signDueAt, contactDueAt, promiseDueAt } = this.quoteOf(subject)
    return { serviceClass, policyVersion: String(policyVersion), startedAt, signDueAt, contactDueAt, promiseDueAt }
  }

  /** Throws Refused as `quote` does. */
  override dispatchDueAt(subject: QuoteSubject): Instant {
    return this.quoteOf(subject).dispatchDueAt
  }

  /** Throws Refused: NO_WORKING_TIME_AHEAD. */
  override procedureDueAt(limit: ProcedureLimit, { divisionCode, startedAt }: { divisionCode: string | null; startedAt: Instant }): Instant {
    const calendar = this.calendars.calendarFor(divisionCode === null ? null : idOf(divisionCode))
    const due = addDuration(calendar, startedAt, procedureLimitOf(this.policies.inForce(startedAt), limit))
    if (!due.ok) throw new Refused(due.refusal)
    return due.value
  }

  /** Throws Refused: DEADLINE_POLICY_MISSING, NO_WORKING_TIME_AHEAD. */
  override dueAfterPause({ divisionCode, dueAt, pausedAt, resumedAt, ...subject }: Parameters<PromiseQuotes['dueAfterPause']>[0]): Instant {
    const calendar = this.calendars.calendarFor(divisionCode === null ? null : idOf(divisionCode))
    const row = policyRowOf(this.policies.inForce(pausedAt), serviceClassOfCase(subject))
    if (!row.ok) throw new Refused(row.refusal)
    const due = dueAtAfterPause(calendar, row.value.limits.promise.unit, dueAt, { from: pausedAt, to: resumedAt })
    if (!due.ok) throw new Refused(due.refusal)
    return due.value
  }

  private quoteOf({ urgency, caseType, divisionCode, startedAt }: QuoteSubject): Quote {
    const serviceClass = serviceClassOfCase({ urgency, caseType })
    const calendar = this.calendars.calendarFor(divisionCode === null ? null : idOf(divisionCode))
    const quoted = quote(this.policies.inForce(startedAt), calendar, { serviceClass, startedAt })
    if (!quoted.ok) throw new Refused(quoted.refusal)
    return quoted.value
  }
}
