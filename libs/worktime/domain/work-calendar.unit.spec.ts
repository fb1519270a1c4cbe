import { describe, expect, it } from '@jest/globals'
import { plainDate } from '@tongban/kernel/core'
import { durationSchema, durationText, momentText, type WeeklyHours, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration } from './add-duration.js'
import { buildWorkCalendar } from './build-work-calendar.js'
import { at, valueOf } from './calendar.spec-support.js'
import { DEFAULT_OFFICE_HOURS } from './default-office-hours.js'
import { HOLIDAYS_HEADER, parseHolidays } from './parse-holidays.js'
import { addWorkDays, nextWorkingMoment } from './work-days.js'
import { addWorkMinutes, subtractWorkMinutes, workMinutesBetween } from './work-minutes.js'

const calendarOf = (fields: Partial<WorkCalendar>): WorkCalendar => ({
  code: 'test',
  version: 1,
  hours: [DEFAULT_OFFICE_HOURS],
  exceptions: [],
  ...fields,
})
const built = (fields: Partial<WorkCalendar>): WorkCalendar => valueOf(buildWorkCalendar(calendarOf(fields)))
const withDay = (spans: WeeklyHours['makeUpDay']): WeeklyHours => ({
  ...DEFAULT_OFFICE_HOURS,
  week: Array.from({ length: 7 }, () => spans),
})

describe('a working calendar', () => {
  it('refuses hours that overlap, run backwards, leave the day or are not whole minutes', () => {
    for (const spans of [
      [
        { startMinute: 600, endMinute: 720 },
        { startMinute: 700, endMinute: 800 },
      ],
      [{ startMinute: 720, endMinute: 600 }],
      [{ startMinute: 600, endMinute: 600 }],
      [{ startMinute: 600, endMinute: 1441 }],
      [{ startMinute: -1, endMinute: 60 }],
      [{ startMinute: 0.5, endMinute: 60 }],
    ]) {
      expect(buildWorkCalendar(calendarOf({ hours: [withDay(spans)] }))).toMatchObject({ refusal: { code: 'CALENDAR_SPANS_INVALID' } })
    }
    expect(buildWorkCalendar(calendarOf({ hours: [withDay([{ startMinute: 0, endMinute: 1440 }])] })).ok).toBe(true)
  })

  it('refuses a week of six days, a season of no days, a validity that ends before it begins, and a day listed twice', () => {
    const codeOf = (fields: Partial<WorkCalendar>): string | null => {
      const result = buildWorkCalendar(calendarOf(fields))
      return result.ok ? null : result.refusal.code
    }
    const off = { date: plainDate('2026-10-01'), kind: 'off' as const, name: '国庆节', spans: null, source: 'test' }
    expect(codeOf({ hours: [{ ...DEFAULT_OFFICE_HOURS, week: DEFAULT_OFFICE_HOURS.week.slice(1) }] })).toBe('CALENDAR_WEEK_INVALID')
    expect(codeOf({ hours: [{ ...DEFAULT_OFFICE_HOURS, season: { from: '05-01', to: '05-01' } }] })).toBe('CALENDAR_SEASON_INVALID')
    expect(codeOf({ hours: [{ ...DEFAULT_OFFICE_HOURS, season: { from: '05-01', to: '09-31' } }] })).toBe('CALENDAR_SEASON_INVALID')
    expect(codeOf({ hours: [{ ...DEFAULT_OFFICE_HOURS, validFrom: plainDate('2026-05-01'), validTo: plainDate('2026-05-01') }] })).toBe(
      'CALENDAR_SEASON_INVALID',
    )
    expect(codeOf({ exceptions: [off, off] })).toBe('CALENDAR_DATE_REPEATED')
    expect(codeOf({ exceptions: [off] })).toBeNull()
  })

  it('cannot be changed after it was built', () => {
    const calendar = built({})
    expect(Object.isFrozen(calendar.hours[0]?.week[0]?.[0])).toBe(true)
    expect(Object.isFrozen(calendar.exceptions)).toBe(true)
  })

  it('keeps summer hours in summer and winter hours from the first day of winter', () => {
    const summer = withDay([
      { startMinute: 480, endMinute: 720 },
      { startMinute: 900, endMinute: 1080 },
    ])
    const calendar = built({
      hours: [{ ...summer, season: { from: '05-01', to: '10-01' } }, withDay([{ startMinute: 510, endMinute: 1050 }])],
    })
    expect(momentText(valueOf(addWorkMinutes(calendar, at('2026-09-30 17:30'), 60)))).toBe('2026-10-01（周四）09:00')
    expect(momentText(valueOf(addWorkMinutes(calendar, at('2026-04-30 17:00'), 60)))).toBe('2026-05-01（周五）08:30')
    // The same time of day, moved back to closing time or forward to opening time where the due day keeps other hours.
    expect(momentText(valueOf(addWorkDays(calendar, at('2026-09-30 17:45'), 1)))).toBe('2026-10-01（周四）17:30')
    expect(momentText(valueOf(addWorkDays(calendar, at('2026-09-30 08:10'), 1)))).toBe('2026-10-01（周四）08:30')
    expect(momentText(valueOf(addWorkDays(calendar, at('2026-04-30 13:00'), 1)))).toBe('2026-05-01（周五）15:00')
  })

  it('keeps the old hours for the days before a change', () => {
    const calendar = built({
      hours: [
        { ...withDay([{ startMinute: 600, endMinute: 660 }]), validTo: plainDate('2026-03-02') },
        withDay([{ startMinute: 600, endMinute: 720 }]),
      ],
    })
    expect(workMinutesBetween(calendar, at('2026-03-01 00:00'), at('2026-03-03 00:00'))).toBe(60 + 120)
  })

  it('takes the hours of a single day from its exception', () => {
    const spans = [{ startMinute: 540, endMinute: 600 }]
    const calendar = built({ exceptions: [{ date: plainDate('2026-11-21'), kind: 'work', name: '加班', spans, source: 'test' }] })
    expect(momentText(valueOf(addWorkMinutes(calendar, at('2026-11-20 17:00'), 60)))).toBe('2026-11-21（周六）09:30')
  })

  it('crosses its internal pages without a seam', () => {
    const calendar = built({})
    const far = valueOf(addWorkMinutes(calendar, at('2020-01-01 00:00'), 390 * 261 * 10))
    expect(workMinutesBetween(calendar, at('2020-01-01 00:00'), far)).toBe(390 * 261 * 10)
    expect(valueOf(subtractWorkMinutes(calendar, far, 390 * 261 * 10))).toBe(at('2020-01-01 08:30'))
    expect(workMinutesBetween(calendar, at('1965-01-01 00:00'), at('1965-01-11 00:00'))).toBe(6 * 390)
  })

  it('refuses instead of searching for ever when there is no working time', () => {
    const never = built({ hours: [withDay([])] })
    const from = at('2026-11-20 10:00')
    const refused = { ok: false, refusal: { code: 'NO_WORKING_TIME_AHEAD', params: { calendar: 'test', years: 20 } } }
    expect(addWorkMinutes(never, from, 1)).toEqual(refused)
    expect(subtractWorkMinutes(never, from, 1)).toEqual(refused)
    expect(addWorkDays(never, from, 1)).toEqual(refused)
    expect(nextWorkingMoment(never, from)).toEqual(refused)
    expect(addWorkMinutes(built({ hours: [] }), from, 1)).toEqual(refused)
    expect(addDuration(never, from, { amount: 1, unit: 'calendar_day' }).ok).toBe(true)
    expect(addDuration(built({}), from, { amount: 5_256_000, unit: 'work_minute' })).toMatchObject({
      refusal: { code: 'NO_WORKING_TIME_AHEAD' },
    })
  })

  it('throws on an amount that is no amount', () => {
    const calendar = built({})
    const from = at('2026-11-20 10:00')
    for (const wrong of [-1, NaN, Infinity]) expect(() => addWorkMinutes(calendar, from, wrong)).toThrow(RangeError)
    for (const wrong of [-1, 0.5, NaN]) expect(() => addWorkDays(calendar, from, wrong)).toThrow(RangeError)
    expect(() => workMinutesBetween(calendar, at('1000-01-01 00:00'), at('2026-01-01 00:00'))).toThrow(RangeError)
  })
})

