import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, idOf, instantFromIso, isoOf, plainDate } from '@tongban/kernel/core'
import { Background, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { WorkCalendars } from '../contract/work-calendars.js'
import { addWorkDays } from '../domain/work-days.js'
import { workingDayOf, workingSpansOf } from '../domain/working-day.js'
import { HolidayWatch } from './holiday-watch.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'
import { WorktimeUnderTest } from './worktime.spec-support.js'

let city: WorktimeUnderTest
let calendars: WorkCalendars
const warnings: unknown[] = []

const countRows = async (): Promise<unknown> =>
  (await city.database.query('SELECT (SELECT count(*) FROM worktime_day) AS days, (SELECT count(*) FROM worktime_hours) AS hours, (SELECT count(*) FROM worktime_revision) AS revisions'))[0]

const warningsOf = async (): Promise<unknown[]> => {
  warnings.length = 0
  await city.app.get(HolidayWatch).check()
  return [...warnings]
}

/** A revision whose every weekday is one span, as the migration brings it from the tables before. */
async function addHours(values: { layer: string; revision: number; validFrom: string | null; start: number; end: number }): Promise<void> {
  const span = [{ startMinute: values.start, endMinute: values.end }]
  const hours = { name: values.layer, validFrom: null, validTo: null, season: null, week: [span, span, span, span, span, [], []], makeUpDay: span, source: '测试' }
  await city.database.query(
    `INSERT INTO worktime_revision (city_code, revision, id, at, actor_id, kind, layer, reason, days_set, days_removed, hours_changed)
     VALUES ('150500', $1, gen_random_uuid(), now(), 'system', 'edit', $2, '测试', 0, 0, true)`,
    [values.revision, values.layer],
  )
  await city.database.query('INSERT INTO worktime_hours (city_code, layer, revision, valid_from, office_hours) VALUES ($1, $2, $3, $4, $5)', [
    '150500', values.layer, values.revision, values.validFrom, JSON.stringify([hours]),
  ])
}

beforeAll(async () => {
  city = await WorktimeUnderTest.open('2026-10-31T23:59:59+08:00')
  calendars = city.app.get(WorkCalendars)
  const logger = city.app.get<Logger>(LOGGER)
  logger.warn = (...line: unknown[]): void => {
    warnings.push(typeof line[0] === 'string' ? line[0] : { ...(line[0] as object) })
  }
})

afterAll(() => city.stop())

describe('worktime', () => {
  it('starts on an empty database, says that nothing is loaded, and guesses no limits', async () => {
    expect(() => calendars.calendarFor(null)).toThrow('has not been seeded')
    expect(await warningsOf()).toEqual([expect.stringContaining('no work calendar')])
  })

  it('is seeded once: the second time writes nothing', async () => {
    expect(await city.seed()).toBe(108 + 1)
    expect(await countRows()).toEqual({ days: 108, hours: 1, revisions: 1 })
    const before = calendars.calendarFor(null)
    expect(await city.seed()).toBe(0)
    expect(await countRows()).toEqual({ days: 108, hours: 1, revisions: 1 })
    expect(calendars.calendarFor(null)).toEqual(before)
    // there were no clocks to count anew
    expect(await city.events()).toEqual([])
  })

  it('knows holidays and make-up days without a restart', () => {
    const calendar = calendars.calendarFor(idOf('150502003'))
    expect(calendar).toMatchObject({ code: 'office', version: 1 })
    expect(workingDayOf(calendar, plainDate('2026-10-06'))).toMatchObject({ kind: 'holiday', name: '国庆节' })
    expect(workingDayOf(calendar, plainDate('2026-10-10'))).toMatchObject({ kind: 'make_up', weekday: 6 })
    const due = addWorkDays(calendar, instantFromIso('2026-09-30T16:00:00+08:00'), 1)
    expect(due.ok && isoOf(due.value)).toBe('2026-10-08T08:00:00.000Z')
  })

  it("warns of next year's holidays from November on, until they are there", async () => {
    expect(await warningsOf()).toEqual([])
    city.clock.set('2026-11-01T00:00:00+08:00')
    expect(await warningsOf()).toEqual([{ years: [2027] }])
    await city.database.query(`INSERT INTO worktime_day VALUES ('150500', 'nation', '2027-10-01', 1, NULL, 'off', '国庆节', NULL, 'https://example.org/2027')`)
    expect(await warningsOf()).toEqual([])
    expect(city.app.get(Background).tasks.filter(({ name }) => name === 'worktime.missing_holidays').map(({ everyMs }) => everyMs)).toEqual([DAY_MS])
  })

  it('gives the calendar a higher version when the seed brings days that were missing, tells of it, and leaves edited days alone', async () => {
    await city.database.query(`DELETE FROM worktime_day WHERE date = '2026-10-06'`)
    await city.database.query(`UPDATE worktime_day SET name = '改过的名称' WHERE date = '2026-10-07'`)
    expect(await city.seed()).toBe(1)
    const calendar = calendars.calendarFor(null)
    expect(calendar).toMatchObject({ code: 'office', version: 2 })
    expect(calendar.hours).toHaveLength(1)
    expect(workingDayOf(calendar, plainDate('2026-10-07')).name).toBe('改过的名称')
    expect(await city.events()).toMatchObject([{ scopes: [{ divisionCode: null, unitId: null }], changedBy: 'system', version: 2 }])
  })

  it('counts each day by the version in force on it', async () => {
    await addHours({ layer: 'city', revision: 3, validFrom: '2027-05-01', start: 480, end: 960 })
    await city.app.get(WorkCalendarsProvider).reload()
    const calendar = calendars.calendarFor(null)
    expect(calendar.version).toBe(3)
    expect(workingSpansOf(calendar, plainDate('2027-04-30'))).toEqual([{ startMinute: 510, endMinute: 720 }, { startMinute: 870, endMinute: 1050 }])
    expect(workingSpansOf(calendar, plainDate('2027-05-03'))).toEqual([{ startMinute: 480, endMinute: 960 }])
  })

  it('asks a unit that has its own hours, else the nearest division above that has', async () => {
    await addHours({ layer: '150525', revision: 4, validFrom: null, start: 540, end: 1020 })
    await addHours({ layer: '150525100', revision: 5, validFrom: null, start: 600, end: 1080 })
    await addHours({ layer: '150500/city-150500-housing', revision: 6, validFrom: null, start: 0, end: 1440 })
    await city.app.get(WorkCalendarsProvider).reload()
    const codeFor = (division: string | null, unit?: string): string => calendars.calendarFor(division === null ? null : idOf(division), unit).code
    expect([null, '150500', '150502', '150525', '150525101', '150525100', '150525100200'].map((division) => codeFor(division))).toEqual([
      'office', 'office', 'office', '150525', '150525', '150525100', '150525100',
    ])
    // wherever the case is: it is the unit that works
    expect(codeFor('150525100', 'city-150500-housing')).toBe('150500/city-150500-housing')
    expect(codeFor('150525100', 'another-unit')).toBe('150525100')
  })

  it('keeps what it knew when hours make no calendar', async () => {
    await addHours({ layer: 'city', revision: 7, validFrom: null, start: 960, end: 480 })
    await expect(city.app.get(WorkCalendarsProvider).reload()).rejects.toThrow('CALENDAR_SPANS_INVALID')
    expect(calendars.calendarFor(null).version).toBe(3)
  })
})
