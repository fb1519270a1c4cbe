import { ok, type Instant, type Result } from '@tongban/kernel/core'
import type { ServiceClass } from '@tongban/deadline/contract'
import type { Duration, WorkCalendar } from '@tongban/worktime/contract'
import type { Adjustment, Clock, RungMoment } from './clock.js'
import { computeDueAt } from './compute-term.js'
import { rescheduleClock } from './decide/reschedule-clock.js'
import type { DeadlinePolicy } from './deadline-policy.js'
import { useOf, type ExtensionUse } from './extension.js'

/** What a clock is counted by: the version it started with, and the limit of its case by that version. */
export type CountedBy = { readonly policy: DeadlinePolicy; readonly calendar: WorkCalendar; readonly serviceClass: ServiceClass; readonly limit: Duration }
export type RecountedClock = {
  readonly limit: Duration; readonly dueAt: Instant; readonly warnAt: Instant | null; readonly rungs: readonly RungMoment[]
  /** What becomes of an extension it was granted, itself or with the promise it took over; null: none was. */
  readonly extension: ExtensionUse | null
}

type Recount = {
  readonly at: Instant
  readonly reason: string
  readonly countedBy: (clock: Clock) => Result<CountedBy>
  /** Every clock of the case, those that ended too: a promise that was handed on began with the first of them. */
  readonly all: readonly Clock[]
}

/**
 * An open clock counted anew from its original start: pauses give back what they gave, by the count of today; an extension holds to the moment it was
 * granted to, for somebody ruled on that, as long as the limit is the one it was granted for, and else counts as extension.ts says; what was left of a promise when it was handed on is counted from where that promise began. Null: it has run
 * out, and no edit takes that back. Refuses CLOCK_FINISHED, DEADLINE_POLICY_MISSING, NO_WORKING_TIME_AHEAD.
 */
export function recountClock(clock: Clock, recount: Recount): Result<RecountedClock | null> {
  const by = recount.countedBy(clock)
  if (!by.ok) return by
  const adjustments = countedAdjustments(clock, recount, [clock.id])
  if (!adjustments.ok) return adjustments
  const { at, reason } = recount
  const events = rescheduleClock({ ...clock, adjustments: adjustments.value }, { at, reason, ...by.value })
  if (!events.ok) return events.refusal.code === 'CLOCK_ALREADY_OVERDUE' ? ok(null) : events
  const event = events.value.find(({ type }) => type === 'clock.rescheduled.v1')
  if (event?.type !== 'clock.rescheduled.v1') return ok(null)
  return ok({ limit: event.limit, dueAt: event.dueAt, warnAt: event.warnAt, rungs: event.rungs, extension: extensionUse(clock, recount, by.value, [clock.id]) })
}

/** Moments that were counted by the limit of then are counted again; moments somebody named stay. */
function countedAdjustments(clock: Clock, recount: Recount, seen: readonly string[]): Result<readonly Adjustment[]> {
  const counted: Adjustment[] = []
  for (const each of clock.adjustments) {
    if (each.kind === 'pause') {
      const { dueAfter, ...pause } = each
      counted.push(dueAfter === undefined ? each : pause)
      continue
    }
    const origin = each.kind === 'carried' ? originOf(clock, each.dueAfter, recount.all, seen) : undefined
    if (origin === undefined) {
      counted.push(each)
      continue
    }
    const dueAfter = dueAnew(origin, recount, [...seen, origin.id])
    if (!dueAfter.ok) return dueAfter
    counted.push({ ...each, dueAfter: dueAfter.value } as Adjustment)
  }
  return ok(counted)
}

function extensionUse(clock: Clock, recount: Recount, by: CountedBy, seen: readonly string[]): ExtensionUse | null {
  const own = clock.adjustments.findLast((each) => each.kind === 'extension')
  if (own?.kind === 'extension') return useOf(own, by)
  const carried = clock.adjustments.find((each) => each.kind === 'carried')
  const origin = carried?.kind === 'carried' ? originOf(clock, carried.dueAfter, recount.all, seen) : undefined
  const itsBy = origin === undefined ? null : recount.countedBy(origin)
  return origin === undefined || itsBy?.ok !== true ? null : extensionUse(origin, recount, itsBy.value, [...seen, origin.id])
}

function dueAnew(clock: Clock, recount: Recount, seen: readonly string[]): Result<Instant> {
  const by = recount.countedBy(clock)
  if (!by.ok) return by
  const adjustments = countedAdjustments(clock, recount, seen)
  if (!adjustments.ok) return adjustments
  return computeDueAt(by.value.calendar, { startedAt: clock.startedAt, serviceClass: by.value.serviceClass, limit: by.value.limit, adjustments: adjustments.value })
}

/** The promise another unit had been given before, due at the moment that was handed on. */
const originOf = (clock: Clock, dueAfter: Instant, all: readonly Clock[], seen: readonly string[]): Clock | undefined =>
  clock.kind === 'promise'
    ? all.find((other) => other.kind === 'promise' && !seen.includes(other.id) && other.startedAt < clock.startedAt && other.dueAt === dueAfter)
    : undefined
