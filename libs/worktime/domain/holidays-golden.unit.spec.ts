import { describe, expect, it } from '@jest/globals'
import { plainDate, plainDateOf } from '@tongban/kernel/core'
import { momentText } from '@tongban/worktime/contract'
import { addDuration } from './add-duration.js'
import { at, shippedCalendar, valueOf } from './calendar.spec-support.js'
import { missingHolidayYears } from './missing-holiday-years.js'
import { addWorkDays } from './work-days.js'
import { addWorkMinutes, workMinutesBetween } from './work-minutes.js'
import { workingDayOf, workingSpansOf } from './working-day.js'

const calendar = shippedCalendar()
const minutes = (from: string, n: number): string => momentText(valueOf(addWorkMinutes(calendar, at(from), n)))
const days = (from: string, n: number): string => momentText(valueOf(addWorkDays(calendar, at(from), n)))

describe('the working calendar of 2024 to 2026', () => {
  // Each row by hand from the State Council notices: moment, working minutes, due.
  it.each([
    ['2024-02-09 16:30', 120, '2024-02-18（周日）09:30', 'Spring Festival 2024 ends in a make-up Sunday'],
    ['2024-04-03 17:00', 60, '2024-04-07（周日）09:00', 'Qingming 2024, make-up Sunday'],
    ['2024-04-30 17:00', 60, '2024-05-06（周一）09:00', 'Labour Day 2024'],
    ['2024-05-10 17:00', 60, '2024-05-11（周六）09:00', 'make-up Saturday after Labour Day 2024'],
    ['2024-06-07 17:20', 120, '2024-06-11（周二）10:20', 'Dragon Boat Monday 2024'],
    ['2024-09-13 17:00', 60, '2024-09-14（周六）09:00', 'make-up Saturday before Mid-Autumn 2024'],
    ['2024-09-14 17:00', 60, '2024-09-18（周三）09:00', 'Mid-Autumn 2024'],
    ['2024-09-28 10:00', 120, '2024-09-29（周日）10:30', 'make-up Sunday before National Day 2024'],
    ['2024-09-30 17:00', 60, '2024-10-08（周二）09:00', 'National Day 2024'],
    ['2025-01-26 16:00', 120, '2025-01-27（周一）09:00', 'make-up Sunday before Spring Festival 2025'],
    ['2025-01-27 16:00', 120, '2025-02-05（周三）09:00', 'Spring Festival 2025'],
    ['2025-02-07 17:00', 60, '2025-02-08（周六）09:00', 'make-up Saturday after Spring Festival 2025'],
    ['2025-04-27 17:00', 60, '2025-04-28（周一）09:00', 'make-up Sunday before Labour Day 2025'],
    ['2025-05-30 17:00', 60, '2025-06-03（周二）09:00', 'Dragon Boat 2025'],
    ['2025-09-30 17:00', 60, '2025-10-09（周四）09:00', 'National Day and Mid-Autumn 2025, eight days'],
    ['2025-10-10 17:00', 60, '2025-10-11（周六）09:00', 'make-up Saturday after National Day 2025'],
    ['2025-12-31 17:00', 60, '2026-01-04（周日）09:00', 'New Year 2026 and its make-up Sunday'],
    ['2026-02-14 17:00', 60, '2026-02-24（周二）09:00', 'Spring Festival 2026, from a make-up Saturday'],
    ['2026-02-27 17:00', 60, '2026-02-28（周六）09:00', 'make-up Saturday after Spring Festival 2026'],
    ['2026-05-08 17:00', 60, '2026-05-09（周六）09:00', 'make-up Saturday after Labour Day 2026'],
    ['2026-09-18 17:00', 60, '2026-09-20（周日）09:00', 'make-up Sunday before National Day 2026, the Saturday is free'],
    ['2026-09-24 17:00', 60, '2026-09-28（周一）09:00', 'Mid-Autumn 2026'],
    ['2026-10-09 17:00', 60, '2026-10-10（周六）09:00', 'make-up Saturday after National Day 2026'],
    ['2026-11-20 11:30', 60, '2026-11-20（周五）15:00', 'lunch does not count'],
    ['2026-11-20 16:00', 90, '2026-11-20（周五）17:30', 'the last minute of a day ends at closing time'],
    ['2026-11-20 23:15', 1, '2026-11-23（周一）08:31', 'nights and weekends do not count'],
  ])('from %s, %i working minutes are over at %s: %s', (from, n, due) => {
    expect(minutes(from, n)).toBe(due)
    expect(workMinutesBetween(calendar, at(from), valueOf(addWorkMinutes(calendar, at(from), n)))).toBe(n)
  })

  it.each([
    ['2026-11-20 16:00', 1, '2026-11-23（周一）16:00', 'Friday 16:00 is due on the next working day at 16:00'],
    ['2026-11-20 20:00', 1, '2026-11-24（周二）08:30', 'filed at night it counts from the next morning'],
    ['2026-11-20 17:30', 1, '2026-11-24（周二）08:30', 'closing time is already out of hours'],
    ['2026-11-20 13:00', 1, '2026-11-23（周一）14:30', 'filed at lunch it counts from the afternoon'],
    ['2026-11-21 10:00', 5, '2026-11-30（周一）08:30', 'filed on a Saturday'],
    ['2026-09-30 10:00', 5, '2026-10-13（周二）10:00', 'National Day 2026: 8, 9, make-up 10, 12, 13'],
    ['2026-02-13 10:00', 3, '2026-02-25（周三）10:00', 'Spring Festival 2026: make-up 14, 24, 25'],
    ['2026-02-27 10:00', 1, '2026-02-28（周六）10:00', 'a make-up Saturday is a working day'],
    ['2025-01-24 10:00', 2, '2025-01-27（周一）10:00', 'Sunday 26 January 2025 is a make-up day'],
    ['2024-04-30 09:00', 6, '2024-05-11（周六）09:00', 'Labour Day 2024: 6, 7, 8, 9, 10, make-up 11'],
  ])('from %s, %i working days are over at %s: %s', (from, n, due) => {
    expect(days(from, n)).toBe(due)
  })

  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    const from = at(`${year}-01-01 00:00`)
    const to = at(`${year + 1}-01-01 00:00`)
    expect(workMinutesBetween(calendar, from, to) / 390).toBe(count)
  })

  it('runs through nights and holidays where the limit is not in working time', () => {
    expect(addDuration(calendar, at('2026-09-30 16:00'), { amount: 1440, unit: 'minute' })).toEqual({
      ok: true,
      value: at('2026-10-01 16:00'),
    })
    expect(addDuration(calendar, at('2026-09-30 16:00'), { amount: 15, unit: 'calendar_day' })).toEqual({
      ok: true,
      value: at('2026-10-15 16:00'),
    })
    expect(addDuration(calendar, at('2026-09-30 16:00'), { amount: 120, unit: 'work_minute' })).toEqual({
      ok: true,
      value: at('2026-10-08 09:00'),
    })
    expect(addDuration(calendar, at('2026-09-30 16:00'), { amount: 1, unit: 'work_day' })).toEqual({
      ok: true,
      value: at('2026-10-08 16:00'),
    })
  })

  it('keeps seconds and milliseconds', () => {
    const from = at('2026-11-20 16:00:23.456')
    expect(valueOf(addWorkMinutes(calendar, from, 120))).toBe(at('2026-11-23 09:00:23.456'))
    expect(valueOf(addWorkDays(calendar, from, 1))).toBe(at('2026-11-23 16:00:23.456'))
  })

  it('says of each day what it is and why', () => {
    const kindOf = (date: string): string => {
      const day = workingDayOf(calendar, plainDate(date))
      return `${day.kind} ${day.name ?? '-'} ${day.spans.length}`
    }
    expect(kindOf('2026-11-20')).toBe('regular - 2')
    expect(kindOf('2026-11-21')).toBe('rest - 0')
    expect(kindOf('2026-10-01')).toBe('holiday 国庆节 0')
    expect(kindOf('2026-10-10')).toBe('make_up 国庆节 2')
    expect(workingSpansOf(calendar, plainDateOf(at('2026-11-20 00:00')))).toEqual([
      { startMinute: 510, endMinute: 720 },
      { startMinute: 870, endMinute: 1050 },
    ])
  })

  it('misses the next year from November on, and a year that was never loaded at any time', () => {
    expect(missingHolidayYears(calendar, at('2026-10-31 23:59'))).toEqual([])
    expect(missingHolidayYears(calendar, at('2026-11-01 00:00'))).toEqual([2027])
    expect(missingHolidayYears(calendar, at('2027-03-01 00:00'))).toEqual([2027])
    expect(missingHolidayYears(calendar, at('2025-12-01 00:00'))).toEqual([])
  })
})
