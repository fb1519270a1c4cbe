import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock } from '../clock.js'
import { dueAtAfterPause, withWarning, type ClockRules } from '../compute-term.js'
import { settle } from './fire-clock.js'

/** Goes on counting with what was left when the pause began. Refuses CLOCK_NOT_PAUSED, NO_WORKING_TIME_AHEAD. */
export function resumeClock(clock: Clock, command: { readonly at: Instant }, rules: ClockRules): Result<readonly ClockEvent[]> {
  if (clock.state !== 'paused') return refuse('CLOCK_NOT_PAUSED')
  const { at, events } = settle(clock, command.at)
  const dueAt = dueAtAfterPause(rules.calendar, clock.limit.unit, clock.dueAt, { from: clock.pausedAt, to: at })
  if (!dueAt.ok) return dueAt
  return ok([...events, { type: 'clock.resumed.v1', clockId: clock.id, at, ...withWarning(rules, clock, dueAt.value) }])
}
