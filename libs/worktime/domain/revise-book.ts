import { plainDateOf, refuse, ok, type Instant, type PlainDate, type Result } from '@tongban/kernel/core'
import type { CalendarException, WorkCalendar } from '@tongban/worktime/contract'
import {
  calendarOfLayer, latestRevisionOf, layersDownTo, layersWithCalendar, ownLayerOf, type BookDay, type BookHours, type CalendarBook, type CalendarLayer,
} from './calendar-book.js'
import { checkGap, checkSeasons } from './calendar-faults.js'
import { addWorkDays } from './work-days.js'

/** Fewer working days than this ahead, and limits of the longest kind could not be counted. */
const WORK_DAYS_AHEAD = 60

/** What somebody wants to be otherwise in one layer. Days replace those of the same date. */
export type BookDraft = {
  readonly layer: CalendarLayer
  readonly days: readonly CalendarException[]
  readonly removedDays: readonly PlainDate[]
  readonly hours: Pick<BookHours, 'validFrom' | 'officeHours' | 'keepsHolidays'> | null
}

/** The draft as rows: `closed` hold until this revision, the others from it on. Empty when the book says all of it already. */
export type BookRevision = {
  readonly revision: number
  readonly layer: CalendarLayer
  readonly closed: readonly BookDay[]
  readonly opened: readonly BookDay[]
  readonly hours: BookHours | null
}

export type ChangedCalendar = { readonly layer: CalendarLayer; readonly before: WorkCalendar; readonly after: WorkCalendar }

export const isEmptyRevision = ({ closed, opened, hours }: BookRevision): boolean => closed.length + opened.length === 0 && hours === null

/** The rows that make the draft true, with the number after the book's last. Days the book has just so are left out. */
export function revisionOf(book: CalendarBook, draft: BookDraft, revision: number = latestRevisionOf(book) + 1): BookRevision {
  const { layer } = draft
  const present = new Map(book.days.flatMap((day) => (day.layer === layer && day.until === null ? [[day.date, day] as const] : [])))
  const asked = draft.days.filter((day) => !isSameDay(present.get(day.date), day))
  const opened = asked.map(({ date, kind, name, spans, source }) => ({ layer, date, kind, name, spans, source, since: revision, until: null }))
  const removed = [...opened.map(({ date }) => date), ...draft.removedDays.filter((date) => !draft.days.some((day) => day.date === date))]
  const closed = [...new Set(removed)].flatMap((date) => present.get(date) ?? [])
  const last = book.hours.filter((each) => each.layer === layer).sort((a, b) => a.since - b.since).at(-1)
  const hours = draft.hours === null || isSameHours(last, draft.hours) ? null : { ...draft.hours, layer, since: revision }
  return { revision, layer, closed, opened, hours }
}

export function revised(book: CalendarBook, { revision, closed, opened, hours }: BookRevision): CalendarBook {
  const gone = new Set(closed)
  return {
    days: [...book.days.map((day) => (gone.has(day) ? { ...day, until: revision } : day)), ...opened],
    hours: hours === null ? book.hours : [...book.hours, hours],
  }
}

/**
 * The calendars that become others by a revision: that of its layer, which may be its first, and those below that have their own. Refuses what
 * makes no calendar, NO_WORKING_TIME_AHEAD where no limit could be counted any more, and hours with a hole in them or two for one day.
 */
export function changedCalendars(book: CalendarBook, change: BookRevision, now: Instant): Result<readonly ChangedCalendar[]> {
  const seasons = checkSeasons(change.hours?.officeHours ?? [])
  if (!seasons.ok) return seasons
  const next = revised(book, change)
  const touched = [...layersWithCalendar(next)].filter((layer) => layersDownTo(layer).includes(change.layer))
  const changed: ChangedCalendar[] = []
  for (const layer of touched.sort()) {
    const before = calendarOfLayer(book, ownLayerOf(book, layer))
    const after = calendarOfLayer(next, layer)
    if (!before.ok) return before
    if (!after.ok) return after
    const works = addWorkDays(after.value, now, WORK_DAYS_AHEAD)
    if (!works.ok) return refuse(works.refusal.code, { ...works.refusal.params, calendar: after.value.code })
    const gap = checkGap(before.value, after.value, now)
    if (!gap.ok) return gap
    changed.push({ layer, before: before.value, after: after.value })
  }
  return ok(changed)
}

/** The version a calendar has, or would have as its layer's first: what an editor has seen and must still be so. */
export function versionOfLayer(book: CalendarBook, layer: CalendarLayer): number {
  const calendar = calendarOfLayer(book, layer)
  return calendar.ok ? calendar.value.version : latestRevisionOf(book)
}

/** Days a draft may change: those it names, and for other hours this year and the next. */
export function daysInQuestion({ days, removedDays, hours }: BookDraft, now: Instant): readonly PlainDate[] {
  const named = [...days.map(({ date }) => date), ...removedDays]
  const year = Number(plainDateOf(now).slice(0, 4))
  const all = hours === null ? named : [...named, ...daysOfYear(year), ...daysOfYear(year + 1)]
  return [...new Set(all)].sort()
}

export function daysOfYear(year: number): readonly PlainDate[] {
  const days: PlainDate[] = []
  for (let at = Date.UTC(year, 0, 1); new Date(at).getUTCFullYear() === year; at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10) as PlainDate)
  return days
}

const isSameDay = (have: CalendarException | undefined, want: CalendarException): boolean =>
  have !== undefined && have.kind === want.kind && have.name === want.name && have.source === want.source && JSON.stringify(have.spans) === JSON.stringify(want.spans)

/** `officeHours` are compared as they are read and written: in the order of their type's fields. */
const isSameHours = (have: BookHours | undefined, want: NonNullable<BookDraft['hours']>): boolean =>
  have === undefined
    ? want.officeHours === null && want.keepsHolidays
    : have.validFrom === want.validFrom && have.keepsHolidays === want.keepsHolidays && canonical(have.officeHours) === canonical(want.officeHours)

const canonical = (hours: BookHours['officeHours']): string =>
  JSON.stringify(
    hours?.map(({ name, validFrom, validTo, season, week, makeUpDay, source }) => [
      name, validFrom, validTo, season === null ? null : [season.from, season.to], ...[...week, makeUpDay].map((day) => day.map(({ startMinute, endMinute }) => [startMinute, endMinute])), source,
    ]) ?? null,
  )
