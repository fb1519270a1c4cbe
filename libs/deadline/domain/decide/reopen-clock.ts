import { instant, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock } from '../clock.js'

/**
 * What satisfied the clock did not hold (the review sent the reply back): it runs on to its original due moment. A rung whose moment passed
 * meanwhile is owed at once and dated by the reopening; what had fired before stays fired. A clock that ended in a pause is paused again.
 * Refuses CLOCK_NOT_SATISFIED.
 */
export function reopenClock(clock: Clock, command: { readonly at: Instant; readonly reason: string }): Result<readonly ClockEvent[]> {
  if (clock.state !== 'satisfied') return refuse('CLOCK_NOT_SATISFIED', { state: clock.state })
  return ok([{ type: 'clock.reopened.v1', clockId: clock.id, at: instant(Math.max(command.at, clock.lastAt)), reason: command.reason }])
}
