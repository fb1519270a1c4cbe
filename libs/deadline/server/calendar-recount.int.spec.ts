import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SystemPrincipal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, type CaseCommandBody, type CaseSnapshot, type CommandOptions, type CommandOutcome } from '@tongban/case/contract'
import { snapshotOf } from '@tongban/case/domain'
import { HOUR_MS, ok, plainDate, plus, refuse, type Result } from '@tongban/kernel/core'
import type { OrgDirectory } from '@tongban/org/contract'
import { Background, ConsumerRunner, createLogger, EventConsumers, Metrics } from '@tongban/platform/server'
import { FakeClock, PEOPLE } from '@tongban/testing/server'
import { CALENDAR_CHANGED, WorkCalendars, type CalendarScope, type WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'
import { CalendarChangedListener } from './calendar-changed.listener.js'
import { CalendarRunningClocks } from './calendar-running-clocks.js'
import { at, DeadlineUnderTest, OFFICE } from './deadline.spec-support.js'
import { LivingCase } from './living-case.spec-support.js'
import { RecountChangedCalendars, RecountParts } from './recount-changed-calendars.js'
import { RecountClocks } from './recount-clocks.js'
import { RecountStore } from './recount-store.js'

let deadline: DeadlineUnderTest
const MONDAY = at('2026-11-16 09:00')
const LATER = plus(MONDAY, HOUR_MS)
const logger = createLogger('test', 'silent')
/** Outbox ids: each event of this file is its own. */
let event = 0
const CITY: CalendarScope = { divisionCode: null, unitId: null }

const closedOn = (version: number, ...dates: string[]): WorkCalendar => {
  const exceptions = dates.map((date) => ({ date: plainDate(date), kind: 'off' as const, name: '暴雪停工', spans: null, source: '市政府通知' }))
  const built = buildWorkCalendar({ code: 'office', version, hours: [DEFAULT_OFFICE_HOURS], exceptions })
  if (!built.ok) throw new Error(built.refusal.code)
  return built.value
}
const SNOW = closedOn(2, '2026-11-17', '2026-11-18')

class Calendars extends WorkCalendars {
  present = SNOW

  override calendarFor(): WorkCalendar {
    return this.present
  }
}

/** The cases of a test, alive; and the door of case, which remembers its keys as the real one does. */
class City extends CaseCommands {
  readonly cases = new Map<string, LivingCase>()
  readonly answered = new Map<string, CommandOutcome>()
  given = 0
  /** Answers so many times that somebody else was quicker. */
  conflicts = 0
  /** A case that cannot be changed, whoever tries how often. */
  broken: string | null = null
  /** Dies before it answers: what was done stays done. */
  dies = false

  override async execute(name: string, target: unknown, given: unknown, _actor: unknown, options: CommandOptions = {}): Promise<Result<CommandOutcome>> {
    const body = given as CaseCommandBody<'recount'>
    const living = this.cases.get((target as { caseId: string }).caseId)
    const key = options.idempotency?.key ?? ''
    const before = this.answered.get(key)
    if (before !== undefined) return ok({ ...before, repeated: true })
    if (living?.state.id === this.broken) throw new Error('broken')
    if (living === undefined || name !== 'recount') throw new Error(`${name} of nobody`)
    if (this.conflicts > 0) {
      this.conflicts -= 1
      return refuse('CONFLICT')
    }
    if (body.version !== living.state.version) return refuse('CASE_VERSION_STALE')
    await living.give('recount', { by: PEOPLE.system, body, at: LATER })
    const { id: caseId, number, version, status, round } = living.state
    const outcome = { caseId, number, version, status, round, repeated: false, extra: null }
    this.answered.set(key, outcome)
    this.given += 1
    if (this.dies) throw new Error('killed')
    return ok(outcome)
  }

  override file(): never {
    throw new Error('Nobody files here')
  }

  override nextNumber(): never {
    throw new Error('Nobody files here')
  }
}

class TheSystem extends SystemPrincipal {
  override principal() {
    return PEOPLE.system
  }
}

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(() => deadline.close())

async function worldWith(count: number) {
  await deadline.database.query('DELETE FROM deadline_clock')
  await deadline.database.query('DELETE FROM deadline_recount')
  const city = new City()
  for (let n = 0; n < count; n += 1) {
    const living = await LivingCase.filed(deadline, MONDAY)
    city.cases.set(living.state.id, living)
  }
  const lookup = {
    snapshots: (ids: readonly string[]): Promise<CaseSnapshot[]> =>
      Promise.resolve(ids.flatMap((id) => [city.cases.get(id)].filter((living) => living !== undefined).map((living) => snapshotOf(living.state)))),
  } as unknown as CaseLookup
  const calendars = new Calendars()
  const store = new RecountStore(deadline.database, deadline.config)
  const recounts = new RecountClocks(deadline.store, deadline.policies, calendars)
  const clock = new FakeClock('2026-11-16T02:00:06.000Z')
  const task = new RecountChangedCalendars(new RecountParts(store, recounts, lookup, city, calendars, new TheSystem()), new Background(), clock, logger)
  const preview = new CalendarRunningClocks(store, recounts, lookup, { unit: () => null } as unknown as OrgDirectory, clock)
  const runner = new ConsumerRunner(deadline.database, new Metrics(), logger, deadline.config.cityCode)
  const listener = new CalendarChangedListener(new EventConsumers(), store)
  const tell = (changeId: string, scopes: readonly CalendarScope[] = [CITY], id = (event += 1)) =>
    runner.run(listener, [{ id, type: CALENDAR_CHANGED, subjectId: changeId, at: LATER, data: { scopes, reason: '暴雪停工', changedBy: 'u' }, traceId: 't' }])
  return { city, task, tell, preview, calendars, clock }
}

const promiseOf = async (living: LivingCase) => (await deadline.clocks(living.state.id)).get(`promise ${living.lead.id}`)
const jobs = (): Promise<{ cases: number; clocks: number; done_at: number | null }[]> => deadline.database.query('SELECT cases, clocks, done_at FROM deadline_recount')

describe('a calendar change', () => {
  it('moves running clocks once, and says so, however often it is told and worked through', async () => {
    const { city, task, tell } = await worldWith(3)
    const change = deadline.ids.next()
    await tell(change)
    await tell(change)
    expect(await task.run()).toBe(3)
    expect(await task.run()).toBe(0)
    expect(city.given).toBe(3)
    for (const living of city.cases.values()) {
      const promise = await promiseOf(living)
      expect([promise?.dueAt, promise?.reschedules]).toEqual([
        at('2026-11-25 09:00'), [expect.objectContaining({ dueBefore: at('2026-11-23 09:00'), dueAfter: at('2026-11-25 09:00'), reason: '工作日历调整：暴雪停工' })],
      ])
      expect(living.state.promiseDueAt).toBe(at('2026-11-25 09:00'))
    }
    expect(await jobs()).toMatchObject([{ cases: 3, done_at: expect.any(Number) }])
  })

  it('waits until no process can start a clock by the old calendar any more', async () => {
    const { task, tell, clock } = await worldWith(1)
    clock.advance(-1)
    await tell(deadline.ids.next())
    expect(await task.run()).toBe(0)
    clock.advance(1)
    expect(await task.run()).toBe(1)
  })

  it('leaves alone what does not move: no trace without a difference', async () => {
    const { city, task, tell, calendars } = await worldWith(2)
    calendars.present = closedOn(3, '2027-06-01')
    await tell(deadline.ids.next())
    expect(await task.run()).toBe(0)
    expect(city.given).toBe(0)
    for (const living of city.cases.values()) expect((await promiseOf(living))?.reschedules).toEqual([])
  })

  it('of another county, or of a unit, moves nobody else', async () => {
    const { city, task, tell } = await worldWith(2)
    await tell(deadline.ids.next(), [{ divisionCode: '150526', unitId: null }, { divisionCode: '150521', unitId: 'unit-1' }])
    expect([await task.run(), city.given]).toEqual([0, 0])
  })

  it('goes on where a killed worker stopped: what was counted is not counted twice', async () => {
    const { city, task, tell } = await worldWith(3)
    await tell(deadline.ids.next())
    city.dies = true
    await expect(task.run()).rejects.toThrow('killed')
    city.dies = false
    await task.run()
    expect(city.given).toBe(3)
    for (const living of city.cases.values()) expect((await promiseOf(living))?.reschedules).toHaveLength(1)
  })

  it('leaves a case that cannot be counted as it was after a few tries, and goes on with all the others and the next change', async () => {
    const { city, task, tell } = await worldWith(3)
    const [broken, ...others] = [...city.cases.values()].sort((a, b) => (a.state.id < b.state.id ? -1 : 1))
    city.broken = broken?.state.id ?? null
    await tell(deadline.ids.next())
    for (let time = 0; time < 10; time += 1) await task.run().catch(() => undefined)
    for (const living of others) expect((await promiseOf(living))?.reschedules).toHaveLength(1)
    expect(await jobs()).toMatchObject([{ done_at: expect.any(Number) }])
  })

  it('counts anew when somebody acts on the case meanwhile, and does not give up the page for it', async () => {
    const { city, task, tell } = await worldWith(2)
    await tell(deadline.ids.next())
    city.conflicts = 2
    expect(await task.run()).toBe(2)
  })

  it('is previewed without a trace: how many follow it, how many move, and the soonest by name', async () => {
    const { city, preview } = await worldWith(4)
    const seen = await preview.preview([{ scope: CITY, before: OFFICE, after: SNOW }], 2)
    // A sign clock, a call and a promise each, for lead and assists; only promises reach beyond Monday.
    expect([seen.earlier, seen.later, seen.moved.length]).toEqual([0, 4, 2])
    expect(seen.running).toBeGreaterThan(seen.later)
    expect(seen.moved.every(({ kind, dueBefore, dueAfter }) => kind === 'promise' && dueBefore === at('2026-11-23 09:00') && dueAfter === at('2026-11-25 09:00'))).toBe(true)
    for (const living of city.cases.values()) expect((await promiseOf(living))?.dueAt).toBe(at('2026-11-23 09:00'))
  })
})
