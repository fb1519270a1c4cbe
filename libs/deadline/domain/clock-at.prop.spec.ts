import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, instant, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import type { ClockEvent, DutyKind, ServiceClass } from '@tongban/deadline/contract'
import { isWorkingUnit, type WorkCalendar } from '@tongban/worktime/contract'
import { isWorkingMoment } from '@tongban/worktime/domain'
import fc from 'fast-check'
import type { Clock } from './clock.js'
import { clockAt } from './clock-at.js'
import { fireClock } from './decide/fire-clock.js'
import { grantExtension } from './decide/grant-extension.js'
import { pauseClock } from './decide/pause-clock.js'
import { reopenClock } from './decide/reopen-clock.js'
import { rescheduleClock } from './decide/reschedule-clock.js'
import { resumeClock } from './decide/resume-clock.js'
import { satisfyClock } from './decide/satisfy-clock.js'
import { at, CALENDAR, CLIMBING, startedEvent } from './deadline.spec-support.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { evolve } from './evolve.js'

type Step = { readonly name: 'pause' | 'resume' | 'grant' | 'reschedule' | 'satisfy' | 'reopen' | 'fire'; readonly minutes: number; readonly hours: number }

const scenarios = fc.record({
  kind: fc.constantFrom<DutyKind>('promise', 'sign', 'contact'),
  serviceClass: fc.constantFrom<ServiceClass>('help_suggestion', 'consultation', 'livelihood', 'complex'),
  startMinute: fc.integer({ min: 0, max: 20 * 24 * 60 }),
  steps: fc.array(
    fc.record({
      name: fc.constantFrom<Step['name']>('pause', 'resume', 'resume', 'grant', 'reschedule', 'satisfy', 'reopen', 'fire'),
      minutes: fc.integer({ min: 0, max: 2 * 24 * 60 }),
      hours: fc.integer({ min: 1, max: 60 }),
    }),
    { maxLength: 8 },
  ),
  look: fc.integer({ min: -600, max: 20 * 24 * 60 }),
})

function decided(clock: Clock, { name, hours }: Step, moment: Instant): readonly ClockEvent[] {
  const reason = '测试'
  const result = {
    pause: () => pauseClock(clock, { at: moment, reason }),
    resume: () => resumeClock(clock, { at: moment }, CLIMBING),
    grant: () => grantExtension(clock, { at: moment, until: plus(clock.dueAt, hours * HOUR_MS), reason }, CLIMBING),
    reschedule: () => rescheduleClock(clock, { at: moment, serviceClass: 'consultation', policy: DEFAULT_POLICY, calendar: CALENDAR, reason }),
    satisfy: () => satisfyClock(clock, { at: moment }),
    reopen: () => reopenClock(clock, { at: moment, reason }),
    fire: () => ({ ok: true as const, value: fireClock(clock, moment) }),
  }[name]()
  return result.ok ? result.value : []
}

/** Counted one minute after another: how many lie between two moments of whole minutes. */
function minutesBetween(calendar: WorkCalendar, working: boolean, from: Instant, to: Instant): number {
  let count = 0
  for (let minute = from; minute < to; minute = plus(minute, MINUTE_MS)) if (!working || isWorkingMoment(calendar, minute)) count += 1
  return count
}

describe('a clock at any moment, past or ahead', () => {
  it('has the minutes left that are counted one by one, to the due moment known then, from where it had run to', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(scenarios, ({ kind, serviceClass, startMinute, steps, look }) => {
        let moment = plus(at('2026-09-20 00:00'), startMinute * MINUTE_MS)
        const start = moment
        let clock = evolve(null, startedEvent(kind, serviceClass, start, CLIMBING))
        // What was true as it happened, kept beside: the clock itself remembers only by its log.
        const history: { readonly from: Instant; readonly clock: Clock }[] = [{ from: start, clock }]
        for (const step of steps) {
          moment = plus(moment, step.minutes * MINUTE_MS)
          clock = decided(clock, step, moment).reduce<Clock>(evolve, clock)
          history.push({ from: moment, clock })
        }
        const seen = plus(start, look * MINUTE_MS)
        const then = history.findLast(({ from }) => from <= seen)?.clock
        const told = clockAt(clock, seen, CALENDAR)
        if (then === undefined) {
          expect([told.state, told.overdueSince]).toEqual([null, null])
          return
        }
        expect([told.state, told.dueAt]).toEqual([then.state, then.dueAt])
        let ranTo = seen
        if (then.state === 'paused') ranTo = then.pausedAt
        if (then.state === 'satisfied' || then.state === 'cancelled') ranTo = then.heldFrom?.at ?? then.finishedAt
        expect(told.remainingWallMinutes).toBe(minutesBetween(CALENDAR, false, ranTo, then.dueAt))
        expect(told.remainingMinutes).toBe(minutesBetween(CALENDAR, isWorkingUnit(clock.limit.unit), ranTo, then.dueAt))
        // What was done in time stays in time, whatever it is counted anew to afterwards.
        const isLate = then.overdueAt !== null || (then.state === 'satisfied' ? then.lateByMs !== null : ranTo >= then.dueAt)
        expect(told.overdueSince !== null).toBe(isLate)
        reached.add(`${then.state} ${isLate ? 'late' : 'in time'} ${then === clock ? 'ahead' : 'past'}`)
        expect([...told.reached, ...told.ahead].map(({ code }) => code).sort()).toEqual([...new Set([...clock.ladder, ...clock.rungs].map(({ code }) => code))].sort())
      }),
      { numRuns: 1500 },
    )
    for (const state of ['running', 'paused', 'satisfied']) for (const when of ['past', 'ahead']) expect([...reached].join(';')).toMatch(new RegExp(`${state} [a-z ]+ ${when}`))
  })

  it('goes on as it is: what it will say a day ahead is what it says when that day has come', () => {
    fc.assert(
      fc.property(scenarios, ({ kind, serviceClass, startMinute, look }) => {
        const start = plus(at('2026-09-20 00:00'), startMinute * MINUTE_MS)
        const clock = evolve(null, startedEvent(kind, serviceClass, start, CLIMBING))
        const seen = plus(start, Math.abs(look) * MINUTE_MS)
        const rung = fireClock(clock, seen).reduce<Clock>(evolve, clock)
        expect(clockAt(rung, seen, CALENDAR)).toEqual(clockAt(clock, seen, CALENDAR))
        expect(instant(seen + DAY_MS)).toBeGreaterThan(seen)
      }),
      { numRuns: 500 },
    )
  })
})
