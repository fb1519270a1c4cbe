import { addDays, assertNever, DAY_MS, instant, MINUTE_MS, plainDateOf, plus, startOfDay, type Instant } from '@tongban/kernel/core'
import type { ClockKind, LadderOffset, LadderRung, ServiceClass } from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration, addWorkMs, nextWorkingMoment, subtractWorkMinutes, workingDayOf, workMsBetween } from '@tongban/worktime/domain'
import { holdsLateness, type Adjustment, type Clock, type RungMoment } from './clock.js'

/** What decides when the rungs of a clock come: the due moment as it is, and the pauses that reach beyond it. */
export type Climber = {
  readonly kind: ClockKind
  readonly serviceClass: ServiceClass
  readonly startedAt: Instant
  readonly dueAt: Instant
  readonly limit: Duration
  readonly adjustments: readonly Adjustment[]
}

/** The rungs of a version's ladder that are there for clocks of a kind and a class. */
export const rungsFor = (ladder: readonly LadderRung[], kind: ClockKind, serviceClass: ServiceClass): readonly LadderRung[] =>
  ladder.filter((rung) => rung.kinds.includes(kind) && (rung.serviceClasses === null || rung.serviceClasses.includes(serviceClass)))

/**
 * When each rung of a clock comes, the soonest first, rungs of one moment as the ladder has them: before = due minus offset, at = due, after = due
 * plus offset, which counts only what is not paused. A rung that would come no later than the start is left out, as a warning is.
 */
export function rungMomentsOf({ ladder }: { readonly ladder: readonly LadderRung[] }, calendar: WorkCalendar, clock: Climber): readonly RungMoment[] {
  return rungsFor(ladder, clock.kind, clock.serviceClass)
    .map(({ code, offset }) => ({ code, at: momentOf(offset, calendar, clock), isBefore: offset.when === 'before' }))
    .filter(({ at, isBefore }) => !isBefore || at > clock.startedAt)
    .sort((a, b) => a.at - b.at)
    .map(({ code, at }) => ({ code, at }))
}

/** The next rung that was not reached, or null at the top of the ladder. */
export const nextRungOf = ({ ladder, rungs }: Pick<Clock, 'ladder' | 'rungs'>): RungMoment | null =>
  ladder.find(({ code }) => !rungs.some((reached) => reached.code === code)) ?? null

function momentOf(offset: LadderOffset, calendar: WorkCalendar, { dueAt, adjustments }: Climber): Instant {
  switch (offset.when) {
    case 'at':
      return dueAt
    case 'before':
      return momentBefore(calendar, dueAt, offset)
    case 'after':
      return momentAfter(calendar, dueAt, offset, adjustments)
    default:
      return assertNever(offset)
  }
}

/** A calendar without working time that far off silences nobody: the rung then comes by the wall clock. */
function momentBefore(calendar: WorkCalendar, dueAt: Instant, { amount, unit }: Duration): Instant {
  if (unit === 'minute' || unit === 'calendar_day') return byTheWall(dueAt, -amount, unit)
  if (unit === 'work_day') return workDaysBefore(calendar, dueAt, amount)
  const moment = subtractWorkMinutes(calendar, dueAt, amount)
  return moment.ok ? moment.value : byTheWall(dueAt, -amount, unit)
}

function momentAfter(calendar: WorkCalendar, dueAt: Instant, { amount, unit }: Duration, adjustments: readonly Adjustment[]): Instant {
  const counted = addDuration(calendar, dueAt, { amount, unit })
  let at = counted.ok ? counted.value : byTheWall(dueAt, amount, unit)
  for (const pause of adjustments) {
    if (!holdsLateness(pause) || pause.to <= dueAt) continue
    // A pause that began while there still was time is over for the ladder at the due moment: only what lies beyond it holds the lateness.
    const from = instant(Math.max(pause.from, dueAt))
    if (from < at) at = heldBy(calendar, unit, at, { from, to: pause.to })
  }
  return at
}

/** What was left when the pause began comes after it: working time for working units. */
function heldBy(calendar: WorkCalendar, unit: Duration['unit'], at: Instant, { from, to }: { readonly from: Instant; readonly to: Instant }): Instant {
  if (!isWorkingUnit(unit)) return plus(at, to - from)
  const leftMs = workMsBetween(calendar, from, at)
  const moved = leftMs === 0 ? nextWorkingMoment(calendar, to) : addWorkMs(calendar, to, leftMs)
  return moved.ok ? instant(Math.max(moved.value, at)) : plus(at, to - from)
}

const byTheWall = (from: Instant, amount: number, unit: Duration['unit']): Instant =>
  plus(from, amount * (unit === 'minute' || unit === 'work_minute' ? MINUTE_MS : DAY_MS))

/** Further back than this no working day is looked for. */
const MOST_DAYS = 400

/** At the same time of day, that many working days before; where that day keeps other hours, the nearest moment of them. */
function workDaysBefore(calendar: WorkCalendar, dueAt: Instant, amount: number): Instant {
  const dueDay = plainDateOf(dueAt)
  let left = amount
  for (let back = 1; back <= amount + MOST_DAYS; back += 1) {
    const date = addDays(dueDay, -back)
    const { spans } = workingDayOf(calendar, date)
    if (spans.length > 0) left -= 1
    if (left > 0) continue
    const msOfDay = dueAt - startOfDay(dueDay)
    const span = spans.find(({ endMinute }) => msOfDay <= endMinute * MINUTE_MS)
    const placed = span === undefined ? (spans.at(-1)?.endMinute ?? 0) * MINUTE_MS : Math.max(msOfDay, span.startMinute * MINUTE_MS)
    return plus(startOfDay(date), placed)
  }
  return byTheWall(dueAt, -amount, 'work_day')
}
