import { describe, expect, it } from '@jest/globals'
import { addDays, plainDate, startOfDay, type PlainDate } from '@tongban/kernel/core'
import { MOST_DAYS_WITHOUT_WORK, type CalendarException, type WeeklyHours, type WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar } from './build-work-calendar.js'
import { checkGap, checkSeasons, gapsOf } from './calendar-faults.js'
import { shippedCalendar, valueOf } from './calendar.spec-support.js'
import { DEFAULT_OFFICE_HOURS } from './default-office-hours.js'

const TODAY = plainDate('2026-11-23')
const NOW = startOfDay(TODAY)
const hours = (name: string, season: WeeklyHours['season'], changes: Partial<WeeklyHours> = {}): WeeklyHours => ({ ...DEFAULT_OFFICE_HOURS, name, season, ...changes })
const calendarOf = (officeHours: readonly WeeklyHours[], exceptions: readonly CalendarException[] = []): WorkCalendar =>
  valueOf(buildWorkCalendar({ code: '150525/township-150525101', version: 2, hours: officeHours, exceptions }))
const office = calendarOf([DEFAULT_OFFICE_HOURS])
const daysOff = (from: PlainDate, count: number): CalendarException[] =>
  Array.from({ length: count }, (_, at) => ({ date: addDays(from, at), kind: 'off', name: '停办', spans: null, source: '通知' }))
const codeOf = (result: ReturnType<typeof checkGap>): string => (result.ok ? 'ok' : result.refusal.code)

describe('a hole in a calendar', () => {
  it('is not in the shipped one: the longest rest is a festival', () => {
    const shipped = shippedCalendar()
    expect(Math.max(...gapsOf(shipped, plainDate('2024-01-01'), plainDate('2027-01-01')).map(({ days }) => days))).toBeLessThan(12)
    expect(checkGap(office, shipped, NOW)).toEqual({ ok: true, value: null })
  })

  it('of half a year is refused, with the days of the first such hole', () => {
    const halfYear = calendarOf([hours('夏季', { from: '05-01', to: '10-01' })])
    expect(checkGap(office, halfYear, NOW)).toEqual({
      ok: false, refusal: { code: 'CALENDAR_GAP', params: { calendar: '150525/township-150525101', from: '2026-11-23', to: '2027-05-02', days: 161, most: MOST_DAYS_WITHOUT_WORK } },
    })
    expect(checkGap(office, calendarOf([hours('夏季', { from: '05-01', to: '10-01' }), hours('其余', null)]), NOW).ok).toBe(true)
  })

  it('of a month is let be, of a day more is not', () => {
    // Tuesday to Tuesday: no weekend before or after makes it longer.
    const from = plainDate('2027-03-02')
    expect(codeOf(checkGap(office, calendarOf([DEFAULT_OFFICE_HOURS], daysOff(from, 30)), NOW))).toBe('ok')
    expect(codeOf(checkGap(office, calendarOf([DEFAULT_OFFICE_HOURS], daysOff(from, 31)), NOW))).toBe('CALENDAR_GAP')
  })

  it('is found where hours end and none follow, and where hours begin years from now', () => {
    expect(codeOf(checkGap(office, calendarOf([hours('到期', null, { validTo: plainDate('2029-01-01') })]), NOW))).toBe('CALENDAR_GAP')
    const later = calendarOf([hours('夏季', { from: '05-01', to: '10-01' }, { validFrom: plainDate('2031-01-01') }), hours('眼下', null, { validTo: plainDate('2031-01-01') })])
    expect(codeOf(checkGap(office, later, NOW))).toBe('CALENDAR_GAP')
  })

  it('that was there before is no fault of a change that leaves it as it is: it can be mended step by step', () => {
    const halfYear = calendarOf([hours('夏季', { from: '05-01', to: '10-01' })])
    const better = calendarOf([hours('夏季', { from: '05-01', to: '12-01' })])
    expect([codeOf(checkGap(halfYear, better, NOW)), codeOf(checkGap(better, halfYear, NOW))]).toEqual(['ok', 'CALENDAR_GAP'])
  })
})

describe('two sets of hours for one day', () => {
  const summer = hours('夏季', { from: '05-01', to: '12-01' })
  const winter = hours('冬季', { from: '10-01', to: '06-01' })
  const overlap = (first: number, firstName: string, second: number, secondName: string, day: string) => ({
    ok: false, refusal: { code: 'CALENDAR_SEASONS_OVERLAP', params: { first, firstName, second, secondName, day } },
  })

  it('are refused with both rows and the first such day', () => {
    expect(checkSeasons([summer, winter])).toEqual(overlap(1, '夏季', 2, '冬季', '05-01'))
    expect(checkSeasons([hours('其一', { from: '03-01', to: '04-01' }), summer, winter, hours('其余', null)])).toEqual(overlap(1, '其一', 3, '冬季', '03-01'))
  })

  it('are not two seasons that meet, nor a season before the rest of the year, nor seasons of different years', () => {
    expect(checkSeasons([hours('夏季', { from: '05-01', to: '10-01' }), hours('冬季', { from: '10-01', to: '05-01' })]).ok).toBe(true)
    expect(checkSeasons([summer, hours('其余', null)]).ok).toBe(true)
    const until = plainDate('2027-01-01')
    expect(checkSeasons([{ ...summer, validTo: until }, { ...winter, validFrom: until }]).ok).toBe(true)
    expect(checkSeasons([{ ...summer, validTo: plainDate('2027-06-01') }, { ...winter, validFrom: until }])).toEqual(overlap(1, '夏季', 2, '冬季', '2027-05-01'))
  })

  it('are also hours that never apply, after those of the whole year', () => {
    expect(checkSeasons([hours('全年', null), summer])).toEqual(overlap(1, '全年', 2, '夏季', '05-01'))
    expect(checkSeasons([hours('新', null, { validFrom: plainDate('2027-01-01') }), hours('旧', null)]).ok).toBe(true)
  })
})
