import { isoOf, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock } from '../clock.js'
import { climbingOn, termOf, type ClockRules } from '../compute-term.js'
import { lengthBetween } from '../extension.js'
import { settle } from './fire-clock.js'

/**
 * An extension that was asked for and ruled on: the clock is due at `until`, exactly. How long it may be was the ruling's to judge. Asking stops
 * nothing: a clock that ran out while its request lay was overdue, has said so, and says so for ever; granted late, only its due moment moves.
 * Refuses CLOCK_NOT_RUNNING, CLOCK_ALREADY_EXTENDED, CLOCK_EXTENSION_NOT_LATER.
 */
export function grantExtension(
  clock: Clock,
  command: { readonly at: Instant; readonly until: Instant; readonly reason: string },
  rules: ClockRules,
): Result<readonly ClockEvent[]> {
  if (clock.state !== 'running') return refuse('CLOCK_NOT_RUNNING', { state: clock.state })
  if (clock.adjustments.some(({ kind }) => kind === 'extension')) return refuse('CLOCK_ALREADY_EXTENDED')
  if (command.until <= clock.dueAt) return refuse('CLOCK_EXTENSION_NOT_LATER', { dueAt: isoOf(clock.dueAt) })
  const { clock: settled, at, events } = settle(clock, command.at)
  return ok([...events, { type: 'clock.extended.v1', clockId: clock.id, at, by: null, reason: command.reason, lengthMs: lengthBetween(rules.calendar, clock.limit, clock.dueAt, command.until), ...termOf(rules, { ...settled, ...climbingOn(command.until, at) }, command.until) }])
}
