import { addDays, instant, MINUTE_MS, plainDate, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'
import { isoWeekdayOf, type CalendarException, type WeeklyHours, type WorkCalendar, type WorkSpan } from '@tongban/worktime/contract'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { buildWorkCalendar } from './build-work-calendar.js'
import { DEFAULT_OFFICE_HOURS } from './default-office-hours.js'
import { exceptionsFromHolidays, parseHolidays } from './parse-holidays.js'

/** A moment on the city's clock, `2026-11-20 16:00` or with seconds. */
export const at = (text: string): Instant => instant(Date.parse(`${text.replace(' ', 'T')}+08:00`))

export function valueOf<T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T {
  if (!result.ok) throw new Error(`Refused: ${result.refusal.code}`)
  return result.value
}

/** The calendar an installation ships: real notices, default office hours. */
export const shippedCalendar = (): WorkCalendar => {
  const csv = readFileSync(new URL('../server/data/holidays.csv', import.meta.url), 'utf8')
  return valueOf(
    buildWorkCalendar({
      code: '150500',
      version: 1,
      hours: [DEFAULT_OFFICE_HOURS],
      exceptions: exceptionsFromHolidays(valueOf(parseHolidays(csv))),
    }),
  )
}

export const ORACLE_START = plainDate('2026-01-01')
const ORACLE_DAYS = 40

export const spansArbitrary: fc.Arbitrary<readonly WorkSpan[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 6 })
  .map((edges) => edges.sort((a, b) => a - b))
  .map((edges) =>
    Array.from({ length: Math.floor(edges.length / 2) }, (_, i) => ({ startMinute: edges[2 * i] ?? 0, endMinute: edges[2 * i + 1] ?? 0 })),
  )

export const weekArbitrary = fc.array(spansArbitrary, { minLength: 7, maxLength: 7 })

const exceptionArbitrary: fc.Arbitrary<CalendarException> = fc.record({
  date: fc.integer({ min: -5, max: ORACLE_DAYS }).map((days) => addDays(ORACLE_START, days)),
  kind: fc.constantFrom('off' as const, 'work' as const),
  name: fc.constantFrom('元旦', '春节'),
  spans: fc.option(spansArbitrary, { nil: null, freq: 3 }),
  source: fc.constant('test'),
})

const hours = (name: string, fields: Partial<WeeklyHours> & Pick<WeeklyHours, 'week' | 'makeUpDay'>): WeeklyHours => ({
  name,
  validFrom: null,
  validTo: null,
  season: null,
  source: 'test',
  ...fields,
})

/** Any calendar: up to three spans a day, different every weekday, a season and a validity that begin inside the walk, odd exceptions. */
export const calendarArbitrary: fc.Arbitrary<WorkCalendar> = fc
  .record({
    week: weekArbitrary,
    seasonWeek: weekArbitrary,
    oldWeek: weekArbitrary,
    makeUpDay: spansArbitrary,
    hasSeason: fc.boolean(),
    hasOld: fc.boolean(),
    exceptions: fc.uniqueArray(exceptionArbitrary, { maxLength: 12, selector: ({ date }) => date }),
  })
  .map(({ week, seasonWeek, oldWeek, makeUpDay, hasSeason, hasOld, exceptions }) =>
    valueOf(
      buildWorkCalendar({
        code: 'test',
        version: 1,
        hours: [
          ...(hasOld ? [hours('old', { week: oldWeek, makeUpDay, validTo: plainDate('2026-01-06') })] : []),
          ...(hasSeason ? [hours('season', { week: seasonWeek, makeUpDay, season: { from: '12-15', to: '01-12' } })] : []),
          hours('all', { week, makeUpDay }),
        ],
        exceptions,
      }),
    ),
  )

/** A calendar that repeats one non-empty week without exceptions: the only kind for which day arithmetic adds up by itself. */
export const uniformCalendarArbitrary: fc.Arbitrary<WorkCalendar> = fc
  .record({ day: spansArbitrary.filter((spans) => spans.length > 0), working: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }) })
  .filter(({ working }) => working.includes(true))
  .map(({ day, working }) =>
    valueOf(
      buildWorkCalendar({
        code: 'test',
        version: 1,
        hours: [hours('all', { week: working.map((works) => (works ? day : [])), makeUpDay: day })],
        exceptions: [],
      }),
    ),
  )

/**
 * The slow oracle: one flag (1 is working time) per minute from ORACLE_START, read from the calendar's data by definition, one day and one
 * minute at a time, sharing no code with the index.
 */
export function minuteFlags(calendar: WorkCalendar, days = ORACLE_DAYS): Uint8Array {
  const flags = new Uint8Array(days * 1440)
  for (let day = 0; day < days; day += 1) {
    const spans = spansByDefinition(calendar, addDays(ORACLE_START, day))
    for (let minute = 0; minute < 1440; minute += 1) {
      for (const span of spans) if (span.startMinute <= minute && minute < span.endMinute) flags[day * 1440 + minute] = 1
    }
  }
  return flags
}

export const oracleMoment = (minute: number): Instant => instant(startOfDay(ORACLE_START) + minute * MINUTE_MS)

function spansByDefinition(calendar: WorkCalendar, date: PlainDate): readonly WorkSpan[] {
  const exception = calendar.exceptions.find((each) => each.date === date)
  if (exception !== undefined && exception.spans !== null) return exception.spans
  if (exception !== undefined && exception.kind === 'off') return []
  for (const each of calendar.hours) {
    if (each.validTo !== null && date >= each.validTo) continue
    if (each.validFrom !== null && date < each.validFrom) continue
    if (each.season !== null) {
      const day = date.slice(5)
      const wraps = each.season.from > each.season.to
      const isInside = wraps ? day >= each.season.from || day < each.season.to : day >= each.season.from && day < each.season.to
      if (!isInside) continue
    }
    return exception !== undefined ? each.makeUpDay : (each.week[isoWeekdayOf(date) - 1] ?? [])
  }
  return []
}
