import type { DivisionCode } from '@tongban/kernel/core'
import type { WorkCalendar } from './work-calendar.js'

/** The calendars in force, held in memory: synchronous, because every filing asks. */
export abstract class WorkCalendars {
  /** A unit's own calendar if it has one; else the division's, or that of the nearest division above with its own; null asks for the city's. */
  abstract calendarFor(divisionCode: DivisionCode | null, unitId?: string | null): WorkCalendar

  /**
   * A calendar as one of its versions had it, by the code and number a clock has kept: what was counted by it can be counted again.
   * Null: no such calendar, or nothing is remembered (the ports of tests remember nothing).
   */
  calendarAt(_code: string, _version: number): WorkCalendar | null {
    return null
  }

  /**
   * Reads again when another process has changed a calendar; afterwards `calendarFor` answers by what is committed. For whoever acts on
   * CALENDAR_CHANGED: a process sees a change by itself within CALENDAR_STALE_MS only.
   */
  freshen(): Promise<void> {
    return Promise.resolve()
  }
}

/** How long at most a process that can reach PostgreSQL goes on counting by a calendar another process has changed. */
export const CALENDAR_STALE_MS = 3_000

/** Whose days a calendar says: a unit's own, else its division's, else the nearest above; both null is the whole city. */
export type CalendarScope = { readonly divisionCode: string | null; readonly unitId: string | null }

export type CalendarChange = { readonly scope: CalendarScope; readonly before: WorkCalendar; readonly after: WorkCalendar }

/** What a change would do to one running clock. Moments are epoch ms. */
export type MovedClock = {
  readonly clockId: string
  readonly caseId: string
  readonly caseNumber: string
  readonly kind: string
  readonly unitName: string | null
  readonly dueBefore: number
  readonly dueAfter: number
}

export type CalendarPreview = {
  /** Running clocks that follow these calendars; of them those that would be due earlier and later. */
  readonly running: number
  readonly earlier: number
  readonly later: number
  /** Of both, those that move by more than a day, and by more than 30. */
  readonly byMoreThanDay: number
  readonly byMoreThanMonth: number
  /** Those that move, the soonest due first; at most as many as asked for. */
  readonly moved: readonly MovedClock[]
}

/** The clocks that run by the calendars; deadline knows them, worktime asks before a change is applied. */
export abstract class RunningClocks {
  abstract preview(changes: readonly CalendarChange[], most: number): Promise<CalendarPreview>
}

/** Told through the outbox when calendars have changed: running clocks are then counted anew, each with its trace. `scopes`: whose. */
export const CALENDAR_CHANGED = 'worktime.calendar_changed.v1'
