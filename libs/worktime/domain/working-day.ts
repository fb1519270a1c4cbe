import type { PlainDate } from '@tongban/kernel/core'
import { isoWeekdayOf, type WorkCalendar, type WorkSpan } from '@tongban/worktime/contract'
import { dayNumberOf, exceptionOn, spansOfDay } from './calendar-index.js'

/** What a day is and why. `name` is the holiday's, for holidays and make-up days. */
export type WorkingDay = {
  readonly date: PlainDate
  /** 1 (Monday) to 7 (Sunday). */
  readonly weekday: number
  readonly kind: 'regular' | 'rest' | 'holiday' | 'make_up'
  readonly name: string | null
  readonly spans: readonly WorkSpan[]
}

/** Working spans of a day in minutes of the city's wall clock, in order; empty on days of rest. */
export const workingSpansOf = (calendar: WorkCalendar, date: PlainDate): readonly WorkSpan[] => spansOfDay(calendar, dayNumberOf(date))

export function workingDayOf(calendar: WorkCalendar, date: PlainDate): WorkingDay {
  const spans = workingSpansOf(calendar, date)
  const exception = exceptionOn(calendar, date)
  const kind = exception?.kind === 'off' ? 'holiday' : exception?.kind === 'work' ? 'make_up' : spans.length > 0 ? 'regular' : 'rest'
  return { date, weekday: isoWeekdayOf(date), kind, name: exception?.name ?? null, spans }
}
