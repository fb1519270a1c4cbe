import { describe, expect, it } from '@jest/globals'
import { plainDate } from '@tongban/kernel/core'
import { CLOCK_KINDS, DUTY_KINDS, SERVICE_CLASSES, serviceClassOf, type ServiceClass } from '@tongban/deadline/contract'
import { durationText, momentText } from '@tongban/worktime/contract'
import { addDuration, buildWorkCalendar } from '@tongban/worktime/domain'
import { at, CALENDAR, codeOf, valueOf } from './deadline.spec-support.js'
import { limitOf, policyInForce, policyRowOf, procedureLimitOf } from './deadline-policy.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { quote } from './quote.js'
import { warnAtOf } from './warn-rule.js'

const quoted = (serviceClass: ServiceClass, startedAt: string): ReturnType<typeof quote> =>
  quote(DEFAULT_POLICY, CALENDAR, { serviceClass, startedAt: at(startedAt) })

describe('the default policy', () => {
  it.each([
    ['emergency', '10 分钟', '30 分钟', '30 分钟', '2 小时'],
    ['livelihood', '30 分钟', '1 小时', '4 小时', '24 小时'],
    ['consultation', '4 小时', '2 个工作小时', '24 小时', '1 个工作日'],
    ['help_suggestion', '4 小时', '2 个工作小时', '24 小时', '5 个工作日'],
    ['complaint_report', '4 小时', '2 个工作小时', '24 小时', '5 个工作日'],
    ['complex', '24 小时', '2 个工作小时', '24 小时', '15 个自然日'],
  ] as const)('gives %s %s to dispatch, %s to sign, %s to contact and %s to answer', (serviceClass, ...limits) => {
    const row = valueOf(policyRowOf(DEFAULT_POLICY, serviceClass))
    expect(DUTY_KINDS.map((kind) => durationText(row.limits[kind]))).toEqual(limits)
    expect(row.source).not.toBe('')
  })

  it('has one row for every class', () => {
    expect(DEFAULT_POLICY.rows.map((row) => row.serviceClass)).toEqual(SERVICE_CLASSES)
  })

  it('gives four working hours to return and to rule on it, one working day to review and to adjudicate, two working hours to arrive', () => {
    const limits = (['return_window', 'return_ruling', 'review', 'adjudication', 'arrive'] as const).map((limit) => procedureLimitOf(DEFAULT_POLICY, limit))
    expect(limits.map(durationText)).toEqual(['4 个工作小时', '4 个工作小时', '1 个工作日', '1 个工作日', '2 个工作小时'])
  })

  it('that says nothing of arriving, as the first versions did, still gives two working hours', () => {
    const { arrive, ...procedureLimits } = DEFAULT_POLICY.procedureLimits
    expect(arrive).toBeDefined()
    expect(durationText(procedureLimitOf({ ...DEFAULT_POLICY, procedureLimits }, 'arrive'))).toBe('2 个工作小时')
  })

  it('limits a duty by the class of the case and a procedure whatever the class', () => {
    const limitsOf = (serviceClass: ServiceClass): string[] => CLOCK_KINDS.map((kind) => durationText(limitOf(DEFAULT_POLICY, valueOf(policyRowOf(DEFAULT_POLICY, serviceClass)), kind)))
    expect(limitsOf('emergency')).toEqual(['10 分钟', '30 分钟', '30 分钟', '2 小时', '2 个工作小时', '1 个工作日', '4 个工作小时', '1 个工作日', '3 个工作日'])
    expect(limitsOf('complex').slice(4)).toEqual(limitsOf('emergency').slice(4))
  })

  it('is in force from its first day, until the day another version takes over', () => {
    const next = { ...DEFAULT_POLICY, version: 2, validFrom: plainDate('2027-01-01') }
    const first = { ...DEFAULT_POLICY, validTo: plainDate('2027-01-01') }
    expect(policyInForce([first, next], at('2026-12-31 23:59:59.999'))?.version).toBe(1)
    expect(policyInForce([first, next], at('2027-01-01 00:00'))?.version).toBe(2)
    expect(policyInForce([DEFAULT_POLICY, next], at('2027-01-01 00:00'))?.version).toBe(2)
    expect(policyInForce([first, next], at('2023-12-31 23:59'))).toBeNull()
  })
})

describe('the class of a case', () => {
  it('follows its urgency, and its type when that is general', () => {
    expect(serviceClassOf('emergency', 'consultation')).toBe('emergency')
    expect(serviceClassOf('livelihood', 'complaint')).toBe('livelihood')
    expect(serviceClassOf('complex', 'help')).toBe('complex')
    expect(
      (['consultation', 'help', 'suggestion', 'complaint', 'report', 'praise'] as const).map((type) => serviceClassOf('general', type)),
    ).toEqual(['consultation', 'help_suggestion', 'help_suggestion', 'complaint_report', 'complaint_report', 'help_suggestion'])
  })
})

