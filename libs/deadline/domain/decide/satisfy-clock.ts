import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import { isOpen, type Clock } from '../clock.js'
import { ranTo, settle } from './fire-clock.js'

/**
 * What the clock waited for has happened. Lateness is recorded as a fact, measured from the due moment (at it is already late, by 0);
 * a paused clock is judged by the moment its pause began. Refuses CLOCK_FINISHED.
 */
export function satisfyClock(clock: Clock, command: { readonly at: Instant }): Result<readonly ClockEvent[]> {
  if (!isOpen(clock)) return refuse('CLOCK_FINISHED', { state: clock.state })
  const { clock: settled, at, events } = settle(clock, command.at)
  const ran = isOpen(settled) ? ranTo(settled, at) : at
  // A clock that ran out and was extended afterwards may yet end in time; that it had been overdue stays beside it.
  const lateByMs = ran < settled.dueAt ? null : ran - settled.dueAt
  return ok([...events, { type: 'clock.satisfied.v1', clockId: clock.id, at, lateByMs }])
}
