import { addDays, HOUR_MS, plainDate, plainDateOf, plus, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'

/** Half open: `from` is inside, `to` is not. Days are the city's. */
export type Period = { readonly from: Instant; readonly to: Instant }

const days = (first: PlainDate, after: PlainDate): Period => ({ from: startOfDay(first), to: startOfDay(after) })
const firstOfMonth = (day: PlainDate): PlainDate => plainDate(`${day.slice(0, 7)}-01`)
/** 32 days after the first is always in the next month. */
const nextMonth = (first: PlainDate): PlainDate => firstOfMonth(addDays(first, 32))

/** The calendar day a moment lies in. */
export const dayPeriod = (at: Instant): Period => days(plainDateOf(at), addDays(plainDateOf(at), 1))

export function monthPeriod(at: Instant): Period {
  const first = firstOfMonth(plainDateOf(at))
  return days(first, nextMonth(first))
}

export function lastMonthPeriod(at: Instant): Period {
  const first = firstOfMonth(plainDateOf(at))
  return days(firstOfMonth(addDays(first, -1)), first)
}

/** Monday to Sunday. */
export function weekPeriod(at: Instant): Period {
  const today = plainDateOf(at)
  const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  const monday = addDays(today, -sinceMonday)
  return days(monday, addDays(monday, 7))
}

/** The day of the daily report: from noon to noon. Before noon it is the one that began yesterday. */
export function noonToNoonPeriod(at: Instant): Period {
  const noon = plus(startOfDay(plainDateOf(at)), 12 * HOUR_MS)
  return at >= noon ? { from: noon, to: plus(noon, 24 * HOUR_MS) } : { from: plus(noon, -24 * HOUR_MS), to: noon }
}

/** The assessment month, from the 19th through the 18th of the next. */
export function assessmentMonthPeriod(at: Instant): Period {
  const today = plainDateOf(at)
  const first = firstOfMonth(today)
  const begin = Number(today.slice(8)) >= 19 ? first : firstOfMonth(addDays(first, -1))
  return days(addDays(begin, 18), addDays(nextMonth(begin), 18))
}
