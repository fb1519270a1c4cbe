import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { DivisionCode } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'
import type { WorkCalendar } from '../../contract/work-calendar.js'
import { WorkCalendars } from '../../contract/work-calendars.js'
import { calendarOfLayer, CITY, EMPTY_BOOK, layerOfCode, layersWithCalendar, type CalendarBook, type CalendarLayer } from '../../domain/calendar-book.js'
import { CalendarBookStore } from './calendar-book.store.js'

/** Lengths of a division code that can have a calendar of its own, nearest first: village, township, county. */
const CODE_LENGTHS = [12, 9, 6]
const MOST_PAST = 500

/** The calendars as PostgreSQL has them, read when the process starts and when somebody has changed them. */
@Injectable()
export class WorkCalendarsProvider extends WorkCalendars implements OnModuleInit {
  private known: { readonly revision: number; readonly book: CalendarBook } = { revision: 0, book: EMPTY_BOOK }
  private calendars: ReadonlyMap<CalendarLayer, WorkCalendar> = new Map()
  private ofUnits: ReadonlyMap<string, WorkCalendar> = new Map()
  private readonly past = new Map<string, WorkCalendar>()

  constructor(@Inject(CalendarBookStore) private readonly store: CalendarBookStore) {
    super()
  }

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** False until the reference data is there. */
  get isLoaded(): boolean {
    return this.known.book.hours.length > 0
  }

  get book(): CalendarBook {
    return this.known.book
  }

  get revision(): number {
    return this.known.revision
  }

  /** Throws on rows that make no calendar; what was known before then stays. */
  async reload(from?: Tx): Promise<void> {
    const read = await this.store.read(from)
    const calendars = new Map<CalendarLayer, WorkCalendar>()
    if (read.book.hours.length > 0) for (const layer of layersWithCalendar(read.book)) calendars.set(layer, built(read.book, layer))
    this.known = read
    this.calendars = calendars
    this.ofUnits = new Map([...calendars].flatMap(([layer, calendar]) => (layer.includes('/') ? [[layer.slice(layer.indexOf('/') + 1), calendar] as const] : [])))
    this.past.clear()
  }

  /** One short statement when nothing has changed. */
  override async freshen(): Promise<void> {
    if ((await this.store.latestRevision()) !== this.known.revision) await this.reload()
  }

  /** A code begins with its county's and its township's. Throws while nothing is loaded: a limit without a calendar would be a guess. */
  override calendarFor(divisionCode: DivisionCode | null, unitId: string | null = null): WorkCalendar {
    const own = unitId === null ? undefined : this.ofUnits.get(unitId)
    if (own !== undefined) return own
    const layers = divisionCode === null ? [] : CODE_LENGTHS.map((length) => divisionCode.slice(0, length))
    const calendar = [...layers, CITY].map((layer) => this.calendars.get(layer)).find((found) => found !== undefined)
    if (!calendar) throw new Error('No work calendar is loaded: the reference data has not been seeded')
    return calendar
  }

  override calendarAt(code: string, version: number): WorkCalendar | null {
    const layer = layerOfCode(code)
    const present = this.calendars.get(layer)
    if (present === undefined || version > this.known.revision) return null
    if (version >= present.version) return present
    const key = `${code} ${version}`
    const known = this.past.get(key)
    if (known !== undefined) return known
    if (this.past.size >= MOST_PAST) this.past.clear()
    const calendar = { ...built(this.known.book, layer, version), version }
    this.past.set(key, calendar)
    return calendar
  }
}

function built(book: CalendarBook, layer: CalendarLayer, revision?: number): WorkCalendar {
  const calendar = calendarOfLayer(book, layer, revision)
  if (!calendar.ok) throw new Error(`Calendar ${layer}: ${calendar.refusal.code} ${JSON.stringify(calendar.refusal.params)}`)
  return calendar.value
}
