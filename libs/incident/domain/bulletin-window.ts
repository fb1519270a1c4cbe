import { addDays, HOUR_MS, plainDate, plus, startOfDay, type Instant } from '@tongban/kernel/core'

/** Half open. `noon`: the day that ends at noon of the date, as the hotline's daily report is cut. */
export function bulletinWindow(date: string, day: 'calendar' | 'noon'): { readonly from: Instant; readonly to: Instant } {
  const today = plainDate(date)
  if (day === 'calendar') return { from: startOfDay(today), to: startOfDay(addDays(today, 1)) }
  return { from: plus(startOfDay(addDays(today, -1)), 12 * HOUR_MS), to: plus(startOfDay(today), 12 * HOUR_MS) }
}
