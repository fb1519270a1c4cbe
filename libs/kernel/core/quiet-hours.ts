import { addDays, DAY_MS, MINUTE_MS, plainDateOf, plus, startOfDay, type Instant } from './time.js'

/** Minutes from midnight in the city, half open: 21:00–07:30 is {1260, 450}. Over midnight when `from` is the later one. */
export type QuietHours = { readonly fromMinute: number; readonly toMinute: number }

export const DEFAULT_QUIET_HOURS: QuietHours = { fromMinute: 21 * 60, toMinute: 7 * 60 + 30 }

/** `21:00-07:30`; null for `off`. Throws on anything else: callers validate first. */
export function quietHoursOf(text: string): QuietHours | null {
  if (text === 'off') return null
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  if (match === null) throw new Error(`Not quiet hours: ${text}`)
  const [, fromHour, fromMinute, toHour, toMinute] = match
  return { fromMinute: Number(fromHour) * 60 + Number(fromMinute), toMinute: Number(toHour) * 60 + Number(toMinute) }
}

export const clockText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The first moment from `at` on when somebody may be disturbed: `at` itself outside the quiet hours, else their end. */
export function awakeFrom(at: Instant, quiet: QuietHours | null): Instant {
  if (quiet === null || quiet.fromMinute === quiet.toMinute) return at
  const day = plainDateOf(at)
  const since = at - startOfDay(day)
  const from = quiet.fromMinute * MINUTE_MS
  const to = quiet.toMinute * MINUTE_MS
  const overMidnight = from > to
  const isQuiet = overMidnight ? since >= from || since < to : since >= from && since < to
  if (!isQuiet) return at
  return plus(startOfDay(day), overMidnight && since >= from ? DAY_MS + to : to)
}

/** The next moment the city's clock shows this minute of the day; strictly after `at`. */
export function nextMinuteOfDay(at: Instant, minute: number): Instant {
  const today = plus(startOfDay(plainDateOf(at)), minute * MINUTE_MS)
  return today > at ? today : plus(startOfDay(addDays(plainDateOf(at), 1)), minute * MINUTE_MS)
}
