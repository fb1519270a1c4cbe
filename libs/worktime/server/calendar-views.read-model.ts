import { Inject, Injectable } from '@nestjs/common'
import { UserNames } from '@tongban/access/contract'
import type { Page } from '@tongban/kernel/contract'
import { Clock, isoOf, plainDateOf, type PlainDate } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import type { CalendarChangeView, CalendarDayView, CalendarSummary, CalendarYear } from '../contract/calendar-view.schema.js'
import type { WorkCalendar } from '../contract/work-calendar.js'
import { calendarCodeOf, calendarOfLayer, CITY, layersDownTo, layersWithCalendar, ownLayerOf, type BookDay, type CalendarBook, type CalendarLayer } from '../domain/calendar-book.js'
import { minutesOfDay } from '../domain/compare-calendars.js'
import { missingHolidayYears } from '../domain/missing-holiday-years.js'
import { daysOfYear } from '../domain/revise-book.js'
import { workingDayOf } from '../domain/working-day.js'
import { CalendarLayers } from './calendar-layers.js'
import { CalendarBookStore, type RevisionRow } from './persistence/calendar-book.store.js'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'

/** The calendars as people read them: from memory, and who changed them from the revisions. */
@Injectable()
export class CalendarViews {
  constructor(
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(CalendarBookStore) private readonly store: CalendarBookStore,
    @Inject(CalendarLayers) private readonly layers: CalendarLayers,
    @Inject(UserNames) private readonly names: UserNames,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The city's first, then by code; the cursor is the layer the page before ended with. */
  async list({ limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<Page<CalendarSummary> & { missingYears: number[] }> {
    await this.calendars.freshen()
    const { book } = this.calendars
    if (!this.calendars.isLoaded) return { items: [], nextCursor: null, missingYears: [] }
    const below = [...layersWithCalendar(book)].filter((layer) => layer !== CITY).sort()
    const all = [CITY, ...below]
    const rest = cursor === undefined ? all : below.filter((layer) => layer > cursor || cursor === CITY)
    const shown = rest.slice(0, limit)
    const items = await this.summaries(book, shown)
    return { items, nextCursor: rest.length > limit ? (shown.at(-1) ?? null) : null, missingYears: this.missingYears() }
  }

  /** The days of a year (null: the present one), or of one month of it, of the calendar that counts for this layer. Throws Refused CALENDAR_NOT_LOADED. */
  async year(layer: CalendarLayer, wanted: number | null, month: number | null): Promise<CalendarYear> {
    await this.calendars.freshen()
    const { book } = this.calendars
    if (!this.calendars.isLoaded) throw new Refused({ code: 'CALENDAR_NOT_LOADED', params: {} })
    const calendar = calendarAs(book, layer)
    const year = wanted ?? Number(plainDateOf(this.clock.now()).slice(0, 4))
    const prefix = month === null ? `${year}-` : `${year}-${String(month).padStart(2, '0')}`
    const days = daysOfYear(year).filter((date) => date.startsWith(prefix)).map((date) => this.dayOf(book, calendar, layer, date))
    const [summary] = await this.summaries(book, [layer])
    if (summary === undefined) throw new Error('A layer has a summary')
    const hoursLayer = layersDownTo(layer).findLast((each) => book.hours.some((row) => row.layer === each)) ?? CITY
    return {
      calendar: summary, year, hours: calendar.hours.map((each) => ({ ...each, season: each.season, week: each.week.map((spans) => [...spans]), makeUpDay: [...each.makeUpDay] })),
      hoursFrom: hoursLayer === layer ? null : this.layers.nameOf(hoursLayer), days, months: monthsOf(days), missingYears: this.missingYears(),
    }
  }

  /** Changes of this calendar and of those above it, newest first. */
  async versions(layer: CalendarLayer, { limit, before }: { limit: number; before: number }): Promise<Page<CalendarChangeView>> {
    const rows = await this.store.revisions(layersDownTo(layer), { before, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const names = await this.names.namesOf(shown.map(({ actor_id }) => actor_id))
    return { items: shown.map((row) => this.changeOf(row, names)), nextCursor: rows.length > limit ? String(shown.at(-1)?.revision ?? '') : null }
  }

  private missingYears(): number[] {
    return [...missingHolidayYears(this.calendars.calendarFor(null), this.clock.now())]
  }

  private async summaries(book: CalendarBook, layers: readonly CalendarLayer[]): Promise<CalendarSummary[]> {
    const wanted = new Set(layers.flatMap((layer) => layersDownTo(layer)))
    const rows = new Map<CalendarLayer, RevisionRow>()
    // the last change of each layer wanted: one statement for the page
    for (const row of await this.store.lastRevisions([...wanted])) rows.set(row.layer, row)
    const names = await this.names.namesOf([...rows.values()].map(({ actor_id }) => actor_id))
    return layers.map((layer) => {
      const change = layersDownTo(layer).flatMap((each) => rows.get(each) ?? []).sort((a, b) => b.revision - a.revision)[0]
      const own = book.hours.filter((each) => each.layer === layer).sort((a, b) => a.since - b.since).at(-1)
      const ownLayer = ownLayerOf(book, layer)
      return {
        code: calendarCodeOf(ownLayer), scope: this.layers.scopeOf(layer), name: this.layers.nameOf(layer), version: calendarAs(book, layer).version, validFrom: own?.validFrom ?? null,
        hasOwnHours: own !== undefined && own.officeHours !== null, keepsHolidays: own?.keepsHolidays ?? true,
        ownDays: book.days.filter((day) => day.layer === layer && day.until === null).length, lastChange: change === undefined ? null : this.changeOf(change, names),
      }
    })
  }

  private changeOf(row: RevisionRow, names: ReadonlyMap<string, string>): CalendarChangeView {
    const { revision, at, actor_id, kind, layer, reason, source, days_set, days_removed, hours_changed } = row
    return {
      version: revision, at: isoOf(at), by: { id: actor_id, name: names.get(actor_id) ?? actor_id }, kind, scope: this.layers.described(layer), reason, source, daysSet: days_set,
      daysRemoved: days_removed, hoursChanged: hours_changed,
    }
  }

  private dayOf(book: CalendarBook, calendar: WorkCalendar, layer: CalendarLayer, date: PlainDate): CalendarDayView {
    const { weekday, kind, name, spans } = workingDayOf(calendar, date)
    const exception = calendar.exceptions.find((each) => each.date === date)
    const stands = exception === undefined ? null : layerOfDay(book, layer, date)
    return {
      date, weekday, kind, name, spans: [...spans], source: exception?.source ?? null, layer: stands === null ? null : this.layers.described(stands.layer), own: stands?.layer === layer,
    }
  }
}

/** The calendar that counts for a layer: its own, or the nearest above. */
function calendarAs(book: CalendarBook, layer: CalendarLayer): WorkCalendar {
  const calendar = calendarOfLayer(book, layer)
  if (!calendar.ok) throw new Error(`Calendar ${layer}: ${calendar.refusal.code}`)
  return calendar.value
}

const layerOfDay = (book: CalendarBook, layer: CalendarLayer, date: PlainDate): BookDay | null => {
  const present = book.days.filter((day) => day.date === date && day.until === null)
  return layersDownTo(layer).flatMap((each) => present.find((day) => day.layer === each) ?? []).at(-1) ?? null
}

function monthsOf(days: readonly CalendarDayView[]): CalendarYear['months'] {
  const months = new Map<string, { workDays: number; workMinutes: number }>()
  for (const day of days) {
    const month = months.get(day.date.slice(0, 7)) ?? { workDays: 0, workMinutes: 0 }
    const minutes = minutesOfDay(day)
    months.set(day.date.slice(0, 7), { workDays: month.workDays + (minutes > 0 ? 1 : 0), workMinutes: month.workMinutes + minutes })
  }
  return [...months].map(([month, sums]) => ({ month, ...sums }))
}
