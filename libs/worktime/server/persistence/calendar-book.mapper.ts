import { plainDate } from '@tongban/kernel/core'
import { z } from 'zod'
import { weeklyHoursSchema, workSpanSchema } from '../../contract/calendar-draft.schema.js'
import type { BookDay, BookHours } from '../../domain/calendar-book.js'

export type HoursRow = { layer: string; revision: number; validFrom: string | null; officeHours: unknown; keepsHolidays: boolean }
export type DayRow = { layer: string; date: string; since: number; until: number | null; kind: 'off' | 'work'; name: string; spans: unknown; source: string }

const officeHours = z.array(weeklyHoursSchema).nullable()
const spans = z.array(workSpanSchema).nullable()

/** Throws on hours that have not the shape of hours. */
export const bookHoursOf = (row: HoursRow): BookHours => ({
  layer: row.layer, since: row.revision, validFrom: row.validFrom === null ? null : plainDate(row.validFrom), officeHours: officeHours.parse(row.officeHours), keepsHolidays: row.keepsHolidays,
})

/** Throws on spans that have not the shape of spans. */
export const bookDayOf = ({ layer, date, since, until, kind, name, spans: written, source }: DayRow): BookDay => ({
  layer, date: plainDate(date), since, until, kind, name, spans: spans.parse(written), source,
})
