import { instant, MINUTE_MS, ok, type Instant, type Result } from '@tongban/kernel/core'
import type { WorkCalendar, WorkSpan } from '@tongban/worktime/contract'
import { dayNumberAt, dayOfPage, PAGE_DAYS, pageNumberOf, pageOf, SEARCH_PAGES, spansOfDay, startMsOfDay, sumAt } from './calendar-index.js'
import { noWorkingTime } from './work-minutes.js'

/**
 * Where counting begins: the moment itself when it is working time, else the start of the next working span
 * (of the same day's afternoon when it falls into the lunch break). Refuses NO_WORKING_TIME_AHEAD.
 */
export function nextWorkingMoment(calendar: WorkCalendar, from: Instant): Result<Instant> {
  const day = dayNumberAt(from)
  const msOfDay = from - startMsOfDay(day)
  for (const span of spansOfDay(calendar, day)) {
    if (msOfDay < span.endMinute * MINUTE_MS) return ok(instant(startMsOfDay(day) + Math.max(msOfDay, span.startMinute * MINUTE_MS)))
  }
  const next = workDayAfter(calendar, day, 1)
  const span = next === null ? undefined : spansOfDay(calendar, next)[0]
  if (next === null || span === undefined) return noWorkingTime(calendar)
  return ok(instant(startMsOfDay(next) + span.startMinute * MINUTE_MS))
}

/**
 * The rule of working days 工作日, n ≥ 1:
 * 1. Counting begins at `from`, or, outside working time, at the start of the next working span (`nextWorkingMoment`).
 * 2. It is due at the same time of day on the n-th working day after that day: filed Friday 16:00 + 1 = next working day 16:00;
 *    filed Friday 20:00 + 1 counts from Monday 08:30 and is due Tuesday 08:30.
 * 3. Where that day keeps other hours, the moment moves forward to the start of its next span, or back to its closing time when
 *    the day is already over: a limit never ends outside working hours.
 * A working day is any day with a working span, so a make-up Saturday counts and a holiday Monday does not. 0 is `from` itself.
 * Refuses NO_WORKING_TIME_AHEAD; throws on an amount that is not a whole number ≥ 0.
 */
export function addWorkDays(calendar: WorkCalendar, from: Instant, n: number): Result<Instant> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of working days: ${n}`)
  if (n === 0) return ok(from)
  const begin = nextWorkingMoment(calendar, from)
  if (!begin.ok) return begin
  const beginDay = dayNumberAt(begin.value)
  const dueDay = workDayAfter(calendar, beginDay, n)
  if (dueDay === null) return noWorkingTime(calendar)
  return ok(instant(startMsOfDay(dueDay) + placeInDay(spansOfDay(calendar, dueDay), begin.value - startMsOfDay(beginDay))))
}

function placeInDay(spans: readonly WorkSpan[], msOfDay: number): number {
  for (const span of spans) {
    if (msOfDay <= span.endMinute * MINUTE_MS) return Math.max(msOfDay, span.startMinute * MINUTE_MS)
  }
  return (spans[spans.length - 1]?.endMinute ?? 0) * MINUTE_MS
}

/** The n-th working day after a day, itself not counted; null when there is none within the horizon. */
function workDayAfter(calendar: WorkCalendar, day: number, n: number): number | null {
  const first = pageNumberOf(day)
  let target = sumAt(pageOf(calendar, first).workDaysBefore, dayOfPage(day) + 1) + n
  for (let pageNumber = first; pageNumber < first + SEARCH_PAGES; pageNumber += 1) {
    const { workDaysBefore } = pageOf(calendar, pageNumber)
    const total = sumAt(workDaysBefore, PAGE_DAYS)
    if (target <= total) {
      let low = 0
      let high = PAGE_DAYS - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (sumAt(workDaysBefore, middle + 1) >= target) high = middle
        else low = middle + 1
      }
      return pageNumber * PAGE_DAYS + low
    }
    target -= total
  }
  return null
}
