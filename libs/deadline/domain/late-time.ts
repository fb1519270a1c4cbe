import { instant, plus, type Instant } from '@tongban/kernel/core'
import { holdsLateness, type Clock } from './clock.js'

/** From a moment up to another, half-open. */
export type Stretch = { readonly from: Instant; readonly to: Instant }

export type StandsStill = Pick<Clock, 'startedAt' | 'dueAt' | 'adjustments'> & Partial<Pick<Clock, 'reopenings' | 'reschedules'>> & {
  /** When others owed the same promise beyond its due moment, before this clock began. */
  readonly owedBefore?: readonly Stretch[]
}

/**
 * Stretches in which lateness did not grow for the ladder (docs/adr/0016): nobody owed the duty, or it was not late by the due moment it has now. A pause,
 * a reply that lay with the reviewer, the time from a due moment to a clock that begins or is counted anew behind it. In their order, none touching another.
 */
export function standstills({ startedAt, dueAt, adjustments, reopenings = [], reschedules = [], owedBefore = [] }: StandsStill): readonly Stretch[] {
  const begunDue = adjustments.find((each) => each.kind === 'carried')?.dueAfter ?? dueAt
  const begunLate = begunDue < startedAt ? without({ from: begunDue, to: startedAt }, owedBefore) : []
  // A late promise whose shelving ends gets its due moment moved by the shelving: what stood still before moves along.
  const moves = adjustments.flatMap((each) => (each.kind === 'pause' && each.dueBefore !== undefined && each.dueAfter !== undefined && each.dueBefore < each.from ? [{ from: each.from, by: each.dueAfter - each.dueBefore }] : []))
  const along = (stretch: Stretch): Stretch => moves.reduce((was, { from, by }) => (was.to <= from ? { from: plus(was.from, by), to: plus(was.to, by) } : was), stretch)
  return joined([
    ...begunLate.map(along),
    ...adjustments.filter(holdsLateness).map(({ from, to }) => ({ from, to })),
    ...reopenings.map(({ at, satisfiedAt }) => along({ from: satisfiedAt, to: at })),
    ...reschedules.filter((each) => each.dueAfter < each.at).map((each) => along({ from: each.dueAfter, to: each.at })),
  ])
}

/** When a clock of the same promise was owed and running, up to `until`. */
export function owedStretches(clock: Clock, until: Instant): readonly Stretch[] {
  const end = clock.state === 'running' ? until : clock.state === 'paused' ? clock.pausedAt : (clock.heldFrom?.at ?? clock.finishedAt)
  return clock.startedAt < end ? without({ from: clock.startedAt, to: instant(Math.min(end, until)) }, standstills(clock)) : []
}

export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = []
  for (const each of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && each.from <= last.to) all[all.length - 1] = { from: last.from, to: instant(Math.max(last.to, each.to)) }
    else if (each.from < each.to) all.push(each)
  }
  return all
}

function without(whole: Stretch, holes: readonly Stretch[]): readonly Stretch[] {
  const left: Stretch[] = []
  let { from } = whole
  for (const hole of joined(holes)) {
    if (hole.to <= from) continue
    if (hole.from >= whole.to) break
    if (hole.from > from) left.push({ from, to: hole.from })
    from = hole.to
  }
  return from < whole.to ? [...left, { from, to: whole.to }] : left
}

/** Promises owed before by whoever had the case: the due moment this clock was given is the one they had. */
export const promisesBefore = (clock: Clock, others: readonly Clock[]): readonly Clock[] => {
  const carried = clock.kind === 'promise' ? clock.adjustments.find((each) => each.kind === 'carried') : undefined
  if (carried?.kind !== 'carried' || carried.dueAfter > clock.startedAt) return []
  return others.filter(({ id, kind, startedAt, dueAt }) => id !== clock.id && kind === 'promise' && startedAt < clock.startedAt && dueAt === carried.dueAfter)
}

/** From when on a clock climbs with the due moment it has; undefined while nothing of its ladder has been passed over. */
export function climbsFromOf({ startedAt, dueAt, adjustments, reopenings, reschedules }: Clock): Instant | undefined {
  const anew = [...reopenings, ...reschedules].map(({ at }) => at)
  const moved = adjustments.map((each) => (each.kind === 'pause' ? each.to : each.at))
  const last = Math.max(startedAt, ...anew, ...moved.filter((at) => dueAt <= at))
  return last > startedAt || dueAt <= startedAt ? instant(last) : undefined
}
