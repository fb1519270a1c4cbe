import { instant, MINUTE_MS, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { WorkCalendar } from '@tongban/worktime/contract'
import {
  dayNumberAt,
  dayOfPage,
  PAGE_DAYS,
  pageNumberOf,
  pageOf,
  SEARCH_PAGES,
  SEARCH_YEARS,
  spansOfDay,
  startMsOfDay,
  sumAt,
  workMsBefore,
  type DayPage,
} from './calendar-index.js'

/** Longest stretch that may be measured, in pages (about 280 years): a longer one is a wrong argument, not a question. */
const MEASURE_PAGES = 200

/**
 * The first moment at or after `from` by which `minutes` of working time have passed. So the last minute of a morning ends
 * at 12:00, not at the start of the afternoon, and 0 minutes is `from` itself, in working hours or out.
 * Refuses NO_WORKING_TIME_AHEAD when the calendar cannot supply them. Throws on a negative or non-finite amount.
 */
export const addWorkMinutes = (calendar: WorkCalendar, from: Instant, minutes: number): Result<Instant> =>
  addWorkMs(calendar, from, minutes * MINUTE_MS)

/** As `addWorkMinutes`, in milliseconds: what is left of a paused clock is rarely a whole minute. */
export function addWorkMs(calendar: WorkCalendar, from: Instant, ms: number): Result<Instant> {
  if (!(ms >= 0) || !Number.isFinite(ms)) throw new RangeError(`Not an amount of working time: ${ms} ms`)
  if (ms === 0) return ok(from)
  const first = pageNumberOf(dayNumberAt(from))
  let target = workMsOfPageBefore(calendar, from) + ms
  for (let pageNumber = first; pageNumber < first + SEARCH_PAGES; pageNumber += 1) {
    const page = pageOf(calendar, pageNumber)
    const total = sumAt(page.minutesBefore, PAGE_DAYS) * MINUTE_MS
    if (target <= total) return ok(momentReaching(page, pageNumber, target))
    target -= total
  }
  return noWorkingTime(calendar)
}

/** The last moment at or before `to` from which `minutes` of working time pass until `to`. Refuses and throws as `addWorkMinutes`. */
export const subtractWorkMinutes = (calendar: WorkCalendar, to: Instant, minutes: number): Result<Instant> =>
  subtractWorkMs(calendar, to, minutes * MINUTE_MS)

export function subtractWorkMs(calendar: WorkCalendar, to: Instant, ms: number): Result<Instant> {
  if (!(ms >= 0) || !Number.isFinite(ms)) throw new RangeError(`Not an amount of working time: ${ms} ms`)
  if (ms === 0) return ok(to)
  const last = pageNumberOf(dayNumberAt(to))
  let target = workMsOfPageBefore(calendar, to) - ms
  for (let pageNumber = last; pageNumber > last - SEARCH_PAGES; pageNumber -= 1) {
    if (target >= 0) return ok(momentLeaving(pageOf(calendar, pageNumber), pageNumber, target))
    target += sumAt(pageOf(calendar, pageNumber - 1).minutesBefore, PAGE_DAYS) * MINUTE_MS
  }
  return noWorkingTime(calendar)
}

/** Working time from `a` to `b` in minutes, exact (a fraction when a moment is not on a whole minute), negative when `b` is earlier. */
export const workMinutesBetween = (calendar: WorkCalendar, a: Instant, b: Instant): number => workMsBetween(calendar, a, b) / MINUTE_MS

/** Throws when the two moments lie more than about 280 years apart. */
export function workMsBetween(calendar: WorkCalendar, a: Instant, b: Instant): number {
  if (b < a) return 0 - workMsBetween(calendar, b, a)
  const first = pageNumberOf(dayNumberAt(a))
  const last = pageNumberOf(dayNumberAt(b))
  if (!(last - first <= MEASURE_PAGES)) throw new RangeError(`Too far apart to measure: ${a} and ${b}`)
  let total = workMsOfPageBefore(calendar, b) - workMsOfPageBefore(calendar, a)
  for (let pageNumber = first; pageNumber < last; pageNumber += 1) {
    total += sumAt(pageOf(calendar, pageNumber).minutesBefore, PAGE_DAYS) * MINUTE_MS
  }
  return total
}

/** True inside a working span; the end of a span is outside (half-open). */
export function isWorkingMoment(calendar: WorkCalendar, at: Instant): boolean {
  const day = dayNumberAt(at)
  const minuteOfDay = (at - startMsOfDay(day)) / MINUTE_MS
  return spansOfDay(calendar, day).some((span) => span.startMinute <= minuteOfDay && minuteOfDay < span.endMinute)
}

export const noWorkingTime = (calendar: WorkCalendar): ReturnType<typeof refuse> =>
  refuse('NO_WORKING_TIME_AHEAD', { calendar: calendar.code, years: SEARCH_YEARS })

function workMsOfPageBefore(calendar: WorkCalendar, at: Instant): number {
  const day = dayNumberAt(at)
  const page = pageOf(calendar, pageNumberOf(day))
  const offset = dayOfPage(day)
  return sumAt(page.minutesBefore, offset) * MINUTE_MS + workMsBefore(page.spans[offset] ?? [], at - startMsOfDay(day))
}

/** The earliest moment of the page by which `target` > 0 working milliseconds of it have passed; `target` is within the page. */
function momentReaching(page: DayPage, pageNumber: number, target: number): Instant {
  let low = 0
  let high = PAGE_DAYS - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sumAt(page.minutesBefore, middle) * MINUTE_MS < target) low = middle
    else high = middle - 1
  }
  let rest = target - sumAt(page.minutesBefore, low) * MINUTE_MS
  for (const span of page.spans[low] ?? []) {
    const length = (span.endMinute - span.startMinute) * MINUTE_MS
    if (rest <= length) return instant(startMsOfDay(pageNumber * PAGE_DAYS + low) + span.startMinute * MINUTE_MS + rest)
    rest -= length
  }
  throw new Error('Calendar page and its sums disagree')
}

/** The latest moment of the page with only `target` working milliseconds of it before; more of them follow within the page. */
function momentLeaving(page: DayPage, pageNumber: number, target: number): Instant {
  let low = 0
  let high = PAGE_DAYS - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sumAt(page.minutesBefore, middle) * MINUTE_MS <= target) low = middle
    else high = middle - 1
  }
  let rest = target - sumAt(page.minutesBefore, low) * MINUTE_MS
  for (const span of page.spans[low] ?? []) {
    const length = (span.endMinute - span.startMinute) * MINUTE_MS
    if (rest < length) return instant(startMsOfDay(pageNumber * PAGE_DAYS + low) + span.startMinute * MINUTE_MS + rest)
    rest -= length
  }
  throw new Error('Calendar page and its sums disagree')
}
