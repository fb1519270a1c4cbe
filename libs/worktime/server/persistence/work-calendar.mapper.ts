import { plainDate, type PlainDate } from '@tongban/kernel/core'
import { z } from 'zod'
import type { WeeklyHours, WorkCalendar } from '../../contract/work-calendar.js'
import { buildWorkCalendar } from '../../domain/build-work-calendar.js'
import { exceptionsFromHolidays, type HolidayRow } from '../../domain/parse-holidays.js'

export type CalendarRow = {
  readonly code: string
  readonly version: number
  readonly divisionCode: string | null
  readonly validFrom: string | null
  readonly officeHours: unknown
}

const span = z.strictObject({ startMinute: z.int(), endMinute: z.int() })
const day = z.iso.date().transform(plainDate).nullable()
const officeHours = z.array(
  z.strictObject({
    name: z.string().min(1),
    validFrom: day,
    validTo: day,
    season: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
    week: z.array(z.array(span)),
    makeUpDay: z.array(span),
    source: z.string(),
  }),
)

/**
 * One calendar from all versions of a scope, lowest first. A version holds from its first day until the first day of the next one, so a
 * limit that runs across a change is counted by the hours of each day; one that never came into force falls away. The result carries the
 * code and number of the highest. Throws on hours that make no calendar.
 */
export function calendarOf(versions: readonly CalendarRow[], holidays: readonly HolidayRow[]): WorkCalendar {
  const newest = versions.at(-1)
  if (!newest) throw new Error('A calendar needs a version')
  const hours: WeeklyHours[] = []
  let until: PlainDate | null = null
  for (const row of versions.toReversed()) {
    const from: PlainDate | null = row.validFrom === null ? null : plainDate(row.validFrom)
    hours.push(...officeHours.parse(row.officeHours).flatMap((each) => clip(each, from, until)))
    if (from === null) break
    if (until === null || from < until) until = from
  }
  const built = buildWorkCalendar({ code: newest.code, version: newest.version, hours, exceptions: exceptionsFromHolidays(holidays) })
  if (!built.ok) throw new Error(`Calendar ${newest.code} ${newest.version}: ${built.refusal.code} ${JSON.stringify(built.refusal.params)}`)
  return built.value
}

/** The hours within [from, to), or nothing. */
function clip(hours: WeeklyHours, from: PlainDate | null, to: PlainDate | null): WeeklyHours[] {
  const validFrom = hours.validFrom !== null && (from === null || from < hours.validFrom) ? hours.validFrom : from
  const validTo = hours.validTo !== null && (to === null || hours.validTo < to) ? hours.validTo : to
  return validFrom !== null && validTo !== null && validFrom >= validTo ? [] : [{ ...hours, validFrom, validTo }]
}
