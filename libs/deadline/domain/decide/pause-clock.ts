import { isoOf, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock } from '../clock.js'
import { settle } from './fire-clock.js'

/** Stops the count. Refuses CLOCK_NOT_RUNNING, and CLOCK_ALREADY_OVERDUE: nobody silences a clock that has run out. */
export function pauseClock(clock: Clock, command: { readonly at: Instant; readonly reason: string }): Result<readonly ClockEvent[]> {
  if (clock.state !== 'running') return refuse('CLOCK_NOT_RUNNING', { state: clock.state })
  const { clock: settled, at, events } = settle(clock, command.at)
  if (settled.overdueAt !== null) return refuse('CLOCK_ALREADY_OVERDUE', { dueAt: isoOf(settled.dueAt) })
  return ok([...events, { type: 'clock.paused.v1', clockId: clock.id, at, reason: command.reason }])
}
