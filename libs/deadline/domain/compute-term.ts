import { instant, ok, plus, type Instant, type Result } from '@tongban/kernel/core'
import type { LadderRung, ServiceClass } from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration, type DurationUnit, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration, addWorkMs, nextWorkingMoment, workMsBetween } from '@tongban/worktime/domain'
import type { Adjustment, RungMoment } from './clock.js'
import { extended, useOf } from './extension.js'
import { rungMomentsOf, type Climber } from './ladder.js'
import { warnAtOf, type WarnRule } from './warn-rule.js'

/** What a decision needs to know beside the clock: the calendar and the policy version the clock was set by. */
export type ClockRules = { readonly calendar: WorkCalendar; readonly warnRules: readonly WarnRule[]; readonly ladder: readonly LadderRung[] }

/** A due moment with what belongs to it: the warning, and the rungs of the ladder. */
export type Term = { readonly dueAt: Instant; readonly warnAt: Instant | null; readonly rungs: readonly RungMoment[] }

type Pause = Extract<Adjustment, { kind: 'pause' }>
type Counted = { readonly startedAt: Instant; readonly serviceClass: ServiceClass; readonly limit: Duration; readonly adjustments: readonly Adjustment[] }

/**
 * The due moment from the beginning: start plus limit, then each pause and extension in its order, as long as it was granted (extension.ts). A pause that began only after a
 * (shortened) limit had run out gives nothing back, unless a later extension reaches past its beginning. Refuses NO_WORKING_TIME_AHEAD.
 */
export function computeDueAt(calendar: WorkCalendar, { startedAt, serviceClass, limit, adjustments }: Counted): Result<Instant> {
  const pauses: Pause[] = []
  let dueAt = addDuration(calendar, startedAt, limit)
  for (const each of adjustments) {
    if (!dueAt.ok) return dueAt
    if (each.kind === 'pause' && each.dueAfter === undefined) pauses.push(each)
    else if (each.kind === 'extension' && useOf(each, { serviceClass, limit }) !== 'holds') dueAt = extended(calendar, dueAt.value, each, { serviceClass, limit })
    else {
      // A moment somebody named holds as it was named, whatever a pause before it might still have given back.
      dueAt = ok(each.kind === 'pause' ? (each.dueAfter ?? dueAt.value) : each.dueAfter)
      pauses.length = 0
    }
    while (dueAt.ok && pauses[0] !== undefined && pauses[0].from < dueAt.value) {
      dueAt = dueAtAfterPause(calendar, limit.unit, dueAt.value, pauses[0])
      pauses.shift()
    }
  }
  return dueAt
}

/**
 * A pause gives back what was left when it began: working time for working units, wall-clock time for the others. It never makes a clock
 * due earlier, and a clock that was already due stays due.
 */
export function dueAtAfterPause(
  calendar: WorkCalendar,
  unit: DurationUnit,
  dueAt: Instant,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Result<Instant> {
  if (dueAt <= from) return ok(dueAt)
  if (!isWorkingUnit(unit)) return ok(plus(dueAt, to - from))
  const leftMs = workMsBetween(calendar, from, dueAt)
  // Due at an opening time with only the night left: after the pause it is due when work next begins.
  const moved = leftMs === 0 ? nextWorkingMoment(calendar, to) : addWorkMs(calendar, to, leftMs)
  return moved.ok ? ok(instant(Math.max(moved.value, dueAt))) : moved
}

/** `adjustments`: with the one that moved the due moment, where that is a pause: the ladder waits for it. */
export const termOf = ({ calendar, warnRules, ladder }: ClockRules, clock: Omit<Climber, 'dueAt'>, dueAt: Instant): Term => ({
  dueAt,
  // Behind the due moment there is nothing to warn of.
  warnAt: clock.climbsFrom !== undefined && dueAt <= clock.climbsFrom ? null : warnAtOf(warnRules, calendar, { kind: clock.kind, limit: clock.limit, startedAt: clock.startedAt, dueAt }),
  rungs: rungMomentsOf({ ladder }, calendar, { ...clock, dueAt }),
})

/** A clock that goes on behind its due moment has nothing to warn of any more. */
export const climbingOn = (dueAt: Instant, at: Instant): { readonly climbsFrom?: Instant } => (dueAt <= at ? { climbsFrom: at } : {})
