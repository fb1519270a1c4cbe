import { addDays, assertNever, DAY_MS, instant, MINUTE_MS, plainDateOf, plus, startOfDay, type Instant } from '@tongban/kernel/core'
import type { ClockKind, LadderOffset, LadderRung, ServiceClass } from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration, addWorkMs, nextWorkingMoment, subtractWorkMinutes, workingDayOf, workMsBetween } from '@tongban/worktime/domain'
import type { Adjustment, Clock, RungMoment } from './clock.js'
import { standstills, type StandsStill } from './late-time.js'

/** What decides when the rungs of a clock come: the due moment as it is, and when it stood still beyond that. */
export type Climber = Omit<StandsStill, 'adjustments'> & {
  readonly kind: ClockKind
  readonly serviceClass: ServiceClass
  readonly startedAt: Instant
  readonly dueAt: Instant
  readonly limit: Duration
  readonly adjustments: readonly Adjustment[]
  /** From when on it climbs with this due moment; absent is its start. */
  readonly climbsFrom?: Instant
  /** What it has reached. */
  readonly rungs?: readonly RungMoment[]
}

/** The rungs of a version's ladder that are there for clocks of a kind and a class. */
export const rungsFor = (ladder: readonly LadderRung[], kind: ClockKind, serviceClass: ServiceClass): readonly LadderRung[] =>
  ladder.filter((rung) => rung.kinds.includes(kind) && (rung.serviceClasses === null || rung.serviceClasses.includes(serviceClass)))

/**
 * When each rung of a clock comes, the soonest first, rungs of one moment as the ladder has them: before = due minus offset, at = due, after = due
 * plus offset, which counts only the time in which somebody owed the duty and it was not paused. A rung that would come no later than the start is left
 * out, as a warning is. Of those before the due moment that passed while it stood still the last is told, unless the due moment has passed with them.
 */
export function rungMomentsOf({ ladder }: { readonly ladder: readonly LadderRung[] }, calendar: WorkCalendar, clock: Climber): readonly RungMoment[] {
  const rungs = rungsFor(ladder, clock.kind, clock.serviceClass)
    .map(({ code, offset }) => ({ code, at: momentOf(offset, calendar, clock), isBefore: offset.when === 'before' }))
    .filter(({ at, isBefore }) => !isBefore || at > clock.startedAt)
    .sort((a, b) => a.at - b.at)
  const { climbsFrom } = clock
  const passed = climbsFrom === undefined ? [] : rungs.filter(({ at, isBefore }) => isBefore && at <= climbsFrom)
  const last = climbsFrom !== undefined && climbsFrom < clock.dueAt ? passed.at(-1) : undefined
  const isReached = (code: string): boolean => clock.rungs?.some((reached) => reached.code === code) === true
  return rungs.filter((rung) => rung === last || !passed.includes(rung) || isReached(rung.code)).map(({ code, at }) => ({ code, at }))
}

/** The next rung that was not reached, or null at the top of the ladder. */
export const nextRungOf = ({ ladder, rungs }: Pick<Clock, 'ladder' | 'rungs'>): RungMoment | null =>
  ladder.find(({ code }) => !rungs.some((reached) => reached.code === code)) ?? null

function momentOf(offset: LadderOffset, calendar: WorkCalendar, clock: Climber): Instant {
  const { dueAt } = clock
  switch (offset.when) {
    case 'at':
      return dueAt
    case 'before':
      return momentBefore(calendar, dueAt, offset)
    case 'after':
      return momentAfter(calendar, offset, clock)
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

function momentAfter(calendar: WorkCalendar, { amount, unit }: Duration, clock: Climber): Instant {
  const { dueAt } = clock
  const counted = addDuration(calendar, dueAt, { amount, unit })
  let at = counted.ok ? counted.value : byTheWall(dueAt, amount, unit)
  for (const still of standstills(clock)) {
    if (still.to <= dueAt) continue
    // One that began while there still was time is over for the ladder at the due moment: only what lies beyond it holds the lateness.
    const from = instant(Math.max(still.from, dueAt))
    if (from < at) at = heldBy(calendar, unit, at, { from, to: still.to })
  }
  return at
}

/** What was left when it began to stand still comes after that: working time for working units. */
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
