import { plainDateOf, type Instant } from '@tongban/kernel/core'
import type { WorkCalendar } from '@tongban/worktime/contract'

/** The State Council publishes next year's notice in late October or November, so from this month on its absence is worth a warning. */
const NOTICE_MONTH = 11

/**
 * Years whose holidays are missing and should be loaded: the present one at any time, the next one from November on.
 * A year counts as loaded when its 1 October is a day off: every notice has it, while rows that spill over from a neighbouring year's
 * notice only ever touch the days around New Year.
 */
export function missingHolidayYears(calendar: WorkCalendar, at: Instant): readonly number[] {
  const today = plainDateOf(at)
  const year = Number(today.slice(0, 4))
  const wanted = Number(today.slice(5, 7)) >= NOTICE_MONTH ? [year, year + 1] : [year]
  const loaded = new Set(
    calendar.exceptions.filter(({ date, kind }) => kind === 'off' && date.endsWith('-10-01')).map(({ date }) => Number(date.slice(0, 4))),
  )
  return wanted.filter((each) => !loaded.has(each))
}
