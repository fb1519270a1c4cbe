import { MINUTE_MS, DAY_MS, ok, refuse, type Refusal, type Result } from '@tongban/kernel/core'
import type { CalendarException, WeeklyHours, WorkCalendar, WorkSpan } from '@tongban/worktime/contract'

const DAY_MINUTES = DAY_MS / MINUTE_MS

/**
 * Checks and freezes a calendar. Refuses CALENDAR_SPANS_INVALID, CALENDAR_WEEK_INVALID, CALENDAR_SEASON_INVALID {where: name or date},
 * CALENDAR_DATE_REPEATED {date}. A calendar without any working time is let through: adding working time to it refuses instead.
 */
export function buildWorkCalendar(input: WorkCalendar): Result<WorkCalendar> {
  for (const hours of input.hours) {
    const refusal = hoursRefusal(hours)
    if (refusal !== null) return { ok: false, refusal }
  }
  const seen = new Set<string>()
  for (const { date, spans } of input.exceptions) {
    if (spans !== null && !areSpansValid(spans)) return refuse('CALENDAR_SPANS_INVALID', { where: date })
    if (seen.has(date)) return refuse('CALENDAR_DATE_REPEATED', { date })
    seen.add(date)
  }
  return ok(freeze(input))
}

function hoursRefusal({ name, week, makeUpDay, season, validFrom, validTo }: WeeklyHours): Refusal | null {
  if (week.length !== 7) return { code: 'CALENDAR_WEEK_INVALID', params: { where: name } }
  if (![...week, makeUpDay].every(areSpansValid)) return { code: 'CALENDAR_SPANS_INVALID', params: { where: name } }
  const isSeasonValid = season === null || (isMonthDay(season.from) && isMonthDay(season.to) && season.from !== season.to)
  const isValidityValid = validFrom === null || validTo === null || validFrom < validTo
  return isSeasonValid && isValidityValid ? null : { code: 'CALENDAR_SEASON_INVALID', params: { where: name } }
}

function areSpansValid(spans: readonly WorkSpan[]): boolean {
  let earliest = 0
  for (const { startMinute, endMinute } of spans) {
    if (!Number.isInteger(startMinute) || !Number.isInteger(endMinute)) return false
    if (startMinute < earliest || endMinute <= startMinute || endMinute > DAY_MINUTES) return false
    earliest = endMinute
  }
  return true
}

/** 02-29 is a day, so the check uses a leap year. */
const isMonthDay = (text: string): boolean =>
  /^\d{2}-\d{2}$/.test(text) && new Date(Date.parse(`2024-${text}T00:00:00Z`) || 0).toISOString().slice(5, 10) === text

function freeze({ code, version, hours, exceptions }: WorkCalendar): WorkCalendar {
  const freezeSpans = (spans: readonly WorkSpan[]): readonly WorkSpan[] => Object.freeze(spans.map((span) => Object.freeze({ ...span })))
  const freezeHours = (each: WeeklyHours): WeeklyHours =>
    Object.freeze({
      ...each,
      season: each.season === null ? null : Object.freeze({ ...each.season }),
      week: Object.freeze(each.week.map(freezeSpans)),
      makeUpDay: freezeSpans(each.makeUpDay),
    })
  const freezeException = (each: CalendarException): CalendarException =>
    Object.freeze({ ...each, spans: each.spans === null ? null : freezeSpans(each.spans) })
  return Object.freeze({
    code,
    version,
    hours: Object.freeze(hours.map(freezeHours)),
    exceptions: Object.freeze(exceptions.map(freezeException)),
  })
}
