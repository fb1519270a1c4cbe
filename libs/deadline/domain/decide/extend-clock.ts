import { isoOf, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import { durationText, type Duration } from '@tongban/worktime/contract'
import { addDuration } from '@tongban/worktime/domain'
import type { Clock } from '../clock.js'
import { climbingOn, termOf, type ClockRules } from '../compute-term.js'
import { settle } from './fire-clock.js'

/**
 * Grants an extension: once, before the clock runs out, in the unit of the limit and at most as long as it, counted from the due moment.
 * Refuses CLOCK_NOT_RUNNING, CLOCK_ALREADY_OVERDUE, CLOCK_ALREADY_EXTENDED, CLOCK_EXTENSION_TOO_LONG, NO_WORKING_TIME_AHEAD.
 */
export function extendClock(
  clock: Clock,
  command: { readonly at: Instant; readonly by: Duration; readonly reason: string },
  rules: ClockRules,
): Result<readonly ClockEvent[]> {
  if (clock.state !== 'running') return refuse('CLOCK_NOT_RUNNING', { state: clock.state })
  const { by, reason } = command
  const { clock: settled, at, events } = settle(clock, command.at)
  if (settled.overdueAt !== null) return refuse('CLOCK_ALREADY_OVERDUE', { dueAt: isoOf(settled.dueAt) })
  if (clock.adjustments.some(({ kind }) => kind === 'extension')) return refuse('CLOCK_ALREADY_EXTENDED')
  if (by.unit !== clock.limit.unit || by.amount > clock.limit.amount)
    return refuse('CLOCK_EXTENSION_TOO_LONG', { limit: durationText(clock.limit) })
  const dueAt = addDuration(rules.calendar, clock.dueAt, by)
  if (!dueAt.ok) return dueAt
  return ok([...events, { type: 'clock.extended.v1', clockId: clock.id, at, by, reason, ...termOf(rules, { ...settled, ...climbingOn(dueAt.value, at) }, dueAt.value) }])
}
