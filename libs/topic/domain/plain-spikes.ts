import { addDays, type PlainDate } from '@tongban/kernel/core'
import type { WarningSettings } from '../contract/index.js'
import { alarmChance, LEAST_SAMPLES, type Series, type Spike } from './find-spikes.js'
import { baselineOf, type DailyCounts } from './seasonal-baseline.js'
import { upperTail } from './tail-probability.js'

/**
 * What is told while too few days have been counted for the statistical test: so many like cases in one township in a day, and no more rule than a
 * person could have in mind. This many times the smallest number of a tested alert.
 */
const TIMES = 2
/** And so many times what the days before, or the other counties, would let expect: what is ordinary there is no alert. */
const BEYOND = 3
/** Other counties with fewer cases than this say nothing of what is ordinary. */
const LEAST_ELSEWHERE = 50
const DAYS_BEFORE = 28
const TOWNSHIP_DIGITS = 9
const COUNTY_DIGITS = 6

export type PlainCount = { readonly observed: number; readonly expected: number; /** From so many cases on it is told. */ readonly least: number }
type Asked = { readonly day: PlainDate; /** The first day anything was counted: the days before are not known. */ readonly countedFrom: PlainDate }

/** Too few like weekdays are known: the statistical test says nothing of this day. */
export const isWithoutHistory = (counts: DailyCounts, { day, countedFrom }: Asked): boolean => baselineOf(counts, day, 1, countedFrom).samples < LEAST_SAMPLES

/** Whether a day has plainly many; null when not. `least`: the smallest number of a tested alert; `elsewhere`: what other places let expect. */
export function plainlyMany(counts: DailyCounts, { day, countedFrom }: Asked, least: number, elsewhere: () => number = () => 0): PlainCount | null {
  const observed = counts.get(day) ?? 0
  if (observed < TIMES * least) return null
  const before = Array.from({ length: DAYS_BEFORE }, (_, back) => addDays(day, -1 - back)).filter((earlier) => earlier >= countedFrom)
  const usual = before.length === 0 ? 0 : before.reduce((sum, earlier) => sum + (counts.get(earlier) ?? 0), 0) / before.length
  const expected = Math.max(usual, elsewhere())
  return observed >= BEYOND * expected ? { observed, expected, least: TIMES * least } : null
}

/** Of so many cases or more where that many are expected: three times a handful happens by accident, somewhere, every day. */
const chanceOf = ({ observed, expected }: PlainCount): number => upperTail(observed, MANY * expected, MANY)
const MANY = 100

/** Categories in townships that have plainly many cases and too little history to be tested, the most cases first. */
export function findPlainSpikes(series: readonly Series[], asked: Asked & { readonly settings: WarningSettings }): (Spike & PlainCount)[] {
  const { day, countedFrom, settings } = asked
  const matters = series.filter(({ kind, placeCode }) => kind === 'category' && placeCode?.length === TOWNSHIP_DIGITS)
  const all = series.filter(({ kind, placeCode }) => kind === 'place' && placeCode?.length === TOWNSHIP_DIGITS)
  const limit = alarmChance(settings, matters.length)
  const found = matters.flatMap(({ counts, ...named }) => {
    if (!isWithoutHistory(counts, { day, countedFrom })) return []
    const isElsewhere = ({ placeCode }: Series): boolean => placeCode?.slice(0, COUNTY_DIGITS) !== named.placeCode?.slice(0, COUNTY_DIGITS)
    // The share of the matter in other counties, brought to this township: a cold morning everywhere is no news of one town.
    const elsewhere = (): number => {
      const sum = (some: readonly Series[]): number => some.reduce((cases, one) => cases + (one.counts.get(day) ?? 0), 0)
      const others = sum(all.filter(isElsewhere))
      if (others < LEAST_ELSEWHERE) return 0
      return (sum(all.filter(({ placeCode }) => placeCode === named.placeCode)) * sum(matters.filter((one) => one.categoryCode === named.categoryCode && isElsewhere(one)))) / others
    }
    const many = plainlyMany(counts, { day, countedFrom }, settings.leastSpike, elsewhere)
    return many === null || chanceOf(many) > limit ? [] : [{ ...named, ...many, spanDays: 1, chance: 1, seasonal: false }]
  })
  return found.sort((a, b) => b.observed - a.observed || compare(a.placeCode, b.placeCode) || compare(a.categoryCode, b.categoryCode))
}

const compare = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0)
