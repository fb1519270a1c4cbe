import { assertNever, instant } from '@tongban/kernel/core'
import type { ClockEvent, ClockEventOf } from '@tongban/deadline/contract'
import { isOpen, lastingPause, type Clock, type OpenClock, type SatisfiedClock } from './clock.js'
import { basisOf } from './clock-history.js'

/** The clock after an event. Throws on an event that cannot follow: a log that no decision wrote is a bug, not a state. */
export function evolve(clock: Clock | null, event: ClockEvent): Clock {
  if (event.type === 'clock.started.v1') {
    if (clock !== null) throw new Error(`Clock ${clock.id} was started twice`)
    const { type: _type, clockId, at, carried, rungs: ladder, ...facts } = event
    return {
      ...facts,
      id: clockId,
      state: 'running',
      startedAt: at,
      lastAt: at,
      warnedAt: null,
      overdueAt: null,
      ladder,
      rungs: [],
      adjustments: carried === null ? [] : [{ kind: 'carried', at, dueBefore: carried.dueByLimit, dueAfter: event.dueAt, reason: carried.reason }],
      reschedules: [],
      reopenings: [],
    }
  }
  if (event.type === 'clock.reopened.v1' && clock?.state === 'satisfied' && clock.id === event.clockId) return reopened(clock, event)
  if (event.type === 'clock.rescheduled.v1' && clock?.state === 'satisfied' && clock.id === event.clockId) return { ...rescheduled(clock, event), lastAt: event.at }
  if (clock === null || !isOpen(clock) || clock.id !== event.clockId || event.type === 'clock.reopened.v1')
    throw new Error(`${event.type} cannot follow on ${clock?.state ?? 'nothing'}`)
  // Overdue is dated by the due moment, which may lie before the clock began or went on.
  return { ...evolveOpen(clock, event), lastAt: instant(Math.max(event.at, clock.lastAt)) }
}

export const replayClock = (events: readonly ClockEvent[]): Clock | null => events.reduce<Clock | null>(evolve, null)

function reopened(clock: SatisfiedClock, { at, reason, warnAt = clock.warnAt, rungs: ladder = clock.ladder }: ClockEventOf<'clock.reopened.v1'>): Clock {
  const reopenings = [...clock.reopenings, { at, satisfiedAt: clock.finishedAt, reason }]
  const open = { ...facts(clock), warnAt, ladder, reopenings, lastAt: at }
  const { heldFrom } = clock
  return heldFrom === null
    ? { ...open, state: 'running' }
    : { ...open, state: 'paused', pausedAt: heldFrom.at, pauseReason: heldFrom.reason }
}

type OpenClockEvent = Exclude<ClockEvent, { type: 'clock.started.v1' | 'clock.reopened.v1' }>

function evolveOpen(clock: OpenClock, event: OpenClockEvent): Clock {
  switch (event.type) {
    case 'clock.warned.v1':
      return { ...clock, warnedAt: event.at }
    case 'clock.overdue.v1':
      return { ...clock, overdueAt: event.at }
    case 'clock.rung_reached.v1':
      return { ...clock, rungs: [...clock.rungs, { code: event.code, at: event.at }] }
    case 'clock.satisfied.v1':
      return { ...facts(clock), state: 'satisfied', finishedAt: event.at, heldFrom: lastingPause(clock), lateByMs: event.lateByMs }
    case 'clock.cancelled.v1':
      return { ...facts(clock), state: 'cancelled', finishedAt: event.at, heldFrom: lastingPause(clock), cancelReason: event.reason }
    case 'clock.paused.v1':
      return { ...facts(clock), state: 'paused', pausedAt: event.at, pauseReason: event.reason }
    case 'clock.resumed.v1': {
      if (clock.state !== 'paused') throw new Error(`Clock ${clock.id} is not paused`)
      const pause = {
        kind: 'pause', from: clock.pausedAt, to: event.at, reason: clock.pauseReason, dueBefore: clock.dueAt, ...(event.isGiven ? { dueAfter: event.dueAt } : {}),
      } as const
      return {
        ...facts(clock),
        state: 'running',
        dueAt: event.dueAt,
        warnAt: event.warnAt,
        ladder: event.rungs,
        adjustments: [...clock.adjustments, pause],
      }
    }
    case 'clock.extended.v1': {
      const { at, by, lengthMs, reason, dueAt, warnAt, rungs: ladder } = event
      const grantedFor = { serviceClass: clock.serviceClass, limit: clock.limit, ...(lengthMs === undefined ? {} : { lengthMs }) }
      const extension = { kind: 'extension', at, by, dueBefore: clock.dueAt, dueAfter: dueAt, reason, grantedFor } as const
      return { ...clock, dueAt, warnAt, ladder, adjustments: [...clock.adjustments, extension] }
    }
    case 'clock.rescheduled.v1':
      return rescheduled(clock, event)
    default:
      return assertNever(event)
  }
}

function rescheduled<C extends OpenClock | SatisfiedClock>(clock: C, event: ClockEventOf<'clock.rescheduled.v1'>): C {
  const { at, reason, dueAt, warnAt, rungs: ladder, serviceClass, limit, policyVersion, calendarVersion } = event
  const reschedule = { at, dueBefore: clock.dueAt, dueAfter: dueAt, reason, adjustmentsBefore: clock.adjustments.length, before: basisOf(clock) }
  return { ...clock, serviceClass, limit, policyVersion, calendarVersion, dueAt, warnAt, ladder, reschedules: [...clock.reschedules, reschedule] }
}

/** Drops what belongs to one state only, so that a replayed clock has exactly the members of its state. */
function facts(clock: OpenClock | SatisfiedClock): Omit<Extract<Clock, { state: 'running' }>, 'state'> {
  const { id, caseId, assignmentId, subjectId, kind, serviceClass, cause, startedAt, limit, policyVersion, calendarVersion } = clock
  const { dueAt, warnAt, warnedAt, overdueAt, ladder, rungs, adjustments, reschedules, reopenings, lastAt } = clock
  return {
    id,
    caseId,
    assignmentId,
    subjectId,
    kind,
    serviceClass,
    cause,
    startedAt,
    limit,
    policyVersion,
    calendarVersion,
    dueAt,
    warnAt,
    warnedAt,
    overdueAt,
    ladder,
    rungs,
    adjustments,
    reschedules,
    reopenings,
    lastAt,
  }
}
