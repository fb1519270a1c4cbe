import { addDays, plainDate, plainDateOf, startOfDay, type Instant } from '@tongban/kernel/core'

/** Half open: `from` is inside, `to` is not. */
export type Period = { readonly from: Instant; readonly to: Instant }

/** The city's calendar day a moment lies in. */
export function dayPeriod(at: Instant): Period {
  const day = plainDateOf(at)
  return { from: startOfDay(day), to: startOfDay(addDays(day, 1)) }
}

/** The city's calendar month a moment lies in. */
export function monthPeriod(at: Instant): Period {
  const first = plainDate(`${plainDateOf(at).slice(0, 7)}-01`)
  // 32 days after the first is always in the next month.
  const next = plainDate(`${addDays(first, 32).slice(0, 7)}-01`)
  return { from: startOfDay(first), to: startOfDay(next) }
}
