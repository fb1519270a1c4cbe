import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, instant, MINUTE_MS, plus, type Instant, type Result } from '@tongban/kernel/core'
import {
  DUTY_KINDS,
  clockEventSchema,
  clockExplanationSchema,
  SERVICE_CLASSES,
  type ClockEvent,
  type DutyKind,
  type ServiceClass,
} from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS, workMsBetween } from '@tongban/worktime/domain'
import fc from 'fast-check'
import { isOpen, type Clock } from './clock.js'
import { computeDueAt, type ClockRules } from './compute-term.js'
import { countTime } from './counted-time.js'
import { cancelClock } from './decide/cancel-clock.js'
import { extendClock } from './decide/extend-clock.js'
import { fireClock } from './decide/fire-clock.js'
import { grantExtension } from './decide/grant-extension.js'
import { pauseClock } from './decide/pause-clock.js'
import { reopenClock } from './decide/reopen-clock.js'
import { rescheduleClock } from './decide/reschedule-clock.js'
import { resumeClock } from './decide/resume-clock.js'
import { satisfyClock } from './decide/satisfy-clock.js'
import { at, CALENDAR, startedEvent, valueOf } from './deadline.spec-support.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { evolve, replayClock } from './evolve.js'
import { explainClock } from './explain-clock.js'
import { nextFiresAt } from './next-fires-at.js'

/** Different hours every weekday, and half days: the calendar that day arithmetic finds hardest. */
const UNEVEN: WorkCalendar = valueOf(
  buildWorkCalendar({
    ...CALENDAR,
    code: 'uneven',
    hours: [
      {
        ...DEFAULT_OFFICE_HOURS,
        week: [
          [{ startMinute: 480, endMinute: 1080 }],
          [{ startMinute: 0, endMinute: 1440 }],
          [],
          [
            { startMinute: 600, endMinute: 601 },
            { startMinute: 1200, endMinute: 1440 },
          ],
          [{ startMinute: 510, endMinute: 720 }],
          [{ startMinute: 540, endMinute: 600 }],
          [],
        ],
      },
    ],
  }),
)

type Step = {
  readonly name: 'fire' | 'satisfy' | 'cancel' | 'pause' | 'resume' | 'resume_to' | 'extend' | 'grant' | 'reschedule' | 'reopen'
  readonly afterMs: number
  readonly pick: number
}

const stepArbitrary = (names: readonly Step['name'][]): fc.Arbitrary<Step> =>
  fc.record({
    name: fc.constantFrom(...names),
    // Mostly hours and days apart; sometimes at once, and sometimes on a machine whose clock jumped back.
    afterMs: fc.oneof(
      fc.integer({ min: 0, max: 4 * HOUR_MS }),
      fc.integer({ min: 0, max: 4 * DAY_MS }),
      fc.constant(0),
      fc.integer({ min: -HOUR_MS, max: -1 }),
    ),
    pick: fc.nat(1000),
  })

// Endings are rare, so that sequences get long.
const ANY_STEP = stepArbitrary([
  'fire',
  'fire',
  'pause',
  'pause',
  'resume',
  'resume',
  'resume',
  'resume_to',
  'extend',
  'grant',
  'reschedule',
  'satisfy',
  'reopen',
  'reopen',
  'cancel',
])
const scenarioArbitrary = fc.record({
  calendar: fc.constantFrom(CALENDAR, UNEVEN),
  kind: fc.constantFrom<DutyKind>(...DUTY_KINDS),
  serviceClass: fc.constantFrom<ServiceClass>(...SERVICE_CLASSES),
  startedAt: fc.integer({ min: 0, max: 40 * DAY_MS }).map((ms) => plus(at('2026-09-15 00:00'), ms)),
  steps: fc.array(ANY_STEP, { maxLength: 14 }),
})
type Scenario = typeof scenarioArbitrary extends fc.Arbitrary<infer T> ? T : never

