import { instant, type Instant } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock, OpenClock } from '../clock.js'
import { evolve } from '../evolve.js'
import { nextFiresAt } from '../next-fires-at.js'

/**
 * The rungs that are owed at `at` and have not fired, in order; nothing for a finished clock, however often the alarm rings.
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
    const isWarning = settled.warnAt === owed && settled.warnedAt === null
    const event = { type: isWarning ? 'clock.warned.v1' : 'clock.overdue.v1', clockId: clock.id, at: later(owed, settled.lastAt) } as const
    events.push(event)
    settled = evolve(settled, event)
  }
  return { clock: settled, at: now, events }
}

/** The moment an open clock has run to: now, or where its pause began. */
export const ranTo = (clock: OpenClock, at: Instant): Instant => (clock.state === 'paused' ? clock.pausedAt : at)

const later = (a: Instant, b: Instant): Instant => instant(Math.max(a, b))
