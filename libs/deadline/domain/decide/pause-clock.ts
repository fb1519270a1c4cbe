import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock } from '../clock.js'
import { settle } from './fire-clock.js'

/**
 * Stops the count. What was owed by then fires first and stays on record, so a pause silences nothing: of a clock that has run out it only keeps
 * the lateness from growing. Refuses CLOCK_NOT_RUNNING.
 */
export function pauseClock(clock: Clock, command: { readonly at: Instant; readonly reason: string }): Result<readonly ClockEvent[]> {
  if (clock.state !== 'running') return refuse('CLOCK_NOT_RUNNING', { state: clock.state })
  const { at, events } = settle(clock, command.at)
  return ok([...events, { type: 'clock.paused.v1', clockId: clock.id, at, reason: command.reason }])
}
