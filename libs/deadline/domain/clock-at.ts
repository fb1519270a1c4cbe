import { instant, MINUTE_MS, type Instant } from '@tongban/kernel/core'
import type { ClockState } from '@tongban/deadline/contract'
import { isWorkingUnit, type WorkCalendar } from '@tongban/worktime/contract'
import { workMsBetween } from '@tongban/worktime/domain'
import { holdsLateness, isOpen, lastingPause, type Clock, type RungMoment } from './clock.js'
import { computeDueAt } from './compute-term.js'

/** How a clock stood, or will stand if nothing happens, at one moment. */
export type ClockAt = {
  readonly at: Instant
  /** Null before its start. */
  readonly state: ClockState | null
  /** The due moment as it was known then. */
  readonly dueAt: Instant
  /** Whole minutes left, cut off, in the time the limit is counted in; 0 once it has run out. A pause or its end holds them. */
  readonly remainingMinutes: number
  /** The same by the wall clock. */
  readonly remainingWallMinutes: number
  /** Null while it had not run out: the moment it did, on record whatever became of its due moment. */
  readonly overdueSince: Instant | null
  /** Whole minutes gone by since the due moment by the wall clock, pauses left out; 0 in time. */
  readonly lateMinutes: number
  readonly reached: readonly RungMoment[]
  readonly ahead: readonly RungMoment[]
}

export function clockAt(clock: Clock, at: Instant, calendar: WorkCalendar): ClockAt {
  const dueAt = dueKnownAt(clock, at, calendar)
  const { state, ranTo, judgedAt } = standing(clock, at)
  const leftMs = Math.max(0, dueAt - ranTo)
  const ownMs = isWorkingUnit(clock.limit.unit) ? workMsBetween(calendar, ranTo, instant(Math.max(ranTo, dueAt))) : leftMs
  const reached = clock.rungs.filter((rung) => rung.at <= at)
  const isReached = ({ code }: RungMoment): boolean => reached.some((rung) => rung.code === code)
  // Of a moment nobody has rung for yet (a moment ahead, or a worker asleep): what its own moments say.
  const unrung = isOpen(clock) && state === 'running' ? clock.ladder.filter((rung) => !clock.rungs.some(({ code }) => code === rung.code) && rung.at <= ranTo) : []
  return {
    at, state, dueAt,
    remainingMinutes: Math.floor(ownMs / MINUTE_MS),
    remainingWallMinutes: Math.floor(leftMs / MINUTE_MS),
    overdueSince: overdueSince(clock, at, dueKnownAt(clock, judgedAt, calendar), ranTo),
    lateMinutes: Math.floor(lateMs(clock, dueKnownAt(clock, judgedAt, calendar), ranTo) / MINUTE_MS),
    reached: [...reached, ...unrung],
    // One that was reached later, and that the ladder of another class no longer has, was ahead all the same.
    ahead: [...clock.ladder, ...clock.rungs.filter(({ code }) => !clock.ladder.some((rung) => rung.code === code))].filter((rung) => !isReached(rung) && !unrung.includes(rung)),
  }
}

type Change = { readonly at: Instant; readonly before: Instant | undefined; readonly after: Instant | undefined }

/** Undoes what moved the due moment after `at`, the last first. A pause of an older row does not say where it was due before: then it is counted. */
function dueKnownAt(clock: Clock, at: Instant, calendar: WorkCalendar): Instant {
  const changes: Change[] = [
    ...clock.adjustments.flatMap((each): Change[] => {
      if (each.kind === 'carried') return []
      return each.kind === 'pause' ? [{ at: each.to, before: each.dueBefore, after: each.dueAfter }] : [{ at: each.at, before: each.dueBefore, after: each.dueAfter }]
    }),
    ...clock.reschedules.map((each): Change => ({ at: each.at, before: each.dueBefore, after: each.dueAfter })),
  ].sort((a, b) => a.at - b.at)
  const undone = changes.find((change) => change.at > at)
  if (undone === undefined) return clock.dueAt
  if (undone.before !== undefined) return undone.before
  const earlier = changes.findLast((change) => change.at <= at)
  if (earlier?.after !== undefined) return earlier.after
  const counted = computeDueAt(calendar, { ...clock, adjustments: clock.adjustments.filter((each) => (each.kind === 'pause' ? each.to : each.at) <= at) })
  return counted.ok ? counted.value : clock.dueAt
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
