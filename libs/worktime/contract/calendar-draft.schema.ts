import { dayField, divisionCodeField, textField, unitIdField } from '@tongban/kernel/contract'
import { plainDate } from '@tongban/kernel/core'
import { z } from 'zod'

/** Whole minutes since midnight, half-open; order and overlap are the calendar's own check, which names the day. */
export const workSpanSchema = z.strictObject({ startMinute: z.int().min(0).max(1439), endMinute: z.int().min(1).max(1440) })

const calendarDay = dayField.transform(plainDate)
const spans = z.array(workSpanSchema).max(8)
const sourceField = textField('依据', { min: 1, max: 400 })

/** Office hours of a week, for the whole year or a season of it; see `WeeklyHours`. */
export const weeklyHoursSchema = z.strictObject({
  name: textField('名称', { min: 1, max: 40 }),
  validFrom: calendarDay.nullable(),
  validTo: calendarDay.nullable(),
  season: z.strictObject({ from: z.string().max(5), to: z.string().max(5) }).nullable(),
  week: z.array(spans).length(7),
  makeUpDay: spans,
  source: sourceField,
})

/** One dated exception: a day off or a day worked, with hours of its own where `spans` is given. */
export const calendarDayDraftSchema = z.strictObject({
  date: calendarDay,
  kind: z.enum(['off', 'work']),
  name: textField('名称', { min: 1, max: 40 }),
  spans: spans.min(1).nullable(),
  source: sourceField,
})

/** Whose calendar; both absent is the whole city, a unit goes before its division. */
export const calendarScopeFields = { divisionCode: divisionCodeField.optional(), unitId: unitIdField.optional() }

export const MAX_DRAFT_DAYS = 400

/** What somebody wants to be otherwise in one calendar. `hours.officeHours` null: as those above again. */
export const calendarDraftSchema = z.strictObject({
  ...calendarScopeFields,
  days: z.array(calendarDayDraftSchema).max(MAX_DRAFT_DAYS).default([]),
  removedDays: z.array(calendarDay).max(MAX_DRAFT_DAYS).default([]),
  hours: z
    .strictObject({ validFrom: calendarDay.nullable(), officeHours: z.array(weeklyHoursSchema).min(1).max(20).nullable(), keepsHolidays: z.boolean().default(true) })
    .nullable()
    .default(null),
})
export type CalendarDraft = z.output<typeof calendarDraftSchema>
export type CalendarDraftInput = z.input<typeof calendarDraftSchema>

/** A year's notice: rows, or the text of its file. `source` fills in where a row names none. */
export const holidayNoticeSchema = z
  .strictObject({
    rows: z
      .array(z.strictObject({ date: z.string().max(20), name: z.string().max(40), isOffDay: z.boolean(), sourceUrl: z.string().max(400).nullable().default(null) }))
      .max(MAX_DRAFT_DAYS)
      .optional(),
    csv: z.string().max(100_000).optional(),
    source: z.string().trim().max(400).nullable().default(null),
  })
  .refine(({ rows, csv }) => (rows === undefined) !== (csv === undefined), { message: '请给出 rows 或 csv，二者之一' })
