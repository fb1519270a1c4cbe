import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { snapshotOf } from '@tongban/case/domain'
import { DAY_MS, HOUR_MS, isoOf, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { FakeClock, PEOPLE, UNITS } from '@tongban/testing/server'
import { momentText, WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration, buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'
import type { Clock } from '../domain/index.js'
import { clockAt, explainClock, rungMomentsOf } from '../domain/index.js'
import { at, DeadlineUnderTest, OFFICE } from './deadline.spec-support.js'
import { LivingCase } from './living-case.spec-support.js'
import { RecountClocks } from './recount-clocks.js'

let deadline: DeadlineUnderTest
const REPLY_TEXT = '11月21日到现场，已更换路灯光源三盏，当晚亮灯。'
const MONDAY = at('2026-11-16 09:00')

class GivenCalendar extends WorkCalendars {
  constructor(private readonly calendar: WorkCalendar) {
    super()
  }

  override calendarFor(): WorkCalendar {
    return this.calendar
  }
}

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(() => deadline.close())

async function changeUrgency(living: LivingCase, urgency: 'emergency' | 'livelihood' | 'general' | 'complex', when: Instant, calendar = OFFICE): Promise<number> {
  const recounts = new RecountClocks(deadline.store, deadline.policies, new GivenCalendar(calendar))
  const counted = await recounts.ofCase(snapshotOf(living.state), { at: when, reason: '现场情况变化', urgency })
  if (!counted.ok) throw new Error(counted.refusal.code)
  await living.give('change_urgency', { by: PEOPLE.dispatcher, body: { urgency, reason: '现场情况变化', recounted: counted.value.recounted }, at: when })
  return counted.value.overdue
}

async function clock(living: LivingCase, key: string): Promise<Clock> {
  const found = (await deadline.clocks(living.state.id)).get(key)
  if (found === undefined) throw new Error(`No clock ${key}`)
  return found
}

const promiseOf = (living: LivingCase): Promise<Clock> => clock(living, `promise ${living.lead.id}`)

describe('a clock', () => {
  it('does not go wrong after a change of urgency: all of its case are counted from their original start', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const before = await promiseOf(living)
    await changeUrgency(living, 'livelihood', plus(MONDAY, 30 * MINUTE_MS))
    const after = await promiseOf(living)
    expect([after.startedAt, after.dueAt, after.serviceClass, after.limit]).toEqual([before.startedAt, plus(MONDAY, DAY_MS), 'livelihood', { amount: 1440, unit: 'minute' }])
    expect(after.reschedules).toMatchObject([{ dueBefore: before.dueAt, dueAfter: plus(MONDAY, DAY_MS), reason: '紧急程度改变：现场情况变化' }])
    expect((await clock(living, `sign ${living.lead.id}`)).dueAt).toBe(plus(MONDAY, HOUR_MS))
    // The case says what its clocks say.
    expect([living.state.promiseDueAt, living.lead.promiseDueAt, living.lead.signDueAt]).toEqual([plus(MONDAY, DAY_MS), plus(MONDAY, DAY_MS), plus(MONDAY, HOUR_MS)])
    // The ladder of the new class, not of the old one.
    expect(after.ladder).toEqual(rungMomentsOf(deadline.policies.version(1), OFFICE, after))
    expect(after.ladder.map(({ code }) => code)).toContain('fast_overdue')
  })

  it('does not go wrong after a change of urgency there and back: it is due when it was', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const before = await promiseOf(living)
    await changeUrgency(living, 'livelihood', plus(MONDAY, 10 * MINUTE_MS))
    await changeUrgency(living, 'general', plus(MONDAY, 20 * MINUTE_MS))
    const after = await promiseOf(living)
    expect([after.dueAt, after.warnAt, after.ladder, after.limit]).toEqual([before.dueAt, before.warnAt, before.ladder, before.limit])
  })

  it('raised to a moment that has passed is overdue at once, and told so once', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const now = plus(MONDAY, 5 * HOUR_MS)
    await changeUrgency(living, 'emergency', now)
    const fire = deadline.fireClocks(new FakeClock(isoOf(now)))
    await fire.fire(now, 1000)
    await fire.fire(now, 1000)
    const overdue = (await deadline.told(living.state.id)).filter(({ type, data }) => type === 'clock.overdue.v1' && data.kind === 'promise')
    expect(overdue.map(({ data }) => data.dueAt)).toEqual([plus(MONDAY, 2 * HOUR_MS)])
    expect((await promiseOf(living)).overdueAt).not.toBeNull()
  })

  it('that has run out is not taken back by a change of urgency', async () => {
    const living = await LivingCase.filed(deadline, MONDAY, { urgency: 'emergency' })
    const late = plus(MONDAY, 3 * HOUR_MS)
    await deadline.fireClocks(new FakeClock(isoOf(late))).fire(late, 1000)
    const before = await promiseOf(living)
    expect(await changeUrgency(living, 'general', late)).toBe(3)
    const after = await promiseOf(living)
    expect([after.dueAt, after.overdueAt, after.serviceClass]).toEqual([before.dueAt, before.overdueAt, 'emergency'])
  })

  it('does not go wrong after a change of urgency while it waits in the pool', async () => {
    const living = await LivingCase.filed(deadline, MONDAY, { waits: true })
    await changeUrgency(living, 'emergency', plus(MONDAY, MINUTE_MS))
    const dispatch = await clock(living, 'dispatch')
    expect([dispatch.dueAt, dispatch.serviceClass, living.state.dispatchDueAt]).toEqual([plus(MONDAY, 10 * MINUTE_MS), 'emergency', plus(MONDAY, 10 * MINUTE_MS)])
  })

  it('does not go wrong after a change of unit: what is left of the promise is what the citizen was promised, by either urgency', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const promised = (await promiseOf(living)).dueAt
    const handedOver = plus(MONDAY, 6 * HOUR_MS)
    await living.give('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.otherTownship, reason: '事发地在相邻镇', wrongDispatch: false }, at: handedOver })
    expect((await promiseOf(living)).dueAt).toBe(promised)
    await changeUrgency(living, 'complex', plus(handedOver, HOUR_MS))
    // Fifteen days from the day the citizen was promised an answer, not from the day it changed hands.
    expect((await promiseOf(living)).dueAt).toBe(plus(MONDAY, 15 * DAY_MS))
    await changeUrgency(living, 'general', plus(handedOver, 2 * HOUR_MS))
    expect((await promiseOf(living)).dueAt).toBe(promised)
  })

  it('that is done while its reply awaits review goes on by the new urgency when the reply is sent back, counted from its original start', async () => {
    for (const [urgency, due] of [['livelihood', plus(MONDAY, DAY_MS)], ['complex', plus(MONDAY, 15 * DAY_MS)]] as const) {
      const living = await LivingCase.filed(deadline, MONDAY)
      const lead = living.lead.id
      const promised = (await promiseOf(living)).dueAt
      await living.workedOn(plus(MONDAY, 10 * MINUTE_MS))
      await living.give('reply', { by: PEOPLE.handler, on: lead, at: plus(MONDAY, HOUR_MS), body: { text: REPLY_TEXT } })
      await changeUrgency(living, urgency, plus(MONDAY, 2 * HOUR_MS))
      const waiting = await clock(living, `promise ${lead}`)
      expect([waiting.state, waiting.dueAt, waiting.overdueAt, waiting.lastAt]).toEqual(['satisfied', due, null, plus(MONDAY, 2 * HOUR_MS)])
      // What the citizen was promised when the reply was given is what it is judged by.
      expect([living.state.promiseDueAt, living.of(UNITS.township).promiseDueAt]).toEqual([promised, due])
      await living.give('review', { by: PEOPLE.reviewer, body: { verdict: 'send_back', remarks: '没有现场照片' }, at: plus(MONDAY, 3 * HOUR_MS) })
      const reopened = await clock(living, `promise ${lead}`)
      expect([reopened.state, reopened.dueAt, reopened.serviceClass, living.state.promiseDueAt]).toEqual(['running', due, urgency, due])
      expect(reopened.ladder).toEqual(rungMomentsOf(deadline.policies.version(1), OFFICE, reopened))
      expect((await living.sentences('promise')).join('')).toContain('（当时已经完成，只在退回后适用）')
    }
  })

  it('that was done in time stays in time when the urgency is raised beyond its answer, and is overdue only from the moment it is sent back', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const lead = living.lead.id
    await living.workedOn(plus(MONDAY, 10 * MINUTE_MS))
    await living.give('reply', { by: PEOPLE.handler, on: lead, at: plus(MONDAY, 3 * HOUR_MS), body: { text: REPLY_TEXT } })
    await changeUrgency(living, 'emergency', plus(MONDAY, 4 * HOUR_MS))
    const now = plus(MONDAY, 5 * HOUR_MS)
    await deadline.fireClocks(new FakeClock(isoOf(now))).fire(now, 1000)
    const waiting = await clock(living, `promise ${lead}`)
    expect([waiting.state, waiting.overdueAt, waiting.state === 'satisfied' && waiting.lateByMs]).toEqual(['satisfied', null, null])
    expect(clockAt(waiting, now, OFFICE)).toMatchObject({ state: 'satisfied', overdueSince: null, lateMinutes: 0 })
    expect(await living.told()).not.toContain('overdue promise')
    await living.give('review', { by: PEOPLE.reviewer, body: { verdict: 'send_back', remarks: '没有现场照片' }, at: plus(MONDAY, 6 * HOUR_MS) })
    const later = plus(MONDAY, 7 * HOUR_MS)
    await deadline.fireClocks(new FakeClock(isoOf(later))).fire(later, 1000)
    expect((await clock(living, `promise ${lead}`)).overdueAt).toBe(plus(MONDAY, 6 * HOUR_MS))
  })

  it('that was handed on says what is true after it was counted anew: no moment of before, and minutes that add up', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const handedOver = plus(MONDAY, 6 * HOUR_MS)
    await living.give('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.otherTownship, reason: '事发地在相邻镇', wrongDispatch: false }, at: handedOver })
    const before = await promiseOf(living)
    await changeUrgency(living, 'complex', plus(handedOver, HOUR_MS))
    const after = await promiseOf(living)
    const { sentences, data } = explainClock(after, deadline.policies.version(1), OFFICE)
    const words = sentences.join('')
    expect(words).not.toContain('不一致')
    expect(words).toContain(`当时以 ${momentText(before.dueAt)} 为准`)
    expect(words).toContain(`仍从原承诺的起点起算，到期由 ${momentText(before.dueAt)} 改为 ${momentText(after.dueAt)}`)
    expect([data.dueAt, data.dueAtByThisCalendar]).toEqual([isoOf(after.dueAt), isoOf(after.dueAt)])
    // Round the clock: all that lies between the hand-over and the new due moment.
    expect(data.countedMinutes).toBe((after.dueAt - after.startedAt) / MINUTE_MS)
    expect(data.counted.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(data.countedMinutes)
  })

  it('that was paused before it was counted anew says what is true', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    await living.workedOn(plus(MONDAY, 10 * MINUTE_MS))
    const requestId = deadline.ids.next()
    const until = plus(MONDAY, DAY_MS)
    const shelving = { requestId, assignmentId: living.lead.id, reason: '等待管网改造', measures: '已围挡', until, leader: '王一', publicNote: '明年开工', milestones: [], nextReviewAt: until }
    await living.happen([{ type: 'case.shelved.v1', data: shelving }], plus(MONDAY, HOUR_MS))
    const resumed = plus(MONDAY, DAY_MS)
    const dueAfter = deadline.quotes.dueAfterPause({
      urgency: 'general', caseType: 'help', categoryCode: null, divisionCode: null, policyVersion: '1', dueAt: (await promiseOf(living)).dueAt, pausedAt: plus(MONDAY, HOUR_MS), resumedAt: resumed,
    })
    await living.happen([{ type: 'case.shelving_ended.v1', data: { assignmentId: living.lead.id, requestId, reason: '已解决', promiseDueAt: dueAfter } }], resumed)
    await changeUrgency(living, 'complex', plus(resumed, HOUR_MS))
    const after = await promiseOf(living)
    // Fifteen days round the clock and the day it was shelved but an hour.
    expect(after.dueAt).toBe(plus(MONDAY, 15 * DAY_MS + 23 * HOUR_MS))
    const { sentences, data } = explainClock(after, deadline.policies.version(1), OFFICE)
    expect(sentences.join('')).not.toContain('不一致')
    expect(data.countedMinutes).toBe(15 * 24 * 60)
  })

  it('counts by another calendar from its original start, and moves by what the calendar took', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const days = ['2026-11-17', '2026-11-18'].map((date) => ({ date, kind: 'off' as const, name: '暴雪停工', spans: null, source: '市政府通知' }))
    const closed = buildWorkCalendar({ code: 'office', version: 2, hours: [DEFAULT_OFFICE_HOURS], exceptions: days as never })
    if (!closed.ok) throw new Error(closed.refusal.code)
    const recounts = new RecountClocks(deadline.store, deadline.policies, new GivenCalendar(closed.value))
    const counted = await recounts.ofCase(snapshotOf(living.state), { at: plus(MONDAY, HOUR_MS), reason: '暴雪停工' })
    if (!counted.ok) throw new Error(counted.refusal.code)
    await living.give('recount', { by: PEOPLE.system, body: { version: living.state.version, reason: '暴雪停工', recounted: counted.value.recounted }, at: plus(MONDAY, HOUR_MS) })
    const due = addDuration(closed.value, MONDAY, { amount: 5, unit: 'work_day' })
    const after = await promiseOf(living)
    expect([after.dueAt, after.calendarVersion, after.serviceClass]).toEqual([due.ok && due.value, 2, 'help_suggestion'])
    expect(after.reschedules).toHaveLength(1)
    // Round the clock: no calendar moves the call to the citizen.
    expect((await clock(living, `contact ${living.lead.id}`)).dueAt).toBe(plus(MONDAY, DAY_MS))
  })
})
