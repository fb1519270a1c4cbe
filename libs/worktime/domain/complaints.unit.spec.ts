import { describe, expect, it } from '@jest/globals'
import { momentText } from '@tongban/worktime/contract'
import { addDuration } from './add-duration.js'
import { at, shippedCalendar, valueOf } from './calendar.spec-support.js'
import { isWorkingMoment, workMinutesBetween } from './work-minutes.js'

const calendar = shippedCalendar()
const due = (from: string, hours: number): string => momentText(valueOf(addDuration(calendar, at(from), { amount: hours * 60, unit: 'work_minute' })))
const counted = (from: string, to: string): number => workMinutesBetween(calendar, at(from), at(to))

/** What users of every helpdesk complain about, as far as it is about working time. */
describe('a clock in working time', () => {
  it('does not run at night', () => {
    expect(counted('2026-11-19 17:30', '2026-11-20 08:30')).toBe(0)
    expect(isWorkingMoment(calendar, at('2026-11-20 03:00'))).toBe(false)
    expect(due('2026-11-19 17:00', 2)).toBe('2026-11-20（周五）10:00')
  })

  it('does not run at lunch', () => {
    expect(counted('2026-11-20 12:00', '2026-11-20 14:30')).toBe(0)
    expect(due('2026-11-20 11:30', 1)).toBe('2026-11-20（周五）15:00')
  })

  it('does not run at weekends', () => {
    expect(counted('2026-11-20 17:30', '2026-11-23 08:30')).toBe(0)
  })

  it.each([
    ['2026-02-14 17:30', '2026-02-24 08:30', 'Spring Festival'],
    ['2026-09-30 17:30', '2026-10-08 08:30', 'National Day'],
    ['2025-09-30 17:30', '2025-10-09 08:30', 'National Day and Mid-Autumn'],
    ['2024-06-07 17:30', '2024-06-11 08:30', 'Dragon Boat'],
  ])('does not run in holidays: from %s to %s, %s', (from, to) => {
    expect(counted(from, to)).toBe(0)
    expect(due(from, 1)).toBe(momentText(at(to.replace('08:30', '09:30'))))
  })

  it.each([
    '2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12',
    '2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11',
    '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10',
  ])('runs on the make-up day %s, a Saturday or Sunday, as on any working day', (day) => {
    expect([6, 0]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay())
    expect(counted(`${day} 00:00`, `${day} 23:59`)).toBe(390)
  })

  it('runs on no other Saturday or Sunday of the three years', () => {
    let worked = 0
    for (let day = Date.UTC(2024, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
      const date = new Date(day)
      if (date.getUTCDay() % 6 === 0 && counted(`${date.toISOString().slice(0, 10)} 00:00`, `${date.toISOString().slice(0, 10)} 23:59`) > 0) worked += 1
    }
    expect(worked).toBe(19)
  })
})
