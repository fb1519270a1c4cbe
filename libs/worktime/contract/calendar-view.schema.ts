import { isoField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { weeklyHoursSchema, workSpanSchema } from './calendar-draft.schema.js'

export const calendarScopeSchema = z.object({ divisionCode: z.string().nullable(), unitId: z.string().nullable() })
export const calendarDayKindSchema = z.enum(['regular', 'rest', 'holiday', 'make_up'])
export type CalendarDayKind = z.output<typeof calendarDayKindSchema>

/** Which layer an exception comes from; `own`: the calendar's own, not one of a layer above. */
const layerSchema = z.object({ kind: z.enum(['nation', 'city', 'division', 'unit']), name: z.string() })

const person = z.object({ id: z.string(), name: z.string() })

export const calendarChangeSchema = z.object({
  version: z.int(),
  at: isoField,
  by: person,
  kind: z.enum(['seed', 'import', 'edit']),
  scope: layerSchema,
  reason: z.string(),
  source: z.string().nullable(),
  daysSet: z.int(),
  daysRemoved: z.int(),
  hoursChanged: z.boolean(),
})
export type CalendarChangeView = z.output<typeof calendarChangeSchema>

export const calendarSummarySchema = z.object({
  code: z.string(),
  scope: calendarScopeSchema,
  name: z.string(),
  version: z.int(),
  /** First day the present hours hold; null: from the beginning. */
  validFrom: z.string().nullable(),
  hasOwnHours: z.boolean(),
  keepsHolidays: z.boolean(),
  /** Present exceptions of its own. */
  ownDays: z.int(),
  /** Who changed it last, itself or a layer above; null when it is as it was first loaded. */
  lastChange: calendarChangeSchema.nullable(),
})
export type CalendarSummary = z.output<typeof calendarSummarySchema>

export const calendarDaySchema = z.object({
  date: z.string(),
  /** 1 (Monday) to 7 (Sunday). */
  weekday: z.int(),
  kind: calendarDayKindSchema,
  name: z.string().nullable(),
  spans: z.array(workSpanSchema),
  source: z.string().nullable(),
  /** Where its exception comes from; null on days that follow the week. */
  layer: layerSchema.nullable(),
  /** Whether that exception stands in this very calendar, and can be taken out of it. */
  own: z.boolean(),
})
export type CalendarDayView = z.output<typeof calendarDaySchema>

export const calendarYearSchema = z.object({
  calendar: calendarSummarySchema,
  year: z.int(),
  hours: z.array(weeklyHoursSchema.extend({ validFrom: z.string().nullable(), validTo: z.string().nullable(), name: z.string(), source: z.string() })),
  /** Where the hours come from when they are not its own. */
  hoursFrom: z.string().nullable(),
  days: z.array(calendarDaySchema),
  months: z.array(z.object({ month: z.string(), workDays: z.int(), workMinutes: z.int() })),
  /** Years whose holidays are not loaded and should be; limits in working days that reach into them would be wrong. */
  missingYears: z.array(z.int()),
})
export type CalendarYear = z.output<typeof calendarYearSchema>

const changedDay = z.object({ kind: calendarDayKindSchema, name: z.string().nullable(), spans: z.array(workSpanSchema) })
const movedClock = z.object({
  clockId: z.string(), caseId: z.string(), caseNumber: z.string(), kind: z.string(), unitName: z.string().nullable(), dueBefore: isoField, dueAfter: isoField,
})

export const calendarPreviewSchema = z.object({
  /** The version this was counted from; apply only while it is still so. */
  version: z.int(),
  unchanged: z.boolean(),
  /** At most 200 of them; `changedDays` is how many there are. */
  days: z.array(z.object({ date: z.string(), weekday: z.int(), before: changedDay, after: changedDay })),
  changedDays: z.int(),
  months: z.array(z.object({ month: z.string(), minutesBefore: z.int(), minutesAfter: z.int() })),
  /** Calendars that become others: this one and those below with one of their own. */
  calendars: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Running clocks; null when this process cannot tell. At most 50 are listed, the soonest first. `byMoreThan…`: those that move by more than a day, by more than 30. */
  clocks: z.object({ running: z.int(), earlier: z.int(), later: z.int(), byMoreThanDay: z.int(), byMoreThanMonth: z.int(), moved: z.array(movedClock) }).nullable(),
})
export type CalendarPreviewView = z.output<typeof calendarPreviewSchema>

export const holidayReportSchema = z.object({
  year: z.int().nullable(),
  rows: z.int(),
  problems: z.array(z.object({ line: z.int().nullable(), message: z.string() })),
  added: z.int(),
  replaced: z.int(),
  removed: z.int(),
  /** Null while there are problems. */
  preview: calendarPreviewSchema.nullable(),
  /** The new version when it was applied; null: nothing was written (asked only, or the book said so already). */
  applied: z.int().nullable(),
})
export type HolidayReport = z.output<typeof holidayReportSchema>
