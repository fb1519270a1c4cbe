declare const instantBrand: unique symbol
declare const plainDateBrand: unique symbol

/** Milliseconds since 1970-01-01T00:00:00Z. The process runs in UTC; only the edge knows the wall clock. */
export type Instant = number & { readonly [instantBrand]: true }

/** A calendar day of the city's wall clock, `YYYY-MM-DD`. Compares and sorts as a string. */
export type PlainDate = string & { readonly [plainDateBrand]: true }

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** China keeps one zone, UTC+8, without daylight saving since 1991; all the product's dates are later. */
export const CITY_UTC_OFFSET_MS = 8 * HOUR_MS

export const instant = (epochMs: number): Instant => epochMs as Instant
export const plus = (at: Instant, ms: number): Instant => (at + ms) as Instant

/** Throws on text that is not an ISO 8601 moment with a zone: callers validate first. */
export function instantFromIso(iso: string): Instant {
  const epochMs = Date.parse(iso)
  if (Number.isNaN(epochMs)) throw new Error(`Not an ISO moment: ${iso}`)
  return epochMs as Instant
}

export const isoOf = (at: Instant): string => new Date(at).toISOString()
export const isoOrNull = (at: Instant | null): string | null => (at === null ? null : isoOf(at))

/** The city's calendar day at a moment. */
export const plainDateOf = (at: Instant): PlainDate => new Date(at + CITY_UTC_OFFSET_MS).toISOString().slice(0, 10) as PlainDate

/** Midnight in the city at the start of a day. */
export const startOfDay = (date: PlainDate): Instant => (Date.parse(`${date}T00:00:00Z`) - CITY_UTC_OFFSET_MS) as Instant

export const addDays = (date: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as PlainDate

/** Throws on text that is not a real day. */
export function plainDate(text: string): PlainDate {
  const epochMs = Date.parse(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(epochMs) || new Date(epochMs).toISOString().slice(0, 10) !== text) {
    throw new Error(`Not a day: ${text}`)
  }
  return text as PlainDate
}
