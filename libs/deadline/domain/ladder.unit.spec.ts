import { describe, expect, it } from '@jest/globals'
import { MINUTE_MS, plainDate, plus } from '@tongban/kernel/core'
import type { ClockEvent, LadderRung } from '@tongban/deadline/contract'
import { momentText } from '@tongban/worktime/contract'
import { buildWorkCalendar } from '@tongban/worktime/domain'
import type { Clock } from './clock.js'
import { clockAt } from './clock-at.js'
import { cancelClock } from './decide/cancel-clock.js'
import { extendClock } from './decide/extend-clock.js'
import { fireClock } from './decide/fire-clock.js'
import { grantExtension } from './decide/grant-extension.js'
import { pauseClock } from './decide/pause-clock.js'
import { reopenClock } from './decide/reopen-clock.js'
import { rescheduleClock } from './decide/reschedule-clock.js'
import { resumeClock } from './decide/resume-clock.js'
import { satisfyClock } from './decide/satisfy-clock.js'
import { after, at, CALENDAR, CLIMBING, started, valueOf } from './deadline.spec-support.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { explainClock } from './explain-clock.js'
import { rungMomentsOf } from './ladder.js'
import { nextFiresAt } from './next-fires-at.js'

/** A promise of five working days from Friday 2026-11-20 16:00: due Friday 2026-11-27 16:00. */
const promise = started('promise', 'help_suggestion', '2026-11-20 16:00', CLIMBING)
const reachedIn = (events: readonly ClockEvent[]): string[] => events.flatMap((event) => (event.type === 'clock.rung_reached.v1' ? [`${event.code} ${momentText(event.at)}`] : []))
const laidOut = ({ ladder }: Clock): string[] => ladder.map(({ code, at: moment }) => `${code} ${momentText(moment)}`)
const fire = (clock: Clock, moment: string): Clock => after(clock, fireClock(clock, at(moment)))

describe('the ladder of a clock', () => {
  it('comes by the due moment: before it, at it, and after it in working days', () => {
    expect(laidOut(promise)).toEqual([
      'early_warning 2026-11-25（周三）16:00', 'key_supervision 2026-11-26（周四）16:00', 'overdue 2026-11-27（周五）16:00', 'routine 2026-11-30（周一）16:00',
      'listed 2026-12-02（周三）16:00', 'interview 2026-12-04（周五）16:00',
    ])
  })

  it('is climbed rung by rung, each once, however often and however late the alarm rings', () => {
    const far = fireClock(promise, at('2027-01-01 00:00'))
    expect(reachedIn(far)).toEqual(laidOut(promise))
    let clock = promise
    for (let next = nextFiresAt(clock); next !== null; next = nextFiresAt(clock)) clock = after(clock, fireClock(clock, next))
    expect(clock).toEqual(after(promise, far))
    expect(fireClock(clock, at('2028-01-01 00:00'))).toEqual([])
  })

  it('leaves out a rung before the start, as a warning is, and never one at or after the due moment', () => {
    const facts = { kind: 'promise', serviceClass: 'help_suggestion', startedAt: at('2026-11-26 10:00'), dueAt: at('2026-11-27 16:00'), limit: { amount: 1, unit: 'work_day' }, adjustments: [] } as const
    const codes = (startedAt: string): string[] => rungMomentsOf(DEFAULT_POLICY, CALENDAR, { ...facts, startedAt: at(startedAt) }).map(({ code }) => code)
    expect(codes('2026-11-26 15:59')).toEqual(['key_supervision', 'overdue', 'routine', 'listed', 'interview'])
    expect(codes('2026-11-26 16:00')).toEqual(['overdue', 'routine', 'listed', 'interview'])
  })

  it.each(['dispatch', 'sign', 'contact'] as const)('is there for %s, too, owner or not', (kind) => {
    expect(started(kind, 'help_suggestion', '2026-11-20 16:00', CLIMBING).ladder.length).toBeGreaterThan(0)
  })

  it('is there for clocks no unit owns: dispatch, ruling, adjudication, review, callback', () => {
    for (const kind of ['dispatch', 'ruling', 'adjudication', 'review', 'callback'] as const) {
      const facts = { kind, serviceClass: 'complex', startedAt: at('2026-11-20 09:00'), dueAt: at('2026-11-23 09:00'), limit: { amount: 1, unit: 'work_day' }, adjustments: [] } as const
      expect([kind, rungMomentsOf(DEFAULT_POLICY, CALENDAR, facts).length > 0]).toEqual([kind, true])
    }
  })

  it('counts offsets before the due moment in every unit', () => {
    const rung = (amount: number, unit: 'minute' | 'work_minute' | 'work_day' | 'calendar_day'): LadderRung => ({
      code: `${unit}`, name: '测试', kinds: ['promise'], serviceClasses: null, offset: { when: 'before', amount, unit }, actions: [{ do: 'notify', to: [{ level: 'unit', role: 'handler' }] }],
    })
    const ladder = [rung(90, 'minute'), rung(90, 'work_minute'), rung(1, 'calendar_day'), rung(2, 'work_day')]
    const facts = { ...promise, startedAt: at('2026-11-01 00:00'), dueAt: at('2026-11-23 09:00') }
    expect(rungMomentsOf({ ladder }, CALENDAR, facts).map(({ code, at: moment }) => `${code} ${momentText(moment)}`)).toEqual([
      'work_day 2026-11-19（周四）09:00', 'work_minute 2026-11-20（周五）16:30', 'calendar_day 2026-11-22（周日）09:00', 'minute 2026-11-23（周一）07:30',
    ])
  })
})

