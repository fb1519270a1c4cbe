import { instant, type Instant } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import { isOpen, type Clock, type OpenClock } from '../clock.js'
import { evolve } from '../evolve.js'
import { comingUp, nextFiresAt, type ComingUp } from '../next-fires-at.js'

/**
 * What is owed at `at` and has not fired (warning, overdue, rungs of the ladder), in order; nothing for a finished clock, however often the alarm rings.
 * Each carries its nominal moment, so the log does not depend on how late the alarm was.
 */
export function fireClock(clock: Clock, at: Instant): readonly ClockEvent[] {
  return settle(clock, at).events
}

/**
 * Every decision begins here: rungs that fell due before it come first, then the decision sees the clock as it truly stands.
 * `at` is moved up to the clock's last event when a machine's clock lags or jumps back: nobody's signature is refused for that.
 */
export function settle(clock: Clock, at: Instant): { readonly clock: Clock; readonly at: Instant; readonly events: readonly ClockEvent[] } {
  let settled: Clock = clock
  const now = later(at, clock.lastAt)
  const events: ClockEvent[] = []
  for (let owed = nextFiresAt(settled); owed !== null && owed <= now; owed = nextFiresAt(settled)) {
    const next = comingUp(settled)
    if (next === null) break
    const event = firing(next, settled, owed)
    events.push(event)
    settled = evolve(settled, event)
  }
  return { clock: settled, at: now, events }
}

function firing({ what, code }: ComingUp, { id: clockId, lastAt, reschedules }: Clock, owed: Instant): ClockEvent {
  const at = later(owed, lastAt)
  // Late is what is late by its due moment, whoever owed it then and whether it stood still; but not by one it was counted to when that had passed.
  const recounted = reschedules.at(-1)
  if (what === 'overdue') return { type: 'clock.overdue.v1', clockId, at: recounted !== undefined && recounted.dueAfter <= recounted.at ? at : owed }
  return code === null ? { type: 'clock.warned.v1', clockId, at } : { type: 'clock.rung_reached.v1', clockId, at, code }
}

/** Rungs a clock had come to by its end (or the pause it ended in) that nobody told it: of one whose ladder was laid out only afterwards. */
export function owedAtEnd(clock: Clock): readonly ClockEvent[] {
  if (isOpen(clock)) return []
  const ranTo = clock.heldFrom?.at ?? clock.finishedAt
  // Counted anew since it was done: those rungs are what it comes to if it is reopened.
  if (clock.reschedules.some(({ at }) => at >= clock.finishedAt)) return []
  // A rung whose moment had passed when the due moment was moved is dated by that, as it would have been.
  const movedAt = [...clock.adjustments.map((each) => (each.kind === 'pause' ? each.to : each.at)), ...clock.reopenings.map(({ at }) => at)].reduce(later, clock.startedAt)
  return clock.ladder
    .filter(({ code, at }) => at <= ranTo && !clock.rungs.some((reached) => reached.code === code))
    .map(({ code, at }) => ({ type: 'clock.rung_reached.v1', clockId: clock.id, at: later(at, movedAt), code }))
}

/** The moment an open clock has run to: now, or where its pause began. */
export const ranTo = (clock: OpenClock, at: Instant): Instant => (clock.state === 'paused' ? clock.pausedAt : at)

const later = (a: Instant, b: Instant): Instant => instant(Math.max(a, b))
