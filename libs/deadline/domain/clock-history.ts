import type { Instant } from '@tongban/kernel/core'
import type { Adjustment, Clock, ClockBasis } from './clock.js'

/** One thing that moved the due moment. `before` and `after` undefined: an older row does not say. */
type Change = {
  readonly at: Instant
  readonly before: Instant | undefined
  readonly after: Instant | undefined
  /** How many of the clock's adjustments and counts had happened by then. */
  readonly adjustments: number
  readonly reschedules: number
  /** Of a count anew: what the clock was counted by until then; null where an older row does not say. Undefined: no count. */
  readonly basis?: ClockBasis | null
}

/** A clock as it was known at a moment. */
type Known = {
  /** Nothing has moved its due moment since. */
  readonly isPresent: boolean
  /** Null: to be counted, a pause of an older row does not say where it was due before. */
  readonly dueAt: Instant | null
  /** What it was counted by; null where nothing kept it. */
  readonly basis: ClockBasis | null
  /** What had happened to it by then. */
  readonly log: Pick<Clock, 'adjustments' | 'reschedules' | 'reopenings'>
}

export const basisOf = ({ serviceClass, limit, policyVersion, calendarVersion }: ClockBasis): ClockBasis => ({ serviceClass, limit, policyVersion, calendarVersion })

/** Undoes what happened to the clock after `at`. */
export function knownAt(clock: Clock, at: Instant): Known {
  const changes = historyOf(clock)
  const index = changes.findIndex((change) => change.at > at)
  const undone = changes[index]
  const { adjustments, reschedules } = clock
  const reopenings = clock.reopenings.filter((each) => each.at <= at)
  if (undone === undefined) return { isPresent: true, dueAt: clock.dueAt, basis: basisOf(clock), log: { adjustments, reschedules, reopenings } }
  return {
    isPresent: false,
    dueAt: undone.before ?? changes[index - 1]?.after ?? null,
    basis: basisAfter(clock, changes.slice(index)),
    log: { adjustments: adjustments.slice(0, undone.adjustments), reschedules: reschedules.slice(0, undone.reschedules), reopenings },
  }
}

/** What a clock was counted by when its adjustment of that place was made; null where nothing kept it. */
export const basisOfAdjustment = (clock: Pick<Clock, 'adjustments' | 'reschedules'> & ClockBasis, place: number): ClockBasis | null =>
  basisAfter(clock, historyOf(clock).filter(({ adjustments }) => adjustments > place))

/** Until the next count anew it was what that count took over; without one it is what it is. */
function basisAfter(clock: ClockBasis, changes: readonly Change[]): ClockBasis | null {
  const next = changes.find(({ basis }) => basis !== undefined)
  return next === undefined ? basisOf(clock) : (next.basis ?? null)
}

/** In the order it happened, which at one and the same moment only the counts know. What is given with a duty at its start moves nothing. */
function historyOf({ adjustments, reschedules }: Pick<Clock, 'adjustments' | 'reschedules'>): readonly Change[] {
  const changes: Change[] = []
  let taken = 0
  const take = (until: number, counts: number): void => {
    const moves = adjustments.slice(taken, until).flatMap((each, place): Change[] =>
      each.kind === 'carried' ? [] : [{ at: momentOf(each), before: each.dueBefore, after: each.dueAfter, adjustments: taken + place, reschedules: counts }],
    )
    changes.push(...moves)
    taken = Math.max(taken, until)
  }
  for (const [counts, { at, dueBefore, dueAfter, adjustmentsBefore, before }] of reschedules.entries()) {
    take(adjustmentsBefore ?? adjustments.filter((each) => momentOf(each) <= at).length, counts)
    changes.push({ at, before: dueBefore, after: dueAfter, adjustments: taken, reschedules: counts, basis: before ?? null })
  }
  take(adjustments.length, reschedules.length)
  return changes
}

const momentOf = (each: Adjustment): Instant => (each.kind === 'pause' ? each.to : each.at)
