import type { PlainDate } from '@tongban/kernel/core'
import type { WorkCalendar } from '@tongban/worktime/contract'
import { daysOfYear } from './revise-book.js'
import { workingDayOf, type WorkingDay } from './working-day.js'

export type ChangedDay = { readonly date: PlainDate; readonly before: WorkingDay; readonly after: WorkingDay }
/** Working minutes of a month, `2026-10`. */
export type ChangedMonth = { readonly month: string; readonly minutesBefore: number; readonly minutesAfter: number }

/** Which of these days become others, and what the months they lie in gain or lose. */
export function compareCalendars(before: WorkCalendar, after: WorkCalendar, dates: readonly PlainDate[]): { days: readonly ChangedDay[]; months: readonly ChangedMonth[] } {
  const days = dates
    .map((date) => ({ date, before: workingDayOf(before, date), after: workingDayOf(after, date) }))
    .filter((day) => JSON.stringify(day.before) !== JSON.stringify(day.after))
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))].map((month) => ({
    month, minutesBefore: minutesOfMonth(before, month), minutesAfter: minutesOfMonth(after, month),
  }))
  return { days, months }
}

export const minutesOfDay = ({ spans }: Pick<WorkingDay, 'spans'>): number => spans.reduce((sum, { startMinute, endMinute }) => sum + endMinute - startMinute, 0)

export const minutesOfMonth = (calendar: WorkCalendar, month: string): number =>
  daysOfYear(Number(month.slice(0, 4)))
    .filter((date) => date.startsWith(month))
    .reduce((sum, date) => sum + minutesOfDay(workingDayOf(calendar, date)), 0)
