import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, instant, MINUTE_MS, plainDate, plus, type Instant } from '@tongban/kernel/core'
import type { ClockEvent, DutyKind, ServiceClass } from '@tongban/deadline/contract'
import { isWorkingUnit, type WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, isWorkingMoment } from '@tongban/worktime/domain'
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
import { at, CALENDAR, CLIMBING, startedEvent, valueOf } from './deadline.spec-support.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { evolve } from './evolve.js'

type Step = {
  readonly name: 'pause' | 'resume' | 'grant' | 'urgency' | 'calendar' | 'satisfy' | 'reopen' | 'fire'
  readonly minutes: number
  readonly hours: number
  readonly serviceClass: ServiceClass
}

const revised = (version: number, kind: 'off' | 'work', ...dates: string[]): WorkCalendar =>
  valueOf(
    buildWorkCalendar({
      ...CALENDAR, version,
      exceptions: [...CALENDAR.exceptions.filter(({ date }) => !dates.includes(date)), ...dates.map((date) => ({ date: plainDate(date), kind, name: '调整', spans: null, source: '市政府通知' }))],
    }),
  )
/** What the calendar was, what it was changed to, and what that was changed to. */
const REVISIONS: readonly WorkCalendar[] = [
  CALENDAR, revised(4, 'off', '2026-09-21', '2026-09-22', '2026-09-29', '2026-10-08', '2026-10-13'), revised(5, 'work', '2026-09-26', '2026-09-27', '2026-10-03', '2026-10-11'),
]
const revision = (version: number): WorkCalendar => REVISIONS.find((each) => each.version === version) ?? CALENDAR

const scenarios = fc.record({
  kind: fc.constantFrom<DutyKind>('promise', 'sign', 'contact'),
  serviceClass: fc.constantFrom<ServiceClass>('help_suggestion', 'consultation', 'livelihood', 'complex'),
  startMinute: fc.integer({ min: 0, max: 20 * 24 * 60 }),
  steps: fc.array(
    fc.record({
      name: fc.constantFrom<Step['name']>('pause', 'resume', 'resume', 'grant', 'urgency', 'urgency', 'calendar', 'satisfy', 'reopen', 'fire'),
      serviceClass: fc.constantFrom<ServiceClass>('consultation', 'complex', 'livelihood', 'emergency', 'help_suggestion'),
      minutes: fc.integer({ min: 0, max: 2 * 24 * 60 }),
      hours: fc.integer({ min: 1, max: 60 }),
    }),
    { maxLength: 8 },
  ),
  look: fc.integer({ min: -600, max: 20 * 24 * 60 }),
})

/** `calendar`: the one in force, which is another after each step that changes it. */
function decided(clock: Clock, { name, hours, ...step }: Step, moment: Instant, calendar: WorkCalendar): readonly ClockEvent[] {
  const reason = '测试'
  const rules = { ...CLIMBING, calendar }
  const recounted = (serviceClass: ServiceClass) => rescheduleClock(clock, { at: moment, serviceClass, policy: DEFAULT_POLICY, calendar, reason })
  const result = {
    pause: () => pauseClock(clock, { at: moment, reason }),
    resume: () => resumeClock(clock, { at: moment }, rules),
    grant: () => grantExtension(clock, { at: moment, until: plus(clock.dueAt, hours * HOUR_MS), reason }, rules),
    urgency: () => recounted(step.serviceClass),
    calendar: () => recounted(clock.serviceClass),
    satisfy: () => satisfyClock(clock, { at: moment }),
    reopen: () => reopenClock(clock, { at: moment, reason }, rules),
    fire: () => ({ ok: true as const, value: fireClock(clock, moment) }),
  }[name]()
  // What is owed is told, whether or not somebody is refused.
  return result.ok ? result.value : fireClock(clock, moment)
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
        let changes = 0
        for (const step of steps) {
          moment = plus(moment, step.minutes * MINUTE_MS)
          if (step.name === 'calendar') changes += 1
          clock = decided(clock, step, moment, REVISIONS[changes % REVISIONS.length] ?? CALENDAR).reduce<Clock>(evolve, clock)
          history.push({ from: moment, clock })
        }
        const seen = plus(start, look * MINUTE_MS)
        const then = history.findLast(({ from }) => from <= seen)?.clock
        const told = clockAt(clock, seen, REVISIONS[changes % REVISIONS.length] ?? CALENDAR, { policy: DEFAULT_POLICY, calendarOf: ({ calendarVersion }) => revision(calendarVersion) })
        if (then === undefined) {
          expect([told.state, told.overdueSince]).toEqual([null, null])
          return
        }
        expect([told.state, told.dueAt]).toEqual([then.state, then.dueAt])
        let ranTo = seen
        if (then.state === 'paused') ranTo = then.pausedAt
        if (then.state === 'satisfied' || then.state === 'cancelled') ranTo = then.heldFrom?.at ?? then.finishedAt
        expect(told.remainingWallMinutes).toBe(minutesBetween(CALENDAR, false, ranTo, then.dueAt))
        // By the limit and the calendar of then, not by those of today.
        expect([told.isKnown, told.remainingMinutes]).toEqual([true, minutesBetween(revision(then.calendarVersion), isWorkingUnit(then.limit.unit), ranTo, then.dueAt)])
        // What was done in time stays in time, whatever it is counted anew to afterwards.
        const isLate = then.overdueAt !== null || (then.state === 'satisfied' ? then.lateByMs !== null : ranTo >= then.dueAt)
        expect(told.overdueSince !== null).toBe(isLate)
        reached.add(`${then.state} ${isLate ? 'late' : 'in time'} ${then === clock ? 'ahead' : 'past'}`)
        if (then.limit.unit !== clock.limit.unit) reached.add('another unit')
        if (then.calendarVersion !== clock.calendarVersion && isWorkingUnit(then.limit.unit)) reached.add('another calendar')
        // The rungs that were in force then: those of its class of then, at their moments of then.
        expect(told.ahead).toEqual(then.ladder.filter(({ code }) => !told.reached.some((each) => each.code === code)))
        expect(told.reached.map(({ code }) => code)).toEqual(expect.arrayContaining(then.rungs.filter((rung) => rung.at <= seen).map(({ code }) => code)))
      }),
      { numRuns: 1500 },
    )
    for (const state of ['running', 'paused', 'satisfied']) for (const when of ['past', 'ahead']) expect([...reached].join(';')).toMatch(new RegExp(`${state} [a-z ]+ ${when}`))
    expect([...reached]).toEqual(expect.arrayContaining(['another unit', 'another calendar']))
  })

  it('says that it does not know what a count of an older version took over, and guesses nothing', () => {
    const start = at('2026-11-16 09:00')
    const clock = evolve(null, startedEvent('promise', 'help_suggestion', start, CLIMBING))
    const raised = decided(clock, { name: 'urgency', serviceClass: 'complex', minutes: 0, hours: 1 }, plus(start, HOUR_MS), CALENDAR).reduce<Clock>(evolve, clock)
    const old = { ...raised, reschedules: raised.reschedules.map(({ before: _before, ...each }) => each) }
    const past = { policy: DEFAULT_POLICY, calendarOf: () => CALENDAR }
    expect(clockAt(old, plus(start, MINUTE_MS), CALENDAR, past)).toMatchObject({ isKnown: false, dueAt: clock.dueAt, remainingMinutes: null, remainingWallMinutes: 7 * 24 * 60 - 1, ahead: [] })
    expect(clockAt(old, plus(start, 2 * HOUR_MS), CALENDAR, past)).toMatchObject({ isKnown: true, remainingMinutes: 15 * 24 * 60 - 120 })
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
