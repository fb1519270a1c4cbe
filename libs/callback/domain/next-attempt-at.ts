import { CITY_UTC_OFFSET_MS, HOUR_MS, addDays, instant, plainDateOf, startOfDay, type Instant } from '@tongban/kernel/core'

/** Times of day a citizen may be called, city wall clock: morning, afternoon, evening. Half-open hours. */
export const CALLING_BANDS: readonly { readonly from: number; readonly to: number }[] = [
  { from: 9, to: 12 },
  { from: 14, to: 17.5 },
  { from: 18, to: 20.5 },
]

export const MAX_ATTEMPTS = 3

/** The band a moment lies in, or is nearest after; -1 before the first of the day is taken as the first. */
function bandOf(at: Instant): number {
  const hour = ((at + CITY_UTC_OFFSET_MS) % (24 * HOUR_MS)) / HOUR_MS
  const next = CALLING_BANDS.findIndex((band) => hour < band.to)
  return next === -1 ? CALLING_BANDS.length - 1 : next
}

/**
 * When to try again after attempts nobody answered: another time of day than any before, and the third on another day than the first,
 * so that three attempts lie in three bands over at least two days. Null after the third: the citizen is unreachable.
 */
export function nextAttemptAt(attempts: readonly Instant[]): Instant | null {
  const [first, last] = [attempts[0], attempts.at(-1)]
  if (first === undefined || last === undefined || attempts.length >= MAX_ATTEMPTS) return null
  const used = attempts.map(bandOf)
  const firstDay = plainDateOf(first)
  for (let day = plainDateOf(last), tries = 0; tries < 8; day = addDays(day, 1), tries += 1) {
    if (attempts.length === MAX_ATTEMPTS - 1 && day === firstDay) continue
    for (const [index, band] of CALLING_BANDS.entries()) {
      const start = instant(startOfDay(day) + band.from * HOUR_MS)
      if (!used.includes(index) && start > last) return start
    }
  }
  throw new Error('No calling band is left within eight days')
}
