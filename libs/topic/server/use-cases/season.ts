import { addDays, type PlainDate } from '@tongban/kernel/core'
import type { WarningSettings } from '../../contract/index.js'
import { daysLookedAt, dispersionOfSeries, expectedDays, findPlainSpikes, findSpikes, seriesOf, type DayCount, type PlainCount, type Series, type Spike } from '../../domain/index.js'
import { WINDOW_DAYS } from './case-window.js'

const WEEKS_OF_SCATTER = 8
/** As fine as matters are counted by place. */
export const MATTER_DIGITS = 4

/** How many days of the window have been counted at all. */
export const knownDaysOf = (today: PlainDate, countedFrom: PlainDate): number => Array.from({ length: WINDOW_DAYS }, (_, back) => addDays(today, -back)).filter((day) => day >= countedFrom).length

/** What the time of the year explains: the daily counts of everything watched, this year and in the same weeks of earlier ones. */
export class Season {
  readonly series: readonly Series[]
  /** How many days of the window have been counted at all. */
  readonly knownDays: number
  private readonly byMatter: ReadonlyMap<string, Series>

  constructor(
    rows: readonly DayCount[],
    readonly countedFrom: PlainDate,
    readonly today: PlainDate,
    readonly settings: WarningSettings,
  ) {
    this.series = seriesOf(rows, settings)
    this.knownDays = knownDaysOf(today, countedFrom)
    this.byMatter = new Map(this.series.filter(({ kind }) => kind === 'category').map((one) => [`${one.categoryCode ?? ''} ${one.placeCode ?? ''}`, one]))
  }

  /** The days of the window as its category and county should have had them; null when nothing is known. */
  expectedDays(categoryCode: string | null, countyCode: string | null): readonly number[] | null {
    const found = categoryCode === null || countyCode === null ? undefined : this.byMatter.get(`${categoryCode.slice(0, MATTER_DIGITS)} ${countyCode}`)
    return found === undefined ? null : expectedDays(found.counts, this.today, WINDOW_DAYS, this.countedFrom)
  }

  /** What is plainly much where there is too little history for the test. */
  plainSpikes(): (Spike & PlainCount)[] {
    return findPlainSpikes(this.series, { day: this.today, countedFrom: this.countedFrom, settings: this.settings })
  }

  spikes(): Spike[] {
    const days = Array.from({ length: 7 * WEEKS_OF_SCATTER }, (_, back) => addDays(this.today, -1 - back)).filter((day) => day >= this.countedFrom)
    return findSpikes(this.series, { day: this.today, countedFrom: this.countedFrom, settings: this.settings, dispersion: dispersionOfSeries(this.series, days) })
  }
}

export const seasonOf = { days: (today: PlainDate): readonly PlainDate[] => daysLookedAt(today, WINDOW_DAYS) }
