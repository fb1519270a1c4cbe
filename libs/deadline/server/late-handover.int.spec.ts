import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { FakeClock, PEOPLE, UNITS } from '@tongban/testing/server'
import { at, DeadlineUnderTest } from './deadline.spec-support.js'
import { LivingCase } from './living-case.spec-support.js'

let deadline: DeadlineUnderTest

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(async () => {
  await deadline.close()
})

/** Help: promised on Monday the 16th for Monday the 23rd at nine; 日常 on the 24th, 挂牌 on the 26th, 约谈与联合 on the 30th, if nothing comes between. */
const MONDAY = at('2026-11-16 09:00')
const PROMISE = at('2026-11-23 09:00')
const TOP = at('2026-11-30 09:00')
const fire = (now: Instant): Promise<number> => deadline.fireClocks(new FakeClock()).fire(now, 1_000)
const shown = (ms: unknown): string => new Date(Number(ms) + 8 * 60 * MINUTE_MS).toISOString().slice(5, 16).replace('T', ' ')

/** What was told of the promise of an assignment, in the order it was told. */
const toldOf = async (living: LivingCase, assignmentId: string): Promise<string[]> =>
  (await deadline.told(living.state.id, ['clock.warned.v1', 'clock.overdue.v1', 'clock.rung_reached.v1']))
    .filter(({ data }) => data.assignmentId === assignmentId && data.kind === 'promise')
    .map(({ type, data }) => `${type === 'clock.rung_reached.v1' ? (data.rung as { code: string }).code : type} ${shown(data.at)}`)

const reassign = (living: LivingCase, leadUnitId: string, moment: Instant): Promise<void> =>
  living.give('reassign', { by: PEOPLE.dispatcher, at: moment, body: { leadUnitId, reason: '位于相邻镇辖区', wrongDispatch: true } })

describe('a late case that is handed to another unit', () => {
  it('tells the new unit that it is late, since when the promise ran out, and climbs on where the case stood: nothing at once, nothing again', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const first = living.lead.id
    await fire(at('2026-11-25 10:00'))
    expect((await toldOf(living, first)).slice(-2)).toEqual(['overdue 11-23 09:00', 'routine 11-24 09:00'])
    await reassign(living, UNITS.otherTownship, at('2026-11-25 10:00'))
    await fire(at('2026-11-25 10:00'))
    expect(await toldOf(living, living.lead.id)).toEqual(['clock.overdue.v1 11-23 09:00', 'overdue 11-25 10:00'])
    expect((await living.clocks('promise', living.lead.id))[0]).toMatchObject({ overdueAt: PROMISE, startedAt: at('2026-11-25 10:00') })
    await fire(at('2026-12-30 10:00'))
    expect((await toldOf(living, living.lead.id)).slice(2)).toEqual(['listed 11-26 09:00', 'interview 11-30 09:00'])
    expect((await toldOf(living, first)).filter((each) => /listed|interview/.test(each))).toEqual([])
  })

  it('at the top of its ladder has nothing of it told again', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    await fire(at('2026-12-02 10:00'))
    await reassign(living, UNITS.otherTownship, at('2026-12-02 10:00'))
    await fire(at('2027-03-02 10:00'))
    expect(await toldOf(living, living.lead.id)).toEqual(['clock.overdue.v1 11-23 09:00', 'overdue 12-02 10:00'])
    const [clock] = await living.clocks('promise', living.lead.id)
    expect(clock?.rungs.map(({ code }) => code)).toEqual(['early_warning', 'key_supervision', 'routine', 'listed', 'interview', 'overdue'])
  })

  it('again and again comes to the top of its ladder when it would have come there with one, each rung once', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const assignments = [living.lead.id]
    for (let hours = 1; plus(PROMISE, hours * 60 * MINUTE_MS) < TOP; hours += 5) {
      const moment = plus(PROMISE, hours * 60 * MINUTE_MS)
      await reassign(living, assignments.length % 2 === 0 ? UNITS.township : UNITS.otherTownship, moment)
      await fire(moment)
      assignments.push(living.lead.id)
    }
    await fire(plus(TOP, MINUTE_MS))
    expect(assignments.length).toBeGreaterThan(20)
    const told = (await Promise.all(assignments.map((id) => toldOf(living, id)))).flat()
    expect(told.filter((each) => /^(routine|listed|interview) /.test(each))).toEqual(['routine 11-24 09:00', 'listed 11-26 09:00', 'interview 11-30 09:00'])
    // Each of the two units is urged once.
    expect(told.filter((each) => each.startsWith('overdue '))).toEqual(['overdue 11-23 09:00', 'overdue 11-23 10:00'])
  })

  it('is told the same while no worker is awake: each rung to whoever had the case when it came', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const first = living.lead.id
    await reassign(living, UNITS.otherTownship, at('2026-11-23 15:00'))
    const second = living.lead.id
    await reassign(living, UNITS.township, at('2026-11-25 15:00'))
    const third = living.lead.id
    await fire(at('2026-11-25 15:00'))
    expect([(await toldOf(living, first)).at(-1), await toldOf(living, second), await toldOf(living, third)]).toEqual([
      'overdue 11-23 09:00', ['clock.overdue.v1 11-23 09:00', 'overdue 11-23 15:00', 'routine 11-24 09:00'], ['clock.overdue.v1 11-23 09:00'],
    ])
  })

  it('by a faster ladder climbs that from its own start: its orders do not come in one instant', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    await fire(at('2026-11-25 10:00'))
    // Late already, so its clock keeps its class; who takes it over goes by that of the case.
    living.state = { ...living.state, urgency: 'emergency' }
    await reassign(living, UNITS.otherTownship, at('2026-11-25 10:00'))
    await fire(at('2026-12-25 10:00'))
    expect((await living.clocks('promise', living.lead.id))[0]).toMatchObject({ serviceClass: 'emergency', dueAt: PROMISE })
    expect((await toldOf(living, living.lead.id)).slice(1)).toEqual(['fast_overdue 11-25 10:00', 'fast_routine 11-25 11:00', 'fast_listed 11-25 16:00', 'fast_interview 11-26 10:00'])
  })

  it('by way of the pool goes on where it stood: while nobody owes the reply another clock runs, and this one waits', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const first = living.lead.id
    // A working day and half an hour late: 日常 was told.
    await fire(at('2026-11-24 09:30'))
    await living.give('recall', { by: PEOPLE.dispatcher, at: at('2026-11-24 09:30'), body: { assignmentId: first, reason: '派单依据有误' } })
    await living.give('dispatch', { by: PEOPLE.dispatcher, at: at('2026-12-08 09:30'), body: { leadUnitId: UNITS.township } })
    expect(living.lead.id).not.toBe(first)
    await fire(at('2026-12-08 09:30'))
    expect(await toldOf(living, living.lead.id)).toEqual(['clock.overdue.v1 11-23 09:00'])
    await fire(at('2027-01-08 09:30'))
    expect((await toldOf(living, living.lead.id)).slice(1)).toEqual(['listed 12-10 09:00', 'interview 12-14 09:00'])
  })
})
