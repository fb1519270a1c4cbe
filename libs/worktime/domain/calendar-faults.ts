import { addDays, ok, plainDateOf, refuse, type Instant, type PlainDate, type Result } from '@tongban/kernel/core'
import { MOST_DAYS_WITHOUT_WORK, type WeeklyHours, type WorkCalendar } from '@tongban/worktime/contract'
import { dateOfDayNumber, dayNumberOf, spansOfDay } from './calendar-index.js'

/** Days without any working time, [from, to). */
export type Gap = { readonly from: PlainDate; readonly to: PlainDate; readonly days: number }

/** Stretches of days without working time within [from, to), in their order; one that reaches the end is cut off there. */
export function gapsOf(calendar: WorkCalendar, from: PlainDate, to: PlainDate): readonly Gap[] {
  const end = dayNumberOf(to)
  const gaps: Gap[] = []
  for (let day = dayNumberOf(from); day < end; day += 1) {
    const first = day
    while (day < end && spansOfDay(calendar, day).length === 0) day += 1
    if (day > first) gaps.push({ from: dateOfDayNumber(first), to: dateOfDayNumber(day), days: day - first })
  }
  return gaps
}

const longestOf = (gaps: readonly Gap[]): number => Math.max(0, ...gaps.map(({ days }) => days))

const YEAR_DAYS = 366
/** Seasons come back every year, and a winter's may run over New Year. */
const YEARS_LOOKED_AT = 2
/** Hours that begin later than this are looked at when they are nearer. */
const MOST_YEARS_AHEAD = 10

/**
 * A hole of more than a month is a slip, a season without its other half: every limit in working time would stand still as long. A hole that was there
 * before is no fault of a change that does not make it longer. Refuses CALENDAR_GAP.
 */
export function checkGap(before: WorkCalendar, after: WorkCalendar, now: Instant): Result<null> {
  const today = plainDateOf(now)
  const latest = addDays(today, MOST_YEARS_AHEAD * YEAR_DAYS)
  const last = after.hours.reduce<PlainDate>((most, { validFrom, validTo }) => [validFrom, validTo].reduce<PlainDate>((each, day) => (day !== null && day > each && day < latest ? day : each), most), today)
  const to = addDays(last, YEARS_LOOKED_AT * YEAR_DAYS)
  const gaps = gapsOf(after, today, to)
  if (longestOf(gaps) <= MOST_DAYS_WITHOUT_WORK) return ok(null)
  const letBe = Math.max(MOST_DAYS_WITHOUT_WORK, longestOf(gapsOf(before, today, to)))
  const gap = gaps.find(({ days }) => days > letBe)
  if (gap === undefined) return ok(null)
  return refuse('CALENDAR_GAP', { calendar: after.code, from: gap.from, to: addDays(gap.to, -1), days: gap.days, most: MOST_DAYS_WITHOUT_WORK })
}

/**
 * Two sets of hours for one day: two seasons that overlap, or hours that never apply because those before them cover all their days. The first would win
 * without a word. A season before the hours of the rest of the year is how both are said. Refuses CALENDAR_SEASONS_OVERLAP.
 */
export function checkSeasons(officeHours: readonly WeeklyHours[]): Result<null> {
  for (const [at, hours] of officeHours.entries()) {
    for (const [earlier, other] of officeHours.slice(0, at).entries()) {
      const day = other.season === null || hours.season !== null ? sharedDay(other, hours) : null
      if (day === null || (other.season === null && !coversAll(other, hours))) continue
      return refuse('CALENDAR_SEASONS_OVERLAP', { first: earlier + 1, firstName: other.name, second: at + 1, secondName: hours.name, day })
    }
  }
  return ok(null)
}

/** The first day both apply to, written as people write it, or null. */
function sharedDay(a: WeeklyHours, b: WeeklyHours): string | null {
  const [froms, tos] = [[a.validFrom, b.validFrom], [a.validTo, b.validTo]].map((days) => days.filter((day): day is PlainDate => day !== null).sort())
  const from = froms?.at(-1) ?? null
  const to = tos?.[0] ?? null
  // Without a beginning, any year will do: a leap one, for 02-29 is a day.
  const first = dayNumberOf(from ?? ('2024-01-01' as PlainDate))
  for (let day = first; day < first + YEAR_DAYS; day += 1) {
    const date = dateOfDayNumber(day)
    if (to !== null && from !== null && date >= to) return null
    if (isInSeason(a, date) && isInSeason(b, date)) return from === null ? date.slice(5) : date
  }
  return null
}

function isInSeason({ season }: WeeklyHours, date: PlainDate): boolean {
  if (season === null) return true
  const day = date.slice(5)
  return season.from < season.to ? day >= season.from && day < season.to : day >= season.from || day < season.to
}

const coversAll = (all: WeeklyHours, { validFrom, validTo }: WeeklyHours): boolean =>
  (all.validFrom === null || (validFrom !== null && all.validFrom <= validFrom)) && (all.validTo === null || (validTo !== null && validTo <= all.validTo))