describe('the holiday file', () => {
  const url = 'https://www.gov.cn/a.htm'
  const parse = (...lines: string[]): ReturnType<typeof parseHolidays> => parseHolidays([HOLIDAYS_HEADER, ...lines].join('\r\n'))

  it('is read with quotes, a byte order mark, blank lines and both kinds of flag', () => {
    const text = `\uFEFF${HOLIDAYS_HEADER}\n2026-10-01,"国庆节,中秋节",true,${url}\n\n2026-10-10,国庆节,0,${url}\n`
    expect(parseHolidays(text)).toEqual({
      ok: true,
      value: [
        { date: '2026-10-01', name: '国庆节,中秋节', isOffDay: true, sourceUrl: url },
        { date: '2026-10-10', name: '国庆节', isOffDay: false, sourceUrl: url },
      ],
    })
  })

  it.each([
    [`2026-02-30,春节,true,${url}`, 'date'],
    [`2026-2-3,春节,true,${url}`, 'date'],
    [`2026-02-16,,true,${url}`, 'name'],
    [`2026-02-16,春节,yes,${url}`, 'is_off_day'],
    ['2026-02-16,春节,true,somewhere', 'source_url'],
    ['2026-02-16,春节,true', 'row'],
    [`2026-02-16,"春节,true,${url}`, 'row'],
  ])('refuses %s for its %s, naming the line', (line, field) => {
    expect(parse(`2026-10-01,国庆节,true,${url}`, line)).toEqual({
      ok: false,
      refusal: { code: 'HOLIDAYS_ROW_INVALID', params: { line: 3, field } },
    })
  })

  it('refuses another header and a day listed twice', () => {
    expect(parseHolidays('day,name\n')).toMatchObject({ refusal: { code: 'HOLIDAYS_HEADER_INVALID' } })
    const line = `2026-10-01,国庆节,true,${url}`
    expect(parse(line, line)).toMatchObject({ refusal: { code: 'CALENDAR_DATE_REPEATED', params: { date: '2026-10-01' } } })
  })
})

describe('a duration', () => {
  it('is a whole positive amount of a known unit and nothing else', () => {
    expect(durationSchema.safeParse({ amount: 5, unit: 'work_day' }).success).toBe(true)
    for (const wrong of [
      { amount: 0, unit: 'minute' },
      { amount: 1.5, unit: 'minute' },
      { amount: 1, unit: 'week' },
      { amount: 1, unit: 'minute', x: 1 },
    ]) {
      expect(durationSchema.safeParse(wrong).success).toBe(false)
    }
  })

  it('is written as a notice writes it', () => {
    expect([
      durationText({ amount: 10, unit: 'minute' }),
      durationText({ amount: 1440, unit: 'minute' }),
      durationText({ amount: 120, unit: 'work_minute' }),
      durationText({ amount: 30, unit: 'work_minute' }),
      durationText({ amount: 5, unit: 'work_day' }),
      durationText({ amount: 15, unit: 'calendar_day' }),
    ]).toEqual(['10 分钟', '24 小时', '2 个工作小时', '30 个工作分钟', '5 个工作日', '15 个自然日'])
  })
})
