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
import { clockOf } from './persistence/clock-row.mapper.js'
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

/** Two working days more than the five, granted at noon of the first day. */
async function extendedCase(): Promise<{ living: LivingCase; until: Instant }> {
  const living = await LivingCase.filed(deadline, MONDAY)
  await living.workedOn(plus(MONDAY, 10 * MINUTE_MS))
  const until = at('2026-11-25 09:00')
  await extend(living, until, plus(MONDAY, 3 * HOUR_MS))
  return { living, until }
}

const extend = (living: LivingCase, until: Instant, when: Instant): Promise<void> =>
  living.happen([{ type: 'case.promise_extended.v1', data: { assignmentId: living.lead.id, requestId: deadline.ids.next(), from: living.lead.promiseDueAt, until, reason: '需等测绘队复测' } }], when)

/** What a change of urgency would make of the extension of each running promise. */
async function recountedTo(living: LivingCase, urgency: string): Promise<unknown[]> {
  const recounts = new RecountClocks(deadline.store, deadline.policies, new GivenCalendar(OFFICE))
  const counted = await recounts.ofCase(snapshotOf(living.state), { at: plus(MONDAY, 5 * HOUR_MS), reason: '预览', urgency })
  if (!counted.ok) throw new Error(counted.refusal.code)
  return counted.value.recounted.clocks.filter(({ kind }) => kind === 'promise').map(({ extension }) => extension)
}

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

  it('is given an extension by its length when another limit counts it, and to the moment it was granted to when it falls back', async () => {
    const { living, until } = await extendedCase()
    expect((await promiseOf(living)).adjustments).toMatchObject([{ kind: 'extension', grantedFor: { serviceClass: 'help_suggestion', limit: { amount: 5, unit: 'work_day' }, lengthMs: 780 * MINUTE_MS } }])
    await changeUrgency(living, 'complex', plus(MONDAY, 4 * HOUR_MS))
    // Fifteen days round the clock end on a Tuesday at nine; the two days more that were granted are working days there too.
    const complex = await promiseOf(living)
    expect(momentText(complex.dueAt)).toBe('2026-12-03（周四）09:00')
    const { sentences, data } = explainClock(complex, deadline.policies.version(1), OFFICE)
    expect(sentences.join('')).toContain('现在按批准的长度（工作时间 13 小时）加在重新核定的时限之后')
    expect([data.dueAtByThisCalendar, sentences.join('').includes('不一致')]).toEqual([isoOf(complex.dueAt), false])
    // Fifteen days, and from Tuesday to Thursday for the thirteen working hours.
    expect(data.countedMinutes).toBe((15 + 2) * 24 * 60)
    await changeUrgency(living, 'general', plus(MONDAY, 5 * HOUR_MS))
    expect((await promiseOf(living)).dueAt).toBe(until)
    expect([living.state.promiseDueAt, living.lead.promiseDueAt]).toEqual([until, until])
  })

  it('does not take an extension into a more urgent class, and says so; falling back it has it again', async () => {
    const { living, until } = await extendedCase()
    expect(await recountedTo(living, 'emergency')).toEqual(['left_out'])
    await changeUrgency(living, 'livelihood', plus(MONDAY, 4 * HOUR_MS))
    const raised = await promiseOf(living)
    expect([raised.dueAt, living.state.promiseDueAt, living.lead.promiseDueAt]).toEqual([plus(MONDAY, DAY_MS), plus(MONDAY, DAY_MS), plus(MONDAY, DAY_MS)])
    const { sentences, data } = explainClock(raised, deadline.policies.version(1), OFFICE)
    expect(sentences.join('')).toContain('这是按“求助、建议”类批准的，现在更紧急，不计入时限')
    // What it says adds up: a limit of a day, a day counted.
    expect([data.countedMinutes, data.dueAtByThisCalendar]).toEqual([24 * 60, isoOf(raised.dueAt)])
    expect(await recountedTo(living, 'general')).toEqual([undefined])
    await changeUrgency(living, 'general', plus(MONDAY, 5 * HOUR_MS))
    expect((await promiseOf(living)).dueAt).toBe(until)
  })

  it('of an emergency that was extended is counted by the new limit with that much on top', async () => {
    const living = await LivingCase.filed(deadline, MONDAY, { urgency: 'emergency' })
    await living.workedOn(plus(MONDAY, 10 * MINUTE_MS))
    await extend(living, plus(MONDAY, 3 * HOUR_MS), plus(MONDAY, HOUR_MS))
    await changeUrgency(living, 'complex', plus(MONDAY, 90 * MINUTE_MS))
    expect((await promiseOf(living)).dueAt).toBe(plus(MONDAY, 15 * DAY_MS + HOUR_MS))
    await changeUrgency(living, 'livelihood', plus(MONDAY, 100 * MINUTE_MS))
    expect((await promiseOf(living)).dueAt).toBe(plus(MONDAY, 25 * HOUR_MS))
    await changeUrgency(living, 'emergency', plus(MONDAY, 110 * MINUTE_MS))
    expect((await promiseOf(living)).dueAt).toBe(plus(MONDAY, 3 * HOUR_MS))
  })

  it('that was extended and handed on leaves the extension out too when it is raised, and has it again', async () => {
    const { living, until } = await extendedCase()
    await living.give('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.otherTownship, reason: '事发地在相邻镇', wrongDispatch: false }, at: plus(MONDAY, 4 * HOUR_MS) })
    expect((await promiseOf(living)).dueAt).toBe(until)
    expect(await recountedTo(living, 'livelihood')).toEqual(['left_out'])
    await changeUrgency(living, 'livelihood', plus(MONDAY, 5 * HOUR_MS))
    expect((await promiseOf(living)).dueAt).toBe(plus(MONDAY, DAY_MS))
    await changeUrgency(living, 'general', plus(MONDAY, 6 * HOUR_MS))
    expect((await promiseOf(living)).dueAt).toBe(until)
  })

  it('tells how it stood before it was counted anew, by the limit, the calendar and the ladder of then', async () => {
    const living = await LivingCase.filed(deadline, MONDAY)
    const policy = deadline.policies.version(1)
    const before = await promiseOf(living)
    const look = plus(MONDAY, 30 * MINUTE_MS)
    const then = clockAt(before, look, OFFICE, { policy, calendarOf: () => null })
    await changeUrgency(living, 'emergency', plus(MONDAY, HOUR_MS))
    const after = await promiseOf(living)
    expect(after.reschedules[0]?.before).toEqual({ serviceClass: 'help_suggestion', limit: { amount: 5, unit: 'work_day' }, policyVersion: 1, calendarCode: OFFICE.code, calendarVersion: OFFICE.version })
    const asked: unknown[] = []
    const calendarOf = (basis: { calendarCode?: string; calendarVersion: number }): WorkCalendar => {
      asked.push([basis.calendarCode, basis.calendarVersion])
      return OFFICE
    }
    expect(clockAt(after, look, OFFICE, { policy, calendarOf })).toEqual(then)
    expect(then.remainingMinutes).toBe(5 * 390 - 30)
    expect(asked).toEqual([[OFFICE.code, OFFICE.version]])
    expect(clockAt(after, plus(MONDAY, HOUR_MS), OFFICE, { policy, calendarOf })).toMatchObject({ remainingMinutes: 60, isWorkingTime: false })
  })

  it('granted an extension before rows said what for: told from what the row still knows, and held to its moment where it does not', async () => {
    const { living, until } = await extendedCase()
    const row = (await living.rows()).find(({ kind }) => kind === 'promise')
    if (row === undefined) throw new Error('No promise')
    const old = { ...row, adjustments: row.adjustments.map((each) => (each.kind === 'extension' ? { ...each, grantedFor: undefined } : each)) as typeof row.adjustments }
    expect(clockOf(old).adjustments).toMatchObject([{ grantedFor: { serviceClass: 'help_suggestion', limit: { amount: 5, unit: 'work_day' } } }])
    const counted = { ...old, service_class: 'complex' as const, limit_amount: 15, limit_unit: 'calendar_day' as const, reschedules: [{ at: plus(MONDAY, 4 * HOUR_MS), dueBefore: until, dueAfter: until, reason: '旧版', adjustmentsBefore: 1 }] }
    const extension = clockOf(counted).adjustments[0]
    expect(extension).toMatchObject({ kind: 'extension', dueAfter: until })
    expect(extension).not.toHaveProperty('grantedFor.serviceClass')
    expect(explainClock(clockOf(counted), deadline.policies.version(1), OFFICE).data.dueAtByThisCalendar).toBe(isoOf(until))
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
