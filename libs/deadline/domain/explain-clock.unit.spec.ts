import { describe, expect, it } from '@jest/globals'
import { clockExplanationSchema } from '@tongban/deadline/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'
import type { Clock } from './clock.js'
import { cancelClock } from './decide/cancel-clock.js'
import { extendClock } from './decide/extend-clock.js'
import { fireClock } from './decide/fire-clock.js'
import { pauseClock } from './decide/pause-clock.js'
import { rescheduleClock } from './decide/reschedule-clock.js'
import { resumeClock } from './decide/resume-clock.js'
import { satisfyClock } from './decide/satisfy-clock.js'
import { after, at, CALENDAR, RULES, started, valueOf } from './deadline.spec-support.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { explainClock } from './explain-clock.js'

const sentences = (clock: Clock): readonly string[] => explainClock(clock, DEFAULT_POLICY, CALENDAR).sentences

describe('a clock explains itself', () => {
  it('in working hours over a weekend', () => {
    expect(sentences(started('sign', 'help_suggestion', '2026-11-20 16:00'))).toEqual([
      '2026-11-20（周五）16:00 派单，时钟开始计时。',
      '按时限规则第 1 版，“求助、建议”类的签收时限为 2 个工作小时。',
      '只计工作时间：2026-11-20（周五）16:00–17:30，计 1 小时 30 分钟；2026-11-23（周一）08:30–09:00，计 30 分钟；合计 2 小时。',
      '不计：2026-11-21（周六）至 2026-11-22（周日）休息。',
      '因此应在 2026-11-23（周一）09:00 前签收。',
    ])
  })

  it('in working days over National Day and its make-up Saturday, started out of hours', () => {
    expect(sentences(started('promise', 'complaint_report', '2026-09-30 20:00')).slice(2)).toEqual([
      '开始时不在工作时间，从 2026-10-08（周四）08:30 起计。',
      '只计工作时间：2026-10-08（周四）至 2026-10-09（周五）每天 08:30–12:00、14:30–17:30，2 天计 13 小时；' +
        '2026-10-10（周六）国庆节调休上班 08:30–12:00、14:30–17:30，计 6 小时 30 分钟；' +
        '2026-10-12（周一）至 2026-10-13（周二）每天 08:30–12:00、14:30–17:30，2 天计 13 小时；合计 32 小时 30 分钟。',
      '不计：2026-10-11（周日）休息。',
      '因此应在 2026-10-14（周三）08:30 前办结并回复诉求人。',
    ])
  })

  it('round the clock and in calendar days', () => {
    expect(sentences(started('promise', 'emergency', '2026-10-01 23:30')).slice(2)).toEqual([
      '不分昼夜、周末和节假日连续计时：2026-10-01（周四）23:30 至 2026-10-02（周五）01:30，合计 2 小时。',
      '因此应在 2026-10-02（周五）01:30 前办结并回复诉求人。',
    ])
    expect(sentences(started('promise', 'complex', '2026-11-20 16:00'))[2]).toBe(
      '不分昼夜、周末和节假日连续计时：2026-11-20（周五）16:00 至 2026-12-05（周六）16:00，合计 360 小时。',
    )
    expect(sentences(started('dispatch', 'consultation', '2026-11-20 16:00'))).toContain('2026-11-20（周五）16:00 受理，时钟开始计时。')
  })

  it('with its pauses, its extension, a new class, its warning and its lateness', () => {
    let clock = started('promise', 'consultation', '2026-11-23 10:00')
    clock = after(clock, pauseClock(clock, { at: at('2026-11-23 11:00'), reason: '等待诉求人补充材料' }))
    clock = after(clock, resumeClock(clock, { at: at('2026-11-23 15:00') }, RULES))
    clock = after(
      clock,
      extendClock(clock, { at: at('2026-11-23 16:00'), by: { amount: 1, unit: 'work_day' }, reason: '需现场勘查' }, RULES),
    )
    clock = after(clock, fireClock(clock, at('2026-11-26 10:00')))
    clock = after(clock, satisfyClock(clock, { at: at('2026-11-26 10:05') }))
    expect(sentences(clock).slice(2)).toEqual([
      '2026-11-23（周一）11:00 至 2026-11-23（周一）15:00 暂停（等待诉求人补充材料），其间不计时。',
      '2026-11-23（周一）16:00 批准延期 1 个工作日（需现场勘查），到期由 2026-11-24（周二）11:30 改为 2026-11-25（周三）11:30。',
      '只计工作时间：2026-11-23（周一）10:00–11:00、15:00–17:30，计 3 小时 30 分钟；' +
        '2026-11-24（周二）08:30–12:00、14:30–17:30，计 6 小时 30 分钟；' +
        '2026-11-25（周三）08:30–11:30，计 3 小时；合计 13 小时。',
      '因此应在 2026-11-25（周三）11:30 前办结并回复诉求人。',
      '2026-11-25（周三）09:30 已预警。',
      '2026-11-25（周三）11:30 到期仍未办结并回复诉求人，记为超期。',
      '2026-11-26（周四）10:05 完成，超期 22 小时 35 分钟。',
    ])
  })

  it('while it is paused, after it was counted anew, and when it was cancelled', () => {
    let clock = started('promise', 'help_suggestion', '2026-11-20 16:00')
    clock = after(
      clock,
      rescheduleClock(clock, {
        at: at('2026-11-20 17:00'),
        serviceClass: 'complex',
        policy: DEFAULT_POLICY,
        calendar: CALENDAR,
        reason: '认定为复杂疑难',
      }),
    )
    clock = after(clock, pauseClock(clock, { at: at('2026-11-21 16:00'), reason: '挂账' }))
    expect(sentences(clock).slice(2)).toEqual([
      '2026-11-20（周五）17:00 重新核定时限（认定为复杂疑难），仍从原开始时间起算，到期由 2026-11-27（周五）16:00 改为 2026-12-05（周六）16:00。',
      '2026-11-21（周六）16:00 起暂停（挂账），尚未恢复，其间不计时。',
      '不分昼夜、周末和节假日连续计时：2026-11-20（周五）16:00 至 2026-11-21（周六）16:00，合计 24 小时。',
      '暂停前应在 2026-12-05（周六）16:00 前办结并回复诉求人；恢复后按剩余时间顺延。',
      '升级阶梯下一级：恢复计时后再定 “48 小时预警”，催办：承办单位承办人、承办单位旗县统筹。',
    ])
    clock = after(clock, cancelClock(clock, { at: at('2026-11-22 09:00'), reason: '诉求人撤单' }))
    expect(sentences(clock).slice(3)).toEqual([
      '2026-11-21（周六）16:00 起暂停（挂账），直至结束，其间不计时。',
      '不分昼夜、周末和节假日连续计时：2026-11-20（周五）16:00 至 2026-11-21（周六）16:00，合计 24 小时。',
      '暂停前应在 2026-12-05（周六）16:00 前办结并回复诉求人。',
      '2026-11-22（周日）09:00 时钟取消（诉求人撤单）。',
    ])
  })

  it('says so when the calendar at hand gives another moment, and names no source it does not have', () => {
    const bare = valueOf(buildWorkCalendar({ code: '150500', version: 9, hours: [DEFAULT_OFFICE_HOURS], exceptions: [] }))
    const clock = started('sign', 'help_suggestion', '2026-09-30 16:00')
    const { sentences: said, data } = explainClock(clock, { ...DEFAULT_POLICY, version: 2 }, bare)
    expect(said[1]).toBe('按时限规则第 1 版，“求助、建议”类的签收时限为 2 个工作小时。')
    expect(said.at(-1)).toBe('按现行工作日历重新计算应为 2026-10-01（周四）09:00，与时钟记录的不一致。')
    expect(data).toMatchObject({ dueAt: '2026-10-08T01:00:00.000Z', dueAtByThisCalendar: '2026-10-01T01:00:00.000Z', policySource: null })
  })

  it('gives data of the contract’s shape, whose minutes add up whatever the seconds', () => {
    const explanation = explainClock(started('sign', 'help_suggestion', '2026-11-20 16:00:23.456'), DEFAULT_POLICY, CALENDAR)
    expect(clockExplanationSchema.parse(explanation)).toEqual(explanation)
    expect(explanation.data.counted.map(({ minutes }) => minutes)).toEqual([90, 30])
    expect(explanation.data.skipped).toEqual([{ fromDate: '2026-11-21', toDate: '2026-11-22', reason: 'rest', name: null }])
  })
})