describe('an escalation nobody can silence', () => {
  it('is not reset by an extension: a rung reached stays reached, those ahead move with the due moment', () => {
    const warned = fire(promise, '2026-11-25 16:00')
    const extended = after(warned, extendClock(warned, { at: at('2026-11-26 09:00'), by: { amount: 2, unit: 'work_day' }, reason: '需要勘查' }, CLIMBING))
    expect(extended.rungs.map(({ code }) => code)).toEqual(['early_warning'])
    expect(reachedIn(fireClock(extended, at('2026-12-01 16:00')))).toEqual(['key_supervision 2026-11-30（周一）16:00', 'overdue 2026-12-01（周二）16:00'])
  })

  it('is not reset by a ruling that comes after the clock ran out', () => {
    const late = fire(promise, '2026-11-27 16:00')
    const granted = after(late, grantExtension(late, { at: at('2026-11-27 17:00'), until: at('2026-12-04 16:00'), reason: '省厅批复' }, CLIMBING))
    expect(reachedIn(fireClock(granted, at('2026-12-04 17:00')))).toEqual([])
    expect(reachedIn(fireClock(granted, at('2026-12-07 16:00')))).toEqual(['routine 2026-12-07（周一）16:00'])
  })

  it('waits in a pause, and after it goes on with what was left; what was owed before the pause is still told', () => {
    const paused = after(promise, pauseClock(promise, { at: at('2026-11-26 10:00'), reason: '挂账' }))
    expect(paused.rungs.map(({ code }) => code)).toEqual(['early_warning'])
    expect(nextFiresAt(paused)).toBeNull()
    const resumed = after(paused, resumeClock(paused, { at: at('2026-12-03 10:00') }, CLIMBING))
    expect(reachedIn(fireClock(resumed, at('2027-01-01 00:00')))[0]).toBe('key_supervision 2026-12-03（周四）16:00')
  })

  it('of a shelved case that is late already stands still: days of the shelving are no lateness', () => {
    const late = fire(promise, '2026-11-30 09:00')
    const paused = after(late, pauseClock(late, { at: at('2026-11-30 09:00'), reason: '挂账' }))
    // Till Monday 16:00 four hours of work were left: morning three, afternoon one and a half of them are after 14:30.
    const resumed = after(paused, resumeClock(paused, { at: at('2026-12-14 09:00') }, CLIMBING))
    expect(laidOut(resumed).slice(3)).toEqual(['routine 2026-12-14（周一）16:00', 'listed 2026-12-16（周三）16:00', 'interview 2026-12-18（周五）16:00'])
    expect(nextFiresAt(resumed)).toBe(at('2026-12-14 16:00'))
  })

  it('is not put off twice where the end of the shelving moves the due moment itself', () => {
    const late = fire(promise, '2026-11-30 09:00')
    const paused = after(late, pauseClock(late, { at: at('2026-11-30 09:00'), reason: '挂账' }))
    const resumed = after(paused, resumeClock(paused, { at: at('2026-12-14 09:00'), dueAt: at('2026-12-11 16:00') }, CLIMBING))
    expect(laidOut(resumed).slice(3)).toEqual(['routine 2026-12-14（周一）16:00', 'listed 2026-12-16（周三）16:00', 'interview 2026-12-18（周五）16:00'])
    expect(clockAt(resumed, at('2026-12-14 10:00'), CALENDAR).lateMinutes).toBe(66 * 60)
  })

  it('ends when the duty is done or falls away, and what was owed by then is told', () => {
    expect(reachedIn(valueOf(satisfyClock(promise, { at: at('2026-11-27 16:00') })))).toEqual(laidOut(promise).slice(0, 3))
    const cancelled = after(promise, cancelClock(promise, { at: at('2026-11-26 00:00'), reason: '撤单' }))
    expect(cancelled.rungs.map(({ code }) => code)).toEqual(['early_warning'])
    expect(fireClock(cancelled, at('2027-01-01 00:00'))).toEqual([])
  })

  it('goes on when a reply is sent back from where it stood: the review is nobody’s lateness, and what passed meanwhile is not told in one instant', () => {
    const satisfied = after(promise, satisfyClock(promise, { at: at('2026-11-26 09:00') }))
    const again = after(satisfied, reopenClock(satisfied, { at: at('2026-12-14 10:00'), reason: '审核退回' }, CLIMBING))
    expect(reachedIn(fireClock(again, at('2026-12-14 10:00')))).toEqual(['overdue 2026-12-14（周一）10:00'])
    expect(reachedIn(fireClock(fire(again, '2026-12-14 10:00'), at('2027-01-01 00:00')))).toEqual([
      'routine 2026-12-15（周二）10:00', 'listed 2026-12-17（周四）10:00', 'interview 2026-12-21（周一）10:00',
    ])
  })

  it('is warned of a due moment still ahead by the last warning that passed in review, not by each', () => {
    const satisfied = after(promise, satisfyClock(promise, { at: at('2026-11-25 09:00') }))
    const again = after(satisfied, reopenClock(satisfied, { at: at('2026-11-26 17:00'), reason: '审核退回' }, CLIMBING))
    expect(reachedIn(fireClock(again, at('2026-11-26 17:00')))).toEqual(['key_supervision 2026-11-26（周四）17:00'])
  })

  it('is not put off by replies that do not hold: the time between them adds up', () => {
    let clock = fire(promise, '2026-11-27 16:00')
    for (let day = 0; day < 7; day += 1) {
      // An hour and a half of work at hand each day, the rest of it in review; a working day is six and a half hours, of which half past four to half past five lay before.
      const from = plus(at('2026-11-30 09:00'), day * 24 * 60 * MINUTE_MS)
      clock = after(clock, satisfyClock(clock, { at: plus(from, 90 * MINUTE_MS) }))
      clock = after(clock, reopenClock(clock, { at: plus(from, 24 * 60 * MINUTE_MS), reason: '审核退回' }, CLIMBING))
    }
    expect(clock.rungs.map(({ code }) => code)).toEqual(['early_warning', 'key_supervision', 'overdue', 'routine'])
  })

  it('counts from the change where a raised urgency puts the due moment into the past: nobody was late by it before', () => {
    const raised = after(promise, rescheduleClock(promise, { at: at('2026-11-24 10:00'), serviceClass: 'emergency', policy: DEFAULT_POLICY, calendar: CALENDAR, reason: '暖气爆管' }))
    expect(raised.dueAt).toBeLessThan(at('2026-11-22 00:00'))
    expect(fireClock(raised, at('2026-11-24 10:00')).map(({ type }) => type)).toEqual(['clock.overdue.v1', 'clock.rung_reached.v1'])
    expect(reachedIn(fireClock(raised, at('2026-12-01 00:00')))).toEqual([
      'fast_overdue 2026-11-24（周二）10:00', 'fast_routine 2026-11-24（周二）11:00', 'fast_listed 2026-11-24（周二）16:00', 'fast_interview 2026-11-25（周三）10:00',
    ])
  })

  it('follows another class from the original start, and never repeats a rung of the one before', () => {
    const warned = fire(promise, '2026-11-25 16:00')
    const raised = after(
      warned, rescheduleClock(warned, { at: at('2026-11-25 17:00'), serviceClass: 'complex', policy: DEFAULT_POLICY, calendar: CALENDAR, reason: '认定为复杂疑难' }),
    )
    expect(reachedIn(fireClock(raised, at('2026-12-05 16:00')))).toEqual(['key_supervision 2026-12-04（周五）16:00', 'overdue 2026-12-05（周六）16:00'])
  })

  it('never fires before its moment, and by a clock that runs an hour behind or ahead neither skips nor repeats', () => {
    for (const { at: moment } of promise.ladder) expect(reachedIn(fireClock(promise, plus(moment, -1))).length).toBe(promise.ladder.filter((rung) => rung.at < moment).length)
    let clock = promise
    const told: string[] = []
    for (const [now, skewMinutes] of [['2026-11-25 16:00', 60], ['2026-11-25 16:00', -60], ['2026-11-26 16:30', -60], ['2026-11-26 16:30', 60], ['2026-11-27 17:30', -60], ['2026-11-27 17:30', 60]] as const) {
      const events = fireClock(clock, plus(at(now), skewMinutes * MINUTE_MS))
      told.push(...reachedIn(events))
      clock = after(clock, events)
    }
    expect(told).toEqual(laidOut(promise).slice(0, 3))
  })
})

