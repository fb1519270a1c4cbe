import { isoOf, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent, ServiceClass } from '@tongban/deadline/contract'
import type { Duration, WorkCalendar } from '@tongban/worktime/contract'
import { isOpen, type Clock } from '../clock.js'
import { computeDueAt, termOf } from '../compute-term.js'
import { limitOf, policyRowOf, type DeadlinePolicy } from '../deadline-policy.js'
import { settle } from './fire-clock.js'

export type RescheduleClock = {
  readonly at: Instant
  readonly serviceClass: ServiceClass
  readonly policy: DeadlinePolicy
  readonly calendar: WorkCalendar
  readonly reason: string
  /** The limit its case has by the more specific rows of the table; absent is the basic row of the class. */
  readonly limit?: Duration
}

/**
 * Counts the clock anew from its original start, with its pauses and extensions, by another class, policy or calendar. The new due moment
 * may lie in the past (raised urgency): it is then overdue at once. A clock whose duty is done owes nothing by it, unless it is reopened. Refuses CLOCK_FINISHED (cancelled), CLOCK_ALREADY_OVERDUE (no edit takes an
 * overdue back), DEADLINE_POLICY_MISSING, NO_WORKING_TIME_AHEAD.
 */
export function rescheduleClock(
  clock: Clock,
  { policy, calendar, serviceClass, reason, ...command }: RescheduleClock,
): Result<readonly ClockEvent[]> {
  if (!isOpen(clock) && clock.state !== 'satisfied') return refuse('CLOCK_FINISHED', { state: clock.state })
  // What a done clock owed it was told as it ended: `settle` finds nothing more.
  const { clock: settled, at, events } = settle(clock, command.at)
  if (settled.overdueAt !== null) return refuse('CLOCK_ALREADY_OVERDUE', { dueAt: isoOf(settled.dueAt) })
  const row = policyRowOf(policy, serviceClass)
  if (!row.ok) return row
  const limit = command.limit ?? limitOf(policy, row.value, clock.kind)
  const dueAt = computeDueAt(calendar, { startedAt: clock.startedAt, serviceClass, limit, adjustments: clock.adjustments })
  if (!dueAt.ok) return dueAt
  const reschedules = [...clock.reschedules, { at, dueBefore: clock.dueAt, dueAfter: dueAt.value, reason }]
  return ok([
    ...events,
    {
      type: 'clock.rescheduled.v1',
      clockId: clock.id,
      at,
      serviceClass,
      limit,
      policyVersion: policy.version,
      calendarVersion: calendar.version,
      reason,
      ...termOf({ calendar, warnRules: policy.warnRules, ladder: policy.ladder }, { ...settled, serviceClass, limit, reschedules, climbsFrom: at }, dueAt.value),
    },
  ])
}