describe('a quote', () => {
  it.each([
    ['emergency', '2026-10-01 02:00', ['02:10', '02:30', '02:30', '04:00']],
    ['livelihood', '2026-11-20 23:30', ['2026-11-21 00:00', '2026-11-21 00:30', '2026-11-21 03:30', '2026-11-21 23:30']],
    ['consultation', '2026-11-20 16:00', ['20:00', '2026-11-23 09:00', '2026-11-21 16:00', '2026-11-23 16:00']],
    ['help_suggestion', '2026-09-30 16:00', ['20:00', '2026-10-08 09:00', '2026-10-01 16:00', '2026-10-13 16:00']],
    ['complaint_report', '2026-11-21 10:00', ['14:00', '2026-11-23 10:30', '2026-11-22 10:00', '2026-11-30 08:30']],
    ['complex', '2026-09-20 10:00', ['2026-09-21 10:00', '12:00', '2026-09-21 10:00', '2026-10-05 10:00']],
  ] as const)('for %s filed at %s names its four due moments', (serviceClass, startedAt, dues) => {
    const { dispatchDueAt, signDueAt, contactDueAt, promiseDueAt } = valueOf(quoted(serviceClass, startedAt))
    const full = dues.map((due) => (due.length === 5 ? `${startedAt.slice(0, 10)} ${due}` : due))
    expect([dispatchDueAt, signDueAt, contactDueAt, promiseDueAt].map(momentText)).toEqual(full.map((due) => momentText(at(due))))
  })

  it.each([
    ['emergency', '2026-11-20 16:00', ['2026-11-20 16:07', '2026-11-20 16:20', '2026-11-20 16:20', '2026-11-20 17:30']],
    ['livelihood', '2026-11-20 16:00', ['2026-11-20 16:20', '2026-11-20 16:50', '2026-11-20 19:30', '2026-11-21 14:00']],
    ['consultation', '2026-11-20 15:45', ['2026-11-20 19:15', '2026-11-20 17:15', '2026-11-21 13:45', '2026-11-23 11:15']],
    ['help_suggestion', '2026-11-20 16:00', ['2026-11-20 19:30', '2026-11-23 08:30', '2026-11-21 14:00', '2026-11-25 16:00']],
    ['complex', '2026-11-20 09:00', ['2026-11-21 07:00', '2026-11-20 10:30', '2026-11-21 07:00', '2026-12-03 09:00']],
  ] as const)(
    'for %s filed at %s warns 48 hours before the promise, or in good time before the shorter limits',
    (serviceClass, startedAt, warnings) => {
      const { terms } = valueOf(quoted(serviceClass, startedAt))
      const moments = DUTY_KINDS.map((kind) => terms[kind].warnAt)
      expect(moments.map((moment) => (moment === null ? null : momentText(moment)))).toEqual(
        warnings.map((warning) => momentText(at(warning))),
      )
    },
  )

  it('has no warning where that would come no later than the start, or where no rule speaks of it', () => {
    const startedAt = at('2026-11-20 09:00')
    const warnAt = (amount: number, warnRules = DEFAULT_POLICY.warnRules): string | null => {
      const limit = { amount, unit: 'work_minute' } as const
      const moment = warnAtOf(warnRules, CALENDAR, {
        kind: 'sign',
        limit,
        startedAt,
        dueAt: valueOf(addDuration(CALENDAR, startedAt, limit)),
      })
      return moment === null ? null : momentText(moment)
    }
    expect(warnAt(31)).toBe('2026-11-20（周五）09:01')
    expect(warnAt(30)).toBeNull()
    expect(warnAt(120, [])).toBeNull()
  })

  it('carries the versions it was computed by', () => {
    expect(valueOf(quoted('complex', '2026-11-20 09:00'))).toMatchObject({
      policyVersion: 1,
      calendarVersion: 3,
      serviceClass: 'complex',
      startedAt: at('2026-11-20 09:00'),
    })
  })

  it('is refused when the table lacks the class or the calendar has no working time', () => {
    const startedAt = at('2026-11-20 09:00')
    const none = valueOf(buildWorkCalendar({ code: 'none', version: 1, hours: [], exceptions: [] }))
    expect(codeOf(quote({ ...DEFAULT_POLICY, rows: [] }, CALENDAR, { serviceClass: 'complex', startedAt }))).toBe('DEADLINE_POLICY_MISSING')
    expect(codeOf(quote(DEFAULT_POLICY, none, { serviceClass: 'complex', startedAt }))).toBe('NO_WORKING_TIME_AHEAD')
    expect(codeOf(quote(DEFAULT_POLICY, none, { serviceClass: 'emergency', startedAt }))).toBeNull()
  })
})
