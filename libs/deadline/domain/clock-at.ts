import { MINUTE_MS, type Instant } from '@tongban/kernel/core'
import type { ClockState } from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { workMsBetween } from '@tongban/worktime/domain'
import { holdsLateness, isOpen, lastingPause, type Clock, type ClockBasis, type RungMoment } from './clock.js'
import { basisOf, knownAt } from './clock-history.js'
import { computeDueAt } from './compute-term.js'
import type { DeadlinePolicy } from './deadline-policy.js'
import { rungMomentsOf } from './ladder.js'
import { climbsFromOf } from './late-time.js'

/** How a clock stood, or will stand if nothing happens, at one moment. */
export type ClockAt = {
  readonly at: Instant
  /** Null before its start. */
  readonly state: ClockState | null
  /** The due moment as it was known then. */
  readonly dueAt: Instant
  /** False: it was counted anew since by an older version, which did not keep what it was counted by then. */
  readonly isKnown: boolean
  /** Whole minutes left, cut off, in the time its limit of then is counted in; 0 once it has run out. A pause or its end holds them. Null: not known. */
  readonly remainingMinutes: number | null
  /** The same by the wall clock. */
  readonly remainingWallMinutes: number
  /** Its limit of then counts working time. */
  readonly isWorkingTime: boolean
  /** Null while it had not run out: the moment it did, on record whatever became of its due moment. */
  readonly overdueSince: Instant | null
  /** Whole minutes gone by since the due moment by the wall clock, pauses left out; 0 in time. */
  readonly lateMinutes: number
  readonly reached: readonly RungMoment[]
  /** The rungs that were still to come, as they were known then. */
  readonly ahead: readonly RungMoment[]
}

/** What tells how a clock stood before it was counted anew: the version of the table it was set by, and calendars as they were (null: not remembered). */
export type PastRules = { readonly policy: Pick<DeadlinePolicy, 'version' | 'ladder'>; readonly calendarOf: (basis: ClockBasis) => WorkCalendar | null }

/** `calendar`: the one in force for it today. Without `past` a clock is told by the limit and the ladder it has now. */
export function clockAt(clock: Clock, at: Instant, calendar: WorkCalendar, past: PastRules | null = null): ClockAt {
  const then = thenOf(clock, at, calendar, past)
  const { state, ranTo, judgedAt } = standing(clock, at)
  const judgedDueAt = judgedAt === at ? then.dueAt : thenOf(clock, judgedAt, calendar, past).dueAt
  const leftMs = Math.max(0, then.dueAt - ranTo)
  const reached = clock.rungs.filter((rung) => rung.at <= at)
  // Of a moment nobody has rung for yet (a moment ahead, or a worker asleep): what its own moments say. Whatever moved a clock has told what it owed first.
  const unrung = then.isPresent && isOpen(clock) && state === 'running' ? clock.ladder.filter((rung) => !clock.rungs.some(({ code }) => code === rung.code) && rung.at <= ranTo) : []
  const come = [...reached, ...unrung]
  return {
    at, state, dueAt: then.dueAt,
    isKnown: then.basis !== null,
    remainingMinutes: leftMs === 0 ? 0 : ownMinutes(then, ranTo),
    remainingWallMinutes: Math.floor(leftMs / MINUTE_MS),
    isWorkingTime: then.basis !== null && isWorkingUnit(then.basis.limit.unit),
    overdueSince: overdueSince(clock, judgedAt, judgedDueAt, ranTo),
    lateMinutes: Math.floor(lateMs(clock, judgedDueAt, ranTo) / MINUTE_MS),
    reached: come,
    ahead: then.ladder.filter(({ code }) => !come.some((rung) => rung.code === code)),
  }
}

type Then = {
  readonly isPresent: boolean
  readonly dueAt: Instant
  /** Null: nothing kept what it was counted by. */
  readonly basis: { readonly limit: Duration; readonly calendar: WorkCalendar } | null
  readonly ladder: readonly RungMoment[]
}