describe('an explanation of the ladder', () => {
  it('says no due moment that a day off does not move: only a rung of a clock that counts round the clock', () => {
    const sign = started('sign', 'emergency', '2026-11-23 00:00', CLIMBING)
    const dayOff = { ...CALENDAR, version: 4, exceptions: [...CALENDAR.exceptions, { date: plainDate('2026-11-23'), kind: 'off', name: '调休', spans: null, source: '市政府通知' }] } as const
    const recounted = after(sign, rescheduleClock(sign, { at: at('2026-11-23 00:10'), serviceClass: 'emergency', policy: DEFAULT_POLICY, calendar: valueOf(buildWorkCalendar(dayOff)), reason: '工作日历调整：停电' }))
    expect([recounted.dueAt, laidOut(recounted)]).toEqual([sign.dueAt, ['sign_overdue 2026-11-23（周一）00:30', 'sign_ignored 2026-11-24（周二）15:00']])
    const told = explainClock(recounted, DEFAULT_POLICY, valueOf(buildWorkCalendar(dayOff))).sentences.join('')
    expect(told).toContain('到期不变，只移动预警或升级阶梯')
    expect(told).not.toContain('改为')
  })

  it('says which rungs were reached and when, what comes next, and whom it tells', () => {
    const { sentences, data } = explainClock(fire(promise, '2026-11-26 16:00'), DEFAULT_POLICY, CALENDAR, at('2026-11-26 17:00'))
    expect(sentences.slice(-3)).toEqual([
      '升级阶梯已到：2026-11-25（周三）16:00 “48 小时预警”，催办：承办单位承办人、承办单位旗县统筹；2026-11-26（周四）16:00 “24 小时重点督办”，催办、通知：承办单位负责人、承办单位旗县统筹、市热线中心督办员。',
      '升级阶梯下一级：2026-11-27（周五）16:00 “超期催办”，催办：承办单位负责人、承办单位旗县统筹、旗县统筹。',
      '2026-11-26（周四）17:00 到期时间为 2026-11-27（周五）16:00，还剩工作时间 5 小时 30 分钟（连续时间 23 小时）。',
    ])
    expect(data.ladder.map(({ code, isReached }) => `${code} ${isReached}`)).toEqual(
      ['early_warning true', 'key_supervision true', 'overdue false', 'routine false', 'listed false', 'interview false'],
    )
  })
})
