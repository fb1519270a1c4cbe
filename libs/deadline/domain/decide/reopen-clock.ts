import { instant, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock, SatisfiedClock } from '../clock.js'
import type { ClockRules } from '../compute-term.js'
import { nextRungOf, rungMomentsOf } from '../ladder.js'

/**
 * What satisfied the clock did not hold (the review sent the reply back): it runs on to its original due moment. If that has passed meanwhile it is overdue,
 * dated by it, and climbs on from where it stood: the time in review was nobody's lateness (docs/adr/0016). What had fired before stays fired. A clock that
 * ended in a pause is paused again. Refuses CLOCK_NOT_SATISFIED.
 */
export function reopenClock(clock: Clock, command: { readonly at: Instant; readonly reason: string }, rules: Pick<ClockRules, 'calendar' | 'ladder'>): Result<readonly ClockEvent[]> {
  if (clock.state !== 'satisfied') return refuse('CLOCK_NOT_SATISFIED', { state: clock.state })
  const at = instant(Math.max(command.at, clock.lastAt))
  return ok([{ type: 'clock.reopened.v1', clockId: clock.id, at, reason: command.reason, ...passedMeanwhile(clock, at, rules) }])
}

function passedMeanwhile(clock: SatisfiedClock, at: Instant, { calendar, ladder }: Pick<ClockRules, 'calendar' | 'ladder'>): { warnAt?: Instant | null; rungs?: ReturnType<typeof rungMomentsOf> } {
  const isPast = clock.dueAt <= at
  if (!isPast && (nextRungOf(clock)?.at ?? Infinity) > at) return {}
  const reopenings = [...clock.reopenings, { at, satisfiedAt: clock.finishedAt, reason: '' }]
  return { warnAt: isPast && clock.warnedAt === null ? null : clock.warnAt, rungs: rungMomentsOf({ ladder }, calendar, { ...clock, reopenings, climbsFrom: at }) }
}
