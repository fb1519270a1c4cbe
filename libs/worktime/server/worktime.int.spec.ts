import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Module, type INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { DAY_MS, idOf, instantFromIso, isoOf, plainDate } from '@tongban/kernel/core'
import { Background, Database, LOGGER, PlatformModule } from '@tongban/platform/server'
import { cloneDatabase, FakeClock, testConfig } from '@tongban/testing/server'
import type { Logger } from 'pino'
import { WorkCalendars } from '../contract/work-calendars.js'
import { addWorkDays } from '../domain/work-days.js'
import { workingDayOf, workingSpansOf } from '../domain/working-day.js'
import { HolidayWatch } from './holiday-watch.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'
import { WorktimeModule } from './worktime.module.js'
import { WorktimeSeed } from './worktime.seed.js'

@Module({})
class TestModule {}

const clock = new FakeClock('2026-10-31T23:59:59+08:00')
let app: INestApplicationContext
let drop: () => Promise<void>
let database: Database
let calendars: WorkCalendars
const warnings: unknown[] = []

const runSeed = (): Promise<number> => database.transaction((tx) => app.get(WorktimeSeed).load(tx, '150500'))
const countRows = async (): Promise<unknown> =>
  (await database.query('SELECT (SELECT count(*) FROM worktime_holiday) AS holidays, (SELECT count(*) FROM worktime_calendar) AS calendars'))[0]

const warningsOf = async (): Promise<unknown[]> => {
  warnings.length = 0
  await app.get(HolidayWatch).check()
  return [...warnings]
}

/** A version whose every weekday is one span. */
const addVersion = (values: { code: string; version: number; divisionCode: string | null; validFrom: string | null; start: number; end: number }): Promise<object[]> => {
  const span = [{ startMinute: values.start, endMinute: values.end }]
  const hours = { name: values.code, validFrom: null, validTo: null, season: null, week: [span, span, span, span, span, [], []], makeUpDay: span, source: '测试' }
  return database.query('INSERT INTO worktime_calendar (city_code, code, version, division_code, valid_from, office_hours) VALUES ($1, $2, $3, $4, $5, $6)', [
    '150500', values.code, values.version, values.divisionCode, values.validFrom, JSON.stringify([hours]),
  ])
}

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  const platform = PlatformModule.with({ service: 'test', config: await testConfig(clone.url), entities: [], clock })
  app = await NestFactory.createApplicationContext({ module: TestModule, imports: [WorktimeModule, platform] }, { logger: false, abortOnError: false })
  database = app.get(Database)
  calendars = app.get(WorkCalendars)
  const logger = app.get<Logger>(LOGGER)
  logger.warn = (...line: unknown[]): void => {
    warnings.push(typeof line[0] === 'string' ? line[0] : { ...(line[0] as object) })
  }
})

afterAll(async () => {
  await app.close()
  await drop()
})

describe('worktime', () => {
  it('starts on an empty database, says that nothing is loaded, and guesses no limits', async () => {
    expect(() => calendars.calendarFor(null)).toThrow('has not been seeded')
    expect(await warningsOf()).toEqual([expect.stringContaining('no work calendar')])
  })

  it('is seeded once: the second time writes nothing', async () => {
    expect(await runSeed()).toBe(108 + 1)
    expect(await countRows()).toEqual({ holidays: 108, calendars: 1 })
    const before = calendars.calendarFor(null)
    expect(await runSeed()).toBe(0)
    expect(await countRows()).toEqual({ holidays: 108, calendars: 1 })
    expect(calendars.calendarFor(null)).toEqual(before)
  })

  it('knows holidays and make-up days without a restart', () => {
    const calendar = calendars.calendarFor(idOf('150502003'))
    expect(calendar).toMatchObject({ code: 'office', version: 1 })
    expect(workingDayOf(calendar, plainDate('2026-10-06'))).toMatchObject({ kind: 'holiday', name: '国庆节' })
    expect(workingDayOf(calendar, plainDate('2026-10-10'))).toMatchObject({ kind: 'make_up', weekday: 6 })
    const due = addWorkDays(calendar, instantFromIso('2026-09-30T16:00:00+08:00'), 1)
    expect(due.ok && isoOf(due.value)).toBe('2026-10-08T08:00:00.000Z')
  })

  it('warns of next year\'s holidays from November on, until they are there', async () => {
    expect(await warningsOf()).toEqual([])
    clock.set('2026-11-01T00:00:00+08:00')
    expect(await warningsOf()).toEqual([{ years: [2027] }])
    await database.query(`INSERT INTO worktime_holiday VALUES ('150500', '2027-10-01', '国庆节', true, 'https://example.org/2027')`)
    expect(await warningsOf()).toEqual([])
    expect(app.get(Background).tasks.filter(({ name }) => name === 'worktime.missing_holidays').map(({ everyMs }) => everyMs)).toEqual([DAY_MS])
  })

  it('gives the calendar a higher version when the seed brings days that were missing, and leaves edited days alone', async () => {
    await database.query(`DELETE FROM worktime_holiday WHERE date = '2026-10-06'`)
    await database.query(`UPDATE worktime_holiday SET name = '改过的名称' WHERE date = '2026-10-07'`)
    expect(await runSeed()).toBe(2)
    const calendar = calendars.calendarFor(null)
    expect(calendar).toMatchObject({ code: 'office', version: 2 })
    expect(calendar.hours).toHaveLength(1)
    expect(workingDayOf(calendar, plainDate('2026-10-07')).name).toBe('改过的名称')
  })

  it('counts each day by the version in force on it', async () => {
    await addVersion({ code: 'office', version: 3, divisionCode: null, validFrom: '2027-05-01', start: 480, end: 960 })
    await app.get(WorkCalendarsProvider).reload()
    const calendar = calendars.calendarFor(null)
    expect(calendar.version).toBe(3)
    expect(workingSpansOf(calendar, plainDate('2027-04-30'))).toEqual([{ startMinute: 510, endMinute: 720 }, { startMinute: 870, endMinute: 1050 }])
    expect(workingSpansOf(calendar, plainDate('2027-05-03'))).toEqual([{ startMinute: 480, endMinute: 960 }])
  })

  it('asks the nearest division above that has its own hours', async () => {
    await addVersion({ code: 'county', version: 1, divisionCode: '150525', validFrom: null, start: 540, end: 1020 })
    await addVersion({ code: 'town', version: 1, divisionCode: '150525100', validFrom: null, start: 600, end: 1080 })
    await app.get(WorkCalendarsProvider).reload()
    const codeFor = (division: string | null): string => calendars.calendarFor(division === null ? null : idOf(division)).code
    expect([null, '150500', '150502', '150525', '150525101', '150525100', '150525100200'].map(codeFor)).toEqual([
      'office', 'office', 'office', 'county', 'county', 'town', 'town',
    ])
  })

  it('keeps what it knew when hours make no calendar', async () => {
    await addVersion({ code: 'office', version: 4, divisionCode: null, validFrom: null, start: 960, end: 480 })
    await expect(app.get(WorkCalendarsProvider).reload()).rejects.toThrow('CALENDAR_SPANS_INVALID')
    expect(calendars.calendarFor(null).version).toBe(3)
    await database.query(`DELETE FROM worktime_calendar WHERE code = 'office' AND version = 4`)
  })
})
