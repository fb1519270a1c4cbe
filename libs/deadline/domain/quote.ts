import { ok, type Instant, type Result } from '@tongban/kernel/core'
import type { DutyKind, ServiceClass } from '@tongban/deadline/contract'
import { addDuration } from '@tongban/worktime/domain'
import type { Duration, WorkCalendar } from '@tongban/worktime/contract'
import type { DeadlinePolicy } from './deadline-policy.js'
import { limitFor, type LimitSubject } from './policy-limits.js'
import { warnAtOf } from './warn-rule.js'

/** One clock's limit with the moments it comes to. `warnAt` null: too short to warn. */
export type ClockTerm = { readonly limit: Duration; readonly dueAt: Instant; readonly warnAt: Instant | null }

/** What a case is promised if its clocks start at `startedAt`; nothing is stored by asking. */
export type Quote = {
  readonly policyVersion: number
  readonly calendarVersion: number
  readonly serviceClass: ServiceClass
  readonly startedAt: Instant
  readonly dispatchDueAt: Instant
  readonly signDueAt: Instant
  readonly contactDueAt: Instant
  readonly promiseDueAt: Instant
  readonly terms: Readonly<Record<DutyKind, ClockTerm>>
}

/** Refuses DEADLINE_POLICY_MISSING and NO_WORKING_TIME_AHEAD. */
export function quote(
  policy: DeadlinePolicy,
  calendar: WorkCalendar,
  { startedAt, ...subject }: LimitSubject & { readonly startedAt: Instant },
): Result<Quote> {
  const { serviceClass } = subject
  const termOf = (kind: DutyKind): Result<ClockTerm> => {
    const limit = limitFor(policy, subject, kind)
    if (!limit.ok) return limit
    const dueAt = addDuration(calendar, startedAt, limit.value)
    if (!dueAt.ok) return dueAt
    const warnAt = warnAtOf(policy.warnRules, calendar, { kind, limit: limit.value, startedAt, dueAt: dueAt.value })
    return ok({ limit: limit.value, dueAt: dueAt.value, warnAt })
  }
  const dispatch = termOf('dispatch')
  if (!dispatch.ok) return dispatch
  const sign = termOf('sign')
  if (!sign.ok) return sign
  const contact = termOf('contact')
  if (!contact.ok) return contact
  const promise = termOf('promise')
  if (!promise.ok) return promise
  return ok({
    policyVersion: policy.version,
    calendarVersion: calendar.version,
    serviceClass,
    startedAt,
    dispatchDueAt: dispatch.value.dueAt,
    signDueAt: sign.value.dueAt,
    contactDueAt: contact.value.dueAt,
    promiseDueAt: promise.value.dueAt,
    terms: { dispatch: dispatch.value, sign: sign.value, contact: contact.value, promise: promise.value },
  })
}
