import { CITY_UTC_OFFSET_MS, DAY_MS, MINUTE_MS, type Instant, type PlainDate } from '@tongban/kernel/core'
import type { CalendarException, WeeklyHours, WorkCalendar, WorkSpan } from '@tongban/worktime/contract'

/**
 * Prefix sums over days, so that a due time costs a binary search instead of a walk. Built lazily in pages of 512 days and
 * kept by the identity of the (frozen) calendar: from outside every function of this layer stays pure.
 * Days are numbered from 1970-01-01 on the city's clock; minutes are whole, so the sums are exact.
 */
export const PAGE_DAYS = 512

/** How far ahead due times are looked for before giving up: 15 pages, a little over 21 years. */
export const SEARCH_PAGES = 15
export const SEARCH_YEARS = 20

/** Pages kept for one calendar. Real use touches two or three; the bound only stops odd queries from filling memory. */
const MAX_PAGES = 64

export type DayPage = {
  readonly spans: readonly (readonly WorkSpan[])[]
  /** Entry d: working minutes of the page before its day d; PAGE_DAYS + 1 entries. */
  readonly minutesBefore: Int32Array
  /** Entry d: working days of the page before its day d; PAGE_DAYS + 1 entries. */
  readonly workDaysBefore: Int32Array
}

type CalendarIndex = { readonly exceptions: ReadonlyMap<PlainDate, CalendarException>; readonly pages: Map<number, DayPage> }

const indexes = new WeakMap<WorkCalendar, CalendarIndex>()

export const dayNumberAt = (at: Instant): number => Math.floor((at + CITY_UTC_OFFSET_MS) / DAY_MS)
export const dayNumberOf = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
export const dateOfDayNumber = (day: number): PlainDate => new Date(day * DAY_MS).toISOString().slice(0, 10) as PlainDate
/** Epoch milliseconds of the day's midnight in the city. */
export const startMsOfDay = (day: number): number => day * DAY_MS - CITY_UTC_OFFSET_MS
/** 0 (Monday) to 6 (Sunday); 1970-01-01 was a Thursday. */
export const weekdayOfDayNumber = (day: number): number => (((day + 3) % 7) + 7) % 7

export const pageNumberOf = (day: number): number => Math.floor(day / PAGE_DAYS)
export const dayOfPage = (day: number): number => day - pageNumberOf(day) * PAGE_DAYS
export const sumAt = (sums: Int32Array, index: number): number => sums[index] ?? 0

export function exceptionOn(calendar: WorkCalendar, date: PlainDate): CalendarException | null {
  return indexOf(calendar).exceptions.get(date) ?? null
}

export function spansOfDay(calendar: WorkCalendar, day: number): readonly WorkSpan[] {
  return pageOf(calendar, pageNumberOf(day)).spans[dayOfPage(day)] ?? []
}

export function pageOf(calendar: WorkCalendar, pageNumber: number): DayPage {
  const index = indexOf(calendar)
  const known = index.pages.get(pageNumber)
  if (known !== undefined) return known
  if (index.pages.size >= MAX_PAGES) index.pages.clear()
  const page = buildPage(calendar, index.exceptions, pageNumber)
  index.pages.set(pageNumber, page)
  return page
}

function indexOf(calendar: WorkCalendar): CalendarIndex {
  const known = indexes.get(calendar)
  if (known !== undefined) return known
  const index = { exceptions: new Map(calendar.exceptions.map((each) => [each.date, each])), pages: new Map<number, DayPage>() }
  indexes.set(calendar, index)
  return index
}

function buildPage(calendar: WorkCalendar, exceptions: CalendarIndex['exceptions'], pageNumber: number): DayPage {
  const spans: (readonly WorkSpan[])[] = []
  const minutesBefore = new Int32Array(PAGE_DAYS + 1)
  const workDaysBefore = new Int32Array(PAGE_DAYS + 1)
  for (let offset = 0; offset < PAGE_DAYS; offset += 1) {
    const ofDay = resolveSpans(calendar, exceptions, pageNumber * PAGE_DAYS + offset)
    const minutes = ofDay.reduce((sum, span) => sum + span.endMinute - span.startMinute, 0)
    spans.push(ofDay)
    minutesBefore[offset + 1] = sumAt(minutesBefore, offset) + minutes
    workDaysBefore[offset + 1] = sumAt(workDaysBefore, offset) + (minutes > 0 ? 1 : 0)
  }
  return { spans, minutesBefore, workDaysBefore }
}

function resolveSpans(calendar: WorkCalendar, exceptions: CalendarIndex['exceptions'], day: number): readonly WorkSpan[] {
  const date = dateOfDayNumber(day)
  const exception = exceptions.get(date)
  if (exception?.spans) return exception.spans
  if (exception?.kind === 'off') return []
  const hours = hoursOn(calendar, date)
  if (exception?.kind === 'work') return hours?.makeUpDay ?? []
  return hours?.week[weekdayOfDayNumber(day)] ?? []
}

function hoursOn(calendar: WorkCalendar, date: PlainDate): WeeklyHours | undefined {
  const monthDay = date.slice(-5)
  return calendar.hours.find(
    ({ validFrom, validTo, season }) =>
      (validFrom === null || validFrom <= date) && (validTo === null || date < validTo) && (season === null || inSeason(season, monthDay)),
  )
}

const inSeason = ({ from, to }: { from: string; to: string }, monthDay: string): boolean =>
  from < to ? from <= monthDay && monthDay < to : from <= monthDay || monthDay < to

/** Working milliseconds of a day before a moment of that day. */
export function workMsBefore(spans: readonly WorkSpan[], msOfDay: number): number {
  let total = 0
  for (const span of spans) {
    const start = span.startMinute * MINUTE_MS
    if (msOfDay <= start) break
    total += Math.min(msOfDay, span.endMinute * MINUTE_MS) - start
  }
  return total
}
