import type { PlainDate } from '@tongban/kernel/core'

/** Half-open stretch of a day, in whole minutes since midnight on the city's clock: 08:30–12:00 is 510–720. End at most 1440. */
export type WorkSpan = { readonly startMinute: number; readonly endMinute: number }

/** The longest a calendar may be without any working time: festivals are a third of it, and a longer closure is a unit's own to arrange for. */
export const MOST_DAYS_WITHOUT_WORK = 30

/** Month and day, `MM-DD`. */
export type MonthDay = string

/** Weekly hours, for the whole year or for a season of it. The first entry of a calendar that covers a day decides. */
export type WeeklyHours = {
  readonly name: string
  /** Days these hours apply to, half-open; null is unbounded. */
  readonly validFrom: PlainDate | null
  readonly validTo: PlainDate | null
  /** Recurring part of the year, half-open; may run over New Year (10-01 to 05-01). Null is all year. */
  readonly season: { readonly from: MonthDay; readonly to: MonthDay } | null
  /** Seven lists, Monday first; each sorted, without overlap. An empty list is a day of rest. */
  readonly week: readonly (readonly WorkSpan[])[]
  /** Hours of a make-up working day 调休上班, which usually falls on a day of rest. */
  readonly makeUpDay: readonly WorkSpan[]
  /** Where the hours come from: a notice, an address. */
  readonly source: string
}

/** One dated exception to the week: a holiday, or a make-up working day. `spans` replaces the hours of that day when given. */
export type CalendarException = {
  readonly date: PlainDate
  readonly kind: 'off' | 'work'
  readonly name: string
  readonly spans: readonly WorkSpan[] | null
  readonly source: string
}

/**
 * Plain data, frozen by its builder: everything needed to tell working time from the rest.
 * A change makes a new calendar with a higher version; it is never edited in place, because results are cached by identity.
 */
export type WorkCalendar = {
  readonly code: string
  readonly version: number
  readonly hours: readonly WeeklyHours[]
  readonly exceptions: readonly CalendarException[]
}
