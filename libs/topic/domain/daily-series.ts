import type { PlainDate } from '@tongban/kernel/core'
import type { SpikeKind, WarningSettings, WatchedClass } from '../contract/index.js'
import type { Series } from './find-spikes.js'
import { dispersionOf, median } from './seasonal-baseline.js'

/** Cases of a day, as they are kept: the category as it was filed, county and township ('' where nobody has said), and how many had alarming words. */
export type DayCount = {
  readonly day: PlainDate
  readonly categoryCode: string
  readonly countyCode: string
  readonly townshipCode: string
  readonly cases: number
  readonly sensitive: number
}

/** Leaves scatter too thinly to be counted by place: their second-level category is. */
const SERIES_DIGITS = 4

/** The days of what is watched: each category in each county and township, each township, each county and the city for classes and alarming words. */
export function seriesOf(rows: readonly DayCount[], settings: Pick<WarningSettings, 'classes'>): Series[] {
  const found = new Map<string, { series: Omit<Series, 'counts'>; counts: Map<PlainDate, number> }>()
  const add = (kind: SpikeKind, categoryCode: string | null, placeCode: string | null, watchedClass: WatchedClass | null, day: PlainDate, cases: number): void => {
    if (cases === 0) return
    const key = [kind, categoryCode, watchedClass, placeCode].join(' ')
    const known = found.get(key) ?? { series: { kind, categoryCode, watchedClass, placeCode }, counts: new Map<PlainDate, number>() }
    known.counts.set(day, (known.counts.get(day) ?? 0) + cases)
    found.set(key, known)
  }
  for (const { day, categoryCode, countyCode, townshipCode, cases, sensitive } of rows) {
    const places = [countyCode, townshipCode].filter((code) => code !== '')
    for (const place of places) {
      if (categoryCode !== '') add('category', categoryCode.slice(0, SERIES_DIGITS), place, null, day, cases)
      add('sensitive', null, place, null, day, sensitive)
    }
    if (townshipCode !== '') add('place', null, townshipCode, null, day, cases)
    for (const watched of classesOf(categoryCode, settings)) for (const place of [null, ...places]) add('class', null, place, watched, day, cases)
  }
  return [...found.values()].map(({ series, counts }) => ({ ...series, counts }))
}

/** The watched classes a category belongs to. */
export const classesOf = (categoryCode: string, { classes }: Pick<WarningSettings, 'classes'>): readonly WatchedClass[] =>
  (Object.keys(classes) as WatchedClass[]).filter((name) => classes[name].some((prefix) => categoryCode.startsWith(prefix)))

const LEAST_MEAN = 1
/** How much more than Poisson the counts scatter from day to day, typically; from series with at least one case a day. Between 1 and 4. */
export function dispersionOfSeries(series: readonly Series[], days: readonly PlainDate[]): number {
  const found = series.flatMap(({ counts }) => {
    const weekdays = [0, 1, 2, 3, 4, 5, 6].map((weekday) => days.filter((_, index) => index % 7 === weekday).map((day) => counts.get(day) ?? 0))
    const mean = weekdays.flat().reduce((sum, count) => sum + count, 0) / Math.max(1, days.length)
    // Within one weekday: a quiet Sunday is no scatter.
    return mean >= LEAST_MEAN ? [weekdays.reduce((sum, counts) => sum + dispersionOf(counts), 0) / weekdays.length] : []
  })
  return found.length === 0 ? 1 : Math.min(4, Math.max(1, median(found)))
}
