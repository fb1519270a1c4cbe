import { assertNever, DAY_MS, MINUTE_MS, ok, plus, type Instant, type Result } from '@tongban/kernel/core'
import type { Duration, WorkCalendar } from '@tongban/worktime/contract'
import { addWorkDays } from './work-days.js'
import { addWorkMinutes } from './work-minutes.js'

/**
 * When a limit counted from `from` runs out. Calendar days end at the same wall-clock time, which is n × 24 hours because the
 * city's zone has no daylight saving. Refuses NO_WORKING_TIME_AHEAD for the working units only.
 */
export function addDuration(calendar: WorkCalendar, from: Instant, { amount, unit }: Duration): Result<Instant> {
  switch (unit) {
    case 'minute':
      return ok(plus(from, amount * MINUTE_MS))
    case 'calendar_day':
      return ok(plus(from, amount * DAY_MS))
    case 'work_minute':
      return addWorkMinutes(calendar, from, amount)
    case 'work_day':
      return addWorkDays(calendar, from, amount)
    default:
      return assertNever(unit)
  }
}
