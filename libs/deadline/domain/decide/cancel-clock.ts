import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import { isOpen, type Clock } from '../clock.js'
import { settle } from './fire-clock.js'

/** The duty fell away (withdrawn, reassigned, merged). What was already overdue stays on record. Refuses CLOCK_FINISHED. */
export function cancelClock(clock: Clock, command: { readonly at: Instant; readonly reason: string }): Result<readonly ClockEvent[]> {
  if (!isOpen(clock)) return refuse('CLOCK_FINISHED', { state: clock.state })
  const { at, events } = settle(clock, command.at)
  return ok([...events, { type: 'clock.cancelled.v1', clockId: clock.id, at, reason: command.reason }])
}