function decide(clock: Clock, step: Step, moment: Instant, rules: ClockRules): Result<readonly ClockEvent[]> {
  const reason = '测试'
  switch (step.name) {
    case 'fire':
      return { ok: true, value: fireClock(clock, moment) }
    case 'satisfy':
      return satisfyClock(clock, { at: moment })
    case 'reopen':
      return reopenClock(clock, { at: moment, reason }, rules)
    case 'cancel':
      return cancelClock(clock, { at: moment, reason })
    case 'pause':
      return pauseClock(clock, { at: moment, reason })
    case 'resume':
      return resumeClock(clock, { at: moment }, rules)
    case 'resume_to':
      return resumeClock(clock, { at: moment, dueAt: plus(clock.dueAt, (step.pick - 300) * HOUR_MS) }, rules)
    case 'grant':
      return grantExtension(clock, { at: moment, until: plus(clock.dueAt, (step.pick - 100) * HOUR_MS), reason }, rules)
    case 'extend': {
      const by: Duration = { amount: 1 + (step.pick % (clock.limit.amount + 1)), unit: clock.limit.unit }
      return extendClock(clock, { at: moment, by, reason }, rules)
    }
    case 'reschedule': {
      const serviceClass = SERVICE_CLASSES[step.pick % SERVICE_CLASSES.length] ?? 'complex'
      return rescheduleClock(clock, { at: moment, serviceClass, policy: DEFAULT_POLICY, calendar: rules.calendar, reason })
    }
  }
}

function run(
  { calendar, kind, serviceClass, startedAt, steps }: Scenario,
  check?: (before: Clock, after: Clock, moment: Instant) => void,
): { events: ClockEvent[]; clock: Clock } {
  const events = [startedEvent(kind, serviceClass, startedAt, { calendar, ladder: DEFAULT_POLICY.ladder })]
  let clock = events.reduce<Clock | null>(evolve, null)
  if (clock === null) throw new Error('Not started')
  let moment = startedAt
  for (const step of steps) {
    moment = plus(moment, step.afterMs)
    const before = clock
    const frozen = JSON.stringify(before)
    const decided = decide(clock, step, moment, { calendar, warnRules: DEFAULT_POLICY.warnRules, ladder: DEFAULT_POLICY.ladder })
    expect(JSON.stringify(before)).toBe(frozen)
    if (!decided.ok) continue
    events.push(...decided.value)
    clock = decided.value.reduce<Clock>(evolve, clock)
    check?.(before, clock, moment)
  }
  return { events, clock }
}

const countOf = (events: readonly ClockEvent[], type: ClockEvent['type']): number => events.filter((event) => event.type === type).length