/** The clock as it was known at a moment: due when, counted by what, with which rungs. */
function thenOf(clock: Clock, at: Instant, calendar: WorkCalendar, past: PastRules | null): Then {
  const known = knownAt(clock, at)
  const isPresent = known.isPresent || past === null
  const basis = isPresent ? basisOf(clock) : known.basis
  const itsCalendar = basis === null ? null : calendarThen(clock, basis, isPresent, calendar, past)
  const counted = known.dueAt === null ? computeDueAt(itsCalendar ?? calendar, { ...clock, ...basis, adjustments: known.log.adjustments }) : null
  const dueAt = known.dueAt ?? (counted?.ok === true ? counted.value : clock.dueAt)
  if (basis === null || itsCalendar === null) return { isPresent: false, dueAt, basis: null, ladder: [] }
  const then = { isPresent: known.isPresent, dueAt, basis: { limit: basis.limit, calendar: itsCalendar } }
  if (past === null || (known.isPresent && known.log.reopenings.length === clock.reopenings.length)) return { ...then, ladder: clock.ladder }
  const its = { ...clock, ...basis, dueAt, ...known.log }
  // No count changes the version of a clock; should one have, its ladder is not this one.
  return { ...then, isPresent: false, ladder: basis.policyVersion === past.policy.version ? rungMomentsOf(past.policy, itsCalendar, { ...its, climbsFrom: climbsFromOf(its) }) : [] }
}

/** Whoever has ended or run out is counted anew no more: what happens to the calendar afterwards is nothing to it. */
function calendarThen(clock: Clock, basis: ClockBasis, isPresent: boolean, calendar: WorkCalendar, past: PastRules | null): WorkCalendar | null {
  if (past === null) return calendar
  if (!isPresent) return past.calendarOf(basis)
  return isOpen(clock) && clock.overdueAt === null ? calendar : (past.calendarOf(basis) ?? calendar)
}

function ownMinutes({ basis, dueAt }: Then, ranTo: Instant): number | null {
  if (basis === null) return null
  return Math.floor((isWorkingUnit(basis.limit.unit) ? workMsBetween(basis.calendar, ranTo, dueAt) : dueAt - ranTo) / MINUTE_MS)
}

/**
 * Its state then, and the moment it had run to: a pause and an end hold it. `judgedAt`: whose due moment says whether it is late; what was done in time
 * is not made late by a count that came after.
 */
function standing(clock: Clock, at: Instant): { readonly state: ClockState | null; readonly ranTo: Instant; readonly judgedAt: Instant } {
  if (at < clock.startedAt) return { state: null, ranTo: clock.startedAt, judgedAt: at }
  const pause = clock.adjustments.find((each) => each.kind === 'pause' && each.from <= at && at < each.to)
  const lasting = lastingPause(clock)
  const held = pause?.kind === 'pause' ? pause.from : lasting !== null && lasting.at <= at ? lasting.at : null
  const satisfied = clock.reopenings.find((each) => each.satisfiedAt <= at && at < each.at)
  if (satisfied !== undefined) return { state: 'satisfied', ranTo: held ?? satisfied.satisfiedAt, judgedAt: satisfied.satisfiedAt }
  if (!isOpen(clock) && clock.finishedAt <= at) return { state: clock.state, ranTo: held ?? clock.finishedAt, judgedAt: clock.finishedAt }
  return held === null ? { state: 'running', ranTo: at, judgedAt: at } : { state: 'paused', ranTo: held, judgedAt: at }
}

/** One sent back after its due moment is late from that moment on, but while it lay answered it was in time. */
function overdueSince(clock: Clock, at: Instant, dueAt: Instant, ranTo: Instant): Instant | null {
  if (clock.overdueAt !== null && clock.overdueAt <= at) return clock.overdueAt
  return clock.overdueAt === null && ranTo >= dueAt && at >= clock.startedAt ? dueAt : null
}

function lateMs({ adjustments }: Clock, dueAt: Instant, ranTo: Instant): number {
  const held = adjustments.reduce((sum, each) => {
    if (!holdsLateness(each)) return sum
    return sum + Math.max(0, Math.min(each.to, ranTo) - Math.max(each.from, dueAt))
  }, 0)
  return Math.max(0, ranTo - dueAt - held)
}
