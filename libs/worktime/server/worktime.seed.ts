import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { ReferenceSeed, statement, type Tx } from '@tongban/platform/server'
import { DEFAULT_OFFICE_HOURS } from '../domain/default-office-hours.js'
import { parseHolidays } from '../domain/parse-holidays.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'

const ADD_HOLIDAYS = statement<{ date: string }>(
  'worktime.add_holidays',
  `INSERT INTO worktime_holiday (city_code, date, name, is_off_day, source_url)
   SELECT $2, date, name, "isOffDay", "sourceUrl"
   FROM jsonb_to_recordset($1::jsonb) AS r(date date, name text, "isOffDay" boolean, "sourceUrl" text)
   ON CONFLICT DO NOTHING RETURNING date`,
)
/** Clocks remember the version they were set by, so other holidays are another version of every calendar, with the hours it has. */
const RAISE_VERSIONS = statement<{ code: string }>(
  'worktime.raise_versions',
  `INSERT INTO worktime_calendar (city_code, code, version, division_code, valid_from, office_hours)
   SELECT DISTINCT ON (coalesce(division_code, '')) city_code, code, version + 1, division_code, valid_from, office_hours
   FROM worktime_calendar WHERE city_code = $1 ORDER BY coalesce(division_code, ''), version DESC
   RETURNING code`,
)
const ADD_CITY_CALENDAR = statement<{ code: string }>(
  'worktime.add_city_calendar',
  `INSERT INTO worktime_calendar (city_code, code, version, division_code, valid_from, office_hours)
   SELECT $1, 'office', 1, null, null, $2::jsonb
   WHERE NOT EXISTS (SELECT 1 FROM worktime_calendar WHERE city_code = $1 AND division_code IS NULL)
   RETURNING code`,
)

/** National holidays, and the city's office hours to start with. Days and hours that are there already are left as administrators made them. */
@Injectable()
export class WorktimeSeed extends ReferenceSeed {
  override readonly name = 'worktime'
  override readonly order = 30

  constructor(@Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider) {
    super()
  }

  /** Ends with a reading of the tables in the same transaction: rows that make no calendar are never committed, later seeds see them. */
  override async load(tx: Tx, cityCode: string): Promise<number> {
    const holidays = parseHolidays(await readFile(join(import.meta.dirname, 'data/holidays.csv'), 'utf8'))
    if (!holidays.ok) throw new Error(`holidays.csv: ${holidays.refusal.code} ${JSON.stringify(holidays.refusal.params)}`)
    const added = await tx.run(ADD_HOLIDAYS, [JSON.stringify(holidays.value), cityCode])
    const raised = added.length > 0 ? await tx.run(RAISE_VERSIONS, [cityCode]) : []
    const made = await tx.run(ADD_CITY_CALENDAR, [cityCode, JSON.stringify([DEFAULT_OFFICE_HOURS])])
    await this.calendars.reload(tx)
    return added.length + raised.length + made.length
  }
}
