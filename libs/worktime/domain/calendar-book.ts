import type { PlainDate, Result } from '@tongban/kernel/core'
import type { CalendarException, WeeklyHours, WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar } from './build-work-calendar.js'

/** Whose days and hours: `nation`, `city`, a division's code of 6, 9 or 12 digits, or `<division code>/<unit id>`. */
export type CalendarLayer = string
export const NATION: CalendarLayer = 'nation'
export const CITY: CalendarLayer = 'city'

/** A dated exception, and the revisions of the book it holds for: [since, until), null is up to now. */
export type BookDay = CalendarException & { readonly layer: CalendarLayer; readonly since: number; readonly until: number | null }

/** Hours of a layer from a day on (null: from the beginning) until the first day of a later revision's. `officeHours` null: as the layer above. */
export type BookHours = {
  readonly layer: CalendarLayer
  readonly since: number
  readonly validFrom: PlainDate | null
  readonly officeHours: readonly WeeklyHours[] | null
  /** False: the exceptions of the layers above do not apply (a unit that works through holidays). */
  readonly keepsHolidays: boolean
}

/** All calendars of a city with their past. Nothing is ever taken out: a past revision can always be read again. */
export type CalendarBook = { readonly hours: readonly BookHours[]; readonly days: readonly BookDay[] }

export const EMPTY_BOOK: CalendarBook = { hours: [], days: [] }

/** The latest revision, whatever it is asked as. */
export const NOW = Number.MAX_SAFE_INTEGER

const DIVISION_LENGTHS = [6, 9, 12]
/** What clocks have called the city's calendar since the first of them. */
const CITY_CODE = 'office'

export const calendarCodeOf = (layer: CalendarLayer): string => (layer === CITY || layer === NATION ? CITY_CODE : layer)
export const layerOfCode = (code: string): CalendarLayer => (code === CITY_CODE ? CITY : code)

/** From the nation down to the layer itself. A division's code begins with its county's and its township's. */
export function layersDownTo(layer: CalendarLayer): readonly CalendarLayer[] {
  if (layer === NATION) return [NATION]
  if (layer === CITY) return [NATION, CITY]
  const [division = ''] = layer.split('/')
  const divisions = DIVISION_LENGTHS.filter((length) => length <= division.length).map((length) => division.slice(0, length))
  return [NATION, CITY, ...divisions, ...(layer === division ? [] : [layer])]
}

/** The nearest layer at or above this one that has a calendar of its own; the city when none has. */
export function ownLayerOf(book: CalendarBook, layer: CalendarLayer): CalendarLayer {
  const known = layersWithCalendar(book)
  return layersDownTo(layer).findLast((each) => known.has(each)) ?? CITY
}

/** Layers that have, or once had, hours or days of their own; and the city. */
export const layersWithCalendar = (book: CalendarBook): ReadonlySet<CalendarLayer> =>
  new Set([CITY, ...book.hours.map(({ layer }) => layer), ...book.days.map(({ layer }) => layer)].filter((layer) => layer !== NATION))

export const latestRevisionOf = (book: CalendarBook): number =>
  Math.max(0, ...book.hours.map(({ since }) => since), ...book.days.flatMap(({ since, until }) => [since, until ?? 0]))

/**
 * The calendar of a layer as a revision of the book has it: hours of the nearest layer that has its own, day by day; of the exceptions of one
 * day that of the nearest layer. Its version is the last revision that touched it or a layer above. Refuses what makes no calendar.
 */
export function calendarOfLayer(book: CalendarBook, layer: CalendarLayer, revision: number = NOW): Result<WorkCalendar> {
  const layers = layersDownTo(layer)
  const hours = book.hours.filter((each) => each.since <= revision && layers.includes(each.layer))
  const days = book.days.filter((each) => each.since <= revision && layers.includes(each.layer))
  const closed = days.flatMap(({ until }) => (until !== null && until <= revision ? [until] : []))
  const version = Math.max(1, ...hours.map(({ since }) => since), ...days.map(({ since }) => since), ...closed)
  let officeHours: readonly WeeklyHours[] = []
  const exceptions = new Map<PlainDate, CalendarException>()
  for (const each of layers) {
    const stretches = stretchesOf(hours.filter((row) => row.layer === each))
    officeHours = hoursOfLayer(stretches, officeHours)
    for (const date of exceptions.keys()) if (stretches.some((stretch) => !stretch.keepsHolidays && covers(stretch, date))) exceptions.delete(date)
    for (const day of days) {
      if (day.layer !== each || (day.until !== null && day.until <= revision)) continue
      const { date, kind, name, spans, source } = day
      exceptions.set(date, { date, kind, name, spans, source })
    }
  }
  const sorted = [...exceptions.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  return buildWorkCalendar({ code: calendarCodeOf(layer), version, hours: officeHours, exceptions: sorted })
}

type Stretch = Pick<BookHours, 'officeHours' | 'keepsHolidays'> & { readonly from: PlainDate | null; readonly to: PlainDate | null }

/** Which row holds when, [from, to), the latest first; rows that never came into force fall away. */
function stretchesOf(rows: readonly BookHours[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  let to: PlainDate | null = null
  for (const { validFrom: from, officeHours, keepsHolidays } of [...rows].sort((a, b) => b.since - a.since)) {
    if (from === null || to === null || from < to) {
      stretches.push({ from, to, officeHours, keepsHolidays })
      to = from
    }
    if (from === null) break
  }
  return stretches
}

/** Where a layer says nothing, the hours of the layer above go on. */
function hoursOfLayer(stretches: readonly Stretch[], above: readonly WeeklyHours[]): readonly WeeklyHours[] {
  const first = stretches.at(-1)
  if (first === undefined) return above
  const own = stretches.flatMap(({ from, to, officeHours }) => (officeHours ?? above).flatMap((each) => clip(each, from, to)))
  return first.from === null ? own : [...own, ...above.flatMap((each) => clip(each, null, first.from))]
}

const covers = ({ from, to }: Stretch, date: PlainDate): boolean => (from === null || from <= date) && (to === null || date < to)

/** The hours within [from, to), or nothing. */
function clip(hours: WeeklyHours, from: PlainDate | null, to: PlainDate | null): WeeklyHours[] {
  const validFrom = hours.validFrom !== null && (from === null || from < hours.validFrom) ? hours.validFrom : from
  const validTo = hours.validTo !== null && (to === null || hours.validTo < to) ? hours.validTo : to
  return validFrom !== null && validTo !== null && validFrom >= validTo ? [] : [{ ...hours, validFrom, validTo }]
}