describe('a clock under any sequence of commands', () => {
  it('stays valid', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        const { events, clock } = run(scenario, (before, now) => {
          expect(isOpen(before) || now === before || before.state === 'satisfied').toBe(true)
          if (before.state === 'satisfied' && now.state !== 'satisfied') {
            expect(now.dueAt).toBe(before.dueAt)
            // Behind its due moment it warns of nothing.
            expect(now.warnAt).toBe(before.warnedAt === null && now.dueAt <= now.lastAt ? null : before.warnAt)
          }
          // Counted anew, what is done stays done as it was: in time or late.
          if (before.state === 'satisfied' && now.state === 'satisfied') {
            expect([now.finishedAt, now.lateByMs, now.overdueAt, now.warnedAt, now.rungs]).toEqual([before.finishedAt, before.lateByMs, before.overdueAt, before.warnedAt, before.rungs])
          }
          expect(now.lastAt).toBeGreaterThanOrEqual(before.lastAt)
          expect(now.warnAt === null || now.warnAt < now.dueAt).toBe(true)
          expect(now.startedAt).toBe(scenario.startedAt)
          if (before.overdueAt !== null) {
            expect(now.overdueAt).toBe(before.overdueAt)
            // Only a ruling moves the due moment of a clock that has run out, and never to an earlier one.
            if (now.adjustments.length === before.adjustments.length) expect(now.dueAt).toBe(before.dueAt)
            expect(now.dueAt).toBeGreaterThanOrEqual(before.dueAt)
          }
          if (before.warnedAt !== null) expect(now.warnedAt).toBe(before.warnedAt)
          if (before.state === 'paused' && now.state === 'running') expect(now.dueAt).toBeGreaterThanOrEqual(before.dueAt)
        })
        reached.add(`${clock.state} ${clock.overdueAt === null ? 'in time' : 'overdue'}`)
        // Overdue is dated by the due moment, which may have passed before the clock went on.
        const inOrder = events.filter(({ type }) => type !== 'clock.overdue.v1')
        for (const [index, event] of inOrder.entries()) expect(event.at).toBeGreaterThanOrEqual(inOrder[index - 1]?.at ?? event.at)
        const wasMoved = clock.adjustments.some((each) => each.kind === 'extension' || (each.kind === 'pause' && each.dueAfter !== undefined))
        if (clock.state === 'satisfied' && clock.lateByMs !== null) expect(clock.overdueAt).not.toBeNull()
        if (clock.state === 'satisfied' && !wasMoved) expect(clock.lateByMs !== null).toBe(clock.overdueAt !== null)
        if (clock.overdueAt !== null && !wasMoved) expect(clock.overdueAt).toBeGreaterThanOrEqual(clock.dueAt)
        expect(nextFiresAt(clock) === null || isOpen(clock)).toBe(true)
      }),
      { numRuns: 3000 },
    )
    // Nothing above is proved of states that were never reached.
    for (const state of ['running', 'satisfied', 'cancelled'])
      for (const fact of ['in time', 'overdue']) expect(reached).toContain(`${state} ${fact}`)
    for (const fact of ['in time', 'overdue']) expect(reached).toContain(`paused ${fact}`)
  })

  it('is due where a computation from its start, pauses and extensions says', () => {
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        const { clock } = run(scenario)
        expect(computeDueAt(scenario.calendar, clock)).toEqual({ ok: true, value: clock.dueAt })
      }),
      { numRuns: 3000 },
    )
  })

  it('warns and turns overdue at most once, and exactly once when it is left to run', () => {
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        const { events, clock } = run(scenario)
        const later = plus(clock.dueAt, 400 * DAY_MS)
        const all = [...events, ...fireClock(clock, later)]
        expect(countOf(all, 'clock.warned.v1')).toBeLessThanOrEqual(1)
        expect(countOf(all, 'clock.overdue.v1')).toBeLessThanOrEqual(1)
        if (clock.state === 'running') {
          expect(countOf(all, 'clock.overdue.v1')).toBe(1)
          if (clock.warnAt !== null && clock.overdueAt === null) expect(countOf(all, 'clock.warned.v1')).toBe(1)
          const settled = all.reduce<Clock | null>(evolve, null)
          expect(settled === null ? null : nextFiresAt(settled)).toBeNull()
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('reaches each rung once, the orders in their order and no two in one instant', () => {
    const isOrder = (code: string): boolean => DEFAULT_POLICY.ladder.some((rung) => rung.code === code && rung.offset.when === 'after')
    let orders = 0
    fc.assert(
      fc.property(scenarioArbitrary, (drawn) => {
        // A moment somebody names may lie anywhere.
        const scenario = { ...drawn, steps: drawn.steps.filter(({ name }) => name !== 'resume_to') }
        const { events, clock } = run(scenario)
        const all = [...events, ...fireClock(clock, plus(clock.dueAt, 400 * DAY_MS))]
        const rungs = all.flatMap((event) => (event.type === 'clock.rung_reached.v1' ? [event] : []))
        expect(new Set(rungs.map(({ code }) => code)).size).toBe(rungs.length)
        const told = rungs.filter(({ code }) => isOrder(code))
        orders += told.length
        for (const [index, { at: moment }] of told.entries()) {
          expect(moment).toBeGreaterThan(all.find(({ type }) => type === 'clock.overdue.v1')?.at ?? moment)
          if (index > 0) expect(moment).toBeGreaterThan(told[index - 1]?.at ?? moment)
        }
      }),
      { numRuns: 2000 },
    )
    expect(orders).toBeGreaterThan(1000)
  })

  it('writes the same log whether its alarms ring in time, late or not at all', () => {
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        const steps = scenario.steps.filter(({ name }) => name !== 'fire').map((step) => ({ ...step, afterMs: Math.abs(step.afterMs) }))
        const ringing = steps.flatMap((step) => {
          const half = Math.floor(step.afterMs / 2)
          const fire: Step = { name: 'fire', afterMs: half, pick: 0 }
          return [fire, { ...step, afterMs: step.afterMs - half }]
        })
        const silent = run({ ...scenario, steps })
        const rung = run({ ...scenario, steps: ringing })
        const last = plus(instant(Math.max(silent.clock.lastAt, rung.clock.lastAt)), 100 * DAY_MS)
        expect([...rung.events, ...fireClock(rung.clock, last)]).toEqual([...silent.events, ...fireClock(silent.clock, last)])
      }),
      { numRuns: 2000 },
    )
  })

  it('is the same clock when its stored events are read back and replayed', () => {
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        const { events, clock } = run(scenario)
        const stored = JSON.stringify(events)
        expect(replayClock(clockEventSchema.array().parse(JSON.parse(stored)))).toEqual(clock)
      }),
      { numRuns: 1000 },
    )
  })

  it('is rung by alarms alone exactly at the moments it asks for', () => {
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        const { clock: from } = run({ ...scenario, steps: [] })
        let clock: Clock = from
        for (let next = nextFiresAt(clock); next !== null; next = nextFiresAt(clock)) {
          expect(fireClock(clock, instant(next - 1))).toEqual([])
          const events = fireClock(clock, next)
          expect(events.length).toBeGreaterThan(0)
          expect(new Set(events.map(({ at: moment }) => moment))).toEqual(new Set([next]))
          clock = events.reduce<Clock>(evolve, clock)
        }
        expect([clock.warnedAt, clock.overdueAt]).toEqual([clock.warnAt, clock.dueAt])
        expect(clock.rungs).toEqual(clock.ladder)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('an explanation', () => {
  /** The whole limit with its extension, for units that are an amount of time. */
  const limitMs = ({ limit, adjustments }: Clock): number => {
    const unitMs = limit.unit === 'calendar_day' ? DAY_MS : MINUTE_MS
    return (
      (limit.amount +
        adjustments.reduce((sum, each) => sum + (each.kind === 'extension' && each.by?.unit === limit.unit ? each.by.amount : 0), 0)) *
      unitMs
    )
  }
  const undisturbed = fc.array(stepArbitrary(['fire', 'pause', 'resume', 'resume', 'extend', 'satisfy']), { maxLength: 12 })

  it('counts minutes that sum to the limit', () => {
    let compared = 0
    fc.assert(
      fc.property(scenarioArbitrary, undisturbed, (scenario, steps) => {
        const { clock } = run({ ...scenario, steps })
        if (clock.state === 'paused' || (clock.state === 'satisfied' && clock.heldFrom !== null)) return
        const { data } = explainClock(clock, DEFAULT_POLICY, scenario.calendar)
        expect(data.counted.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(data.countedMinutes)
        expect(data.counted.flatMap(({ spans }) => spans).reduce((sum, { minutes }) => sum + minutes, 0)).toBe(data.countedMinutes)
        if (clock.limit.unit === 'work_day') return
        compared += 1
        expect(countTime(clock, scenario.calendar).ms).toBe(limitMs(clock))
        expect(data.countedMinutes * MINUTE_MS).toBe(limitMs(clock))
      }),
      { numRuns: 3000 },
    )
    expect(compared).toBeGreaterThan(1000)
  })

  it('of working days counts exactly the working time between start and due moment outside its pauses', () => {
    fc.assert(
      fc.property(scenarioArbitrary, undisturbed, (scenario, steps) => {
        const { clock } = run({ ...scenario, kind: 'promise', serviceClass: 'help_suggestion', steps })
        if (clock.state !== 'running') return
        const between = (from: Instant, to: Instant): number => workMsBetween(scenario.calendar, from, to)
        // A pause of a clock that had run out takes nothing from the time before.
        const upToDue = (moment: Instant): Instant => instant(Math.min(moment, clock.dueAt))
        const paused = clock.adjustments.reduce((sum, each) => (each.kind === 'pause' ? sum + between(upToDue(each.from), upToDue(each.to)) : sum), 0)
        expect(countTime(clock, scenario.calendar).ms).toBe(between(clock.startedAt, clock.dueAt) - paused)
      }),
      { numRuns: 1000 },
    )
  })

  it('has the contract’s shape, is told the same way twice, and never doubts a clock set by the same calendar', () => {
    fc.assert(
      fc.property(scenarioArbitrary, (scenario) => {
        const { clock } = run(scenario)
        const explanation = explainClock(clock, DEFAULT_POLICY, scenario.calendar)
        expect(clockExplanationSchema.parse(explanation)).toEqual(explanation)
        expect(explainClock(clock, DEFAULT_POLICY, scenario.calendar)).toEqual(explanation)
        expect(explanation.sentences.some((sentence) => sentence.includes('不一致'))).toBe(false)
        for (const day of explanation.data.counted) {
          if (isWorkingUnit(clock.limit.unit))
            expect(workMsBetween(scenario.calendar, at(`${day.date} 00:00`), plus(at(`${day.date} 00:00`), DAY_MS))).toBeGreaterThan(0)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
