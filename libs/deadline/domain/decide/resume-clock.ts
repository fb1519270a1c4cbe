import { instant, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { ClockEvent } from '@tongban/deadline/contract'
import type { Clock } from '../clock.js'
import { climbingOn, dueAtAfterPause, termOf, type ClockRules } from '../compute-term.js'
import { settle } from './fire-clock.js'

/** `dueAt`: the due moment as whoever ends the pause names it (a case that says what its promise is now); never earlier than before the pause. */
export type ResumeClock = { readonly at: Instant; readonly dueAt?: Instant }

/** Goes on counting with what was left when the pause began, or to the moment named. Refuses CLOCK_NOT_PAUSED, NO_WORKING_TIME_AHEAD. */
export function resumeClock(clock: Clock, command: ResumeClock, rules: ClockRules): Result<readonly ClockEvent[]> {
  if (clock.state !== 'paused') return refuse('CLOCK_NOT_PAUSED')
  const { clock: settled, at, events } = settle(clock, command.at)
  const isGiven = command.dueAt !== undefined
  const dueAt =
    command.dueAt === undefined
      ? dueAtAfterPause(rules.calendar, clock.limit.unit, clock.dueAt, { from: clock.pausedAt, to: at })
      : ok(instant(Math.max(command.dueAt, clock.dueAt)))
  if (!dueAt.ok) return dueAt
  const pause = { kind: 'pause', from: clock.pausedAt, to: at, reason: clock.pauseReason, dueBefore: clock.dueAt, ...(isGiven ? { dueAfter: dueAt.value } : {}) } as const
  const adjustments = [...clock.adjustments, pause]
  return ok([...events, { type: 'clock.resumed.v1', clockId: clock.id, at, isGiven, ...termOf(rules, { ...settled, adjustments, ...climbingOn(dueAt.value, at) }, dueAt.value) }])
}
