import type { DivisionCode } from '@tongban/kernel/core'
import type { WorkCalendar } from './work-calendar.js'

/** The calendars in force, held in memory: synchronous, because every filing asks. */
export abstract class WorkCalendars {
  /** The calendar of a division, or of the nearest division above it that has its own; null asks for the city's. */
  abstract calendarFor(divisionCode: DivisionCode | null): WorkCalendar
}
