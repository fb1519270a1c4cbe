import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { DivisionCode } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { WorkCalendar } from '../../contract/work-calendar.js'
import { WorkCalendars } from '../../contract/work-calendars.js'
import type { HolidayRow } from '../../domain/parse-holidays.js'
import { calendarOf, type CalendarRow } from './work-calendar.mapper.js'

const READ_CALENDARS = statement<CalendarRow>(
  'worktime.read_calendars',
  `SELECT code, version, division_code AS "divisionCode", valid_from AS "validFrom", office_hours AS "officeHours"
   FROM worktime_calendar WHERE city_code = $1 ORDER BY version`,
)
const READ_HOLIDAYS = statement<HolidayRow>(
  'worktime.read_holidays',
  `SELECT date, name, is_off_day AS "isOffDay", source_url AS "sourceUrl" FROM worktime_holiday WHERE city_code = $1 ORDER BY date`,
)

/** Lengths of a division code that can have a calendar of its own, nearest first: village, township, county. */
const CODE_LENGTHS = [12, 9, 6]
const CITY = ''

/** The calendars as PostgreSQL has them, built when the process starts. Other processes see a change when they read again. */
@Injectable()
export class WorkCalendarsProvider extends WorkCalendars implements OnModuleInit {
  private calendars: ReadonlyMap<string, WorkCalendar> = new Map()

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** False until the reference data is there. */
  get isLoaded(): boolean {
    return this.calendars.has(CITY)
  }

  /** Throws on rows that make no calendar; what was known before then stays. */
  async reload(from: Tx = this.database): Promise<void> {
    const holidays = await from.run(READ_HOLIDAYS, [this.config.cityCode])
    const rows = await from.run(READ_CALENDARS, [this.config.cityCode])
    const scopes = new Set(rows.map((row) => row.divisionCode))
    this.calendars = new Map(
      [...scopes].map((scope) => [scope ?? CITY, calendarOf(rows.filter((row) => row.divisionCode === scope), holidays)]),
    )
  }

  /** A code begins with its county's and its township's. Throws while nothing is loaded: a limit without a calendar would be a guess. */
  override calendarFor(divisionCode: DivisionCode | null): WorkCalendar {
    const scopes = divisionCode === null ? [] : CODE_LENGTHS.map((length) => divisionCode.slice(0, length))
    const calendar = [...scopes, CITY].map((scope) => this.calendars.get(scope)).find((found) => found !== undefined)
    if (!calendar) throw new Error('No work calendar is loaded: the reference data has not been seeded')
    return calendar
  }
}
