import { CITY_UTC_OFFSET_MS, DAY_MS, instant, instantFromIso, plus, type Instant } from '@tongban/kernel/core'

/** When a day of work ends in the city, for dates that name only a day. */
const CLOSING = '17:30:00+08:00'

/** The end of a day's work, `2026-12-31` → half past five; null for what is no day. */
export const closingOf = (day: string): Instant | null => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? instantFromIso(`${day}T${CLOSING}`) : null)

/** The day of a moment on the city's calendar. */
export const cityDayOf = (at: Instant): string => new Date(at + CITY_UTC_OFFSET_MS).toISOString().slice(0, 10)

const isWeekend = (at: Instant): boolean => [0, 6].includes(new Date(at + CITY_UTC_OFFSET_MS).getUTCDay())

/** So many days later at the same time of day, Saturdays and Sundays skipped. Holidays are the server's business: this proposes a moment, it promises none. */
export function weekdaysLater(at: Instant, days: number): Instant {
  let later = at
  for (let left = days; left > 0; left -= 1) {
    later = plus(later, DAY_MS)
    while (isWeekend(later)) later = plus(later, DAY_MS)
  }
  return later
}

/** The same time of day as a moment, on another day; null for what is no day. */
export const onDay = (at: Instant, day: string): Instant | null => {
  const midnight = closingOf(day) === null ? null : instantFromIso(`${day}T00:00:00+08:00`)
  return midnight === null ? null : instant(midnight + ((at + CITY_UTC_OFFSET_MS) % DAY_MS))
}
