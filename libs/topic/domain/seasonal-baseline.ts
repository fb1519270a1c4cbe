import { addDays, type PlainDate } from '@tongban/kernel/core'

/** How many cases a day of one series (a category in a place, a place, a class). A day that is missing had none, unless it is before the first day counted at all. */
export type DailyCounts = ReadonlyMap<PlainDate, number>

/** What a period like this one had before: so many periods, so many cases in all. */
export type Baseline = { readonly samples: number; readonly sum: number; readonly seasonal: boolean }

const TRAILING_WEEKS = 8
const EARLIER_YEARS = 3
/** Weeks before and after the same week of an earlier year. */
const SEASON_WEEKS = 2
const LEAST_SEASONAL_SAMPLES = 5
/** 52 weeks: the same weekday. */
const YEAR_DAYS = 364
const MAD_LIMIT = 4

/**
 * What is expected in the `span` days that end with `lastDay`: the same weekdays in the same weeks of earlier years, brought to this year's level;
 * where there are none, the weeks just before. A week far out of line (last winter's outage) is cut to the others' measure, so that one
 * alarm does not hide the next.
 */
export function baselineOf(counts: DailyCounts, lastDay: PlainDate, span: number, countedFrom: PlainDate): Baseline {
  const trailing = periods(counts, Array.from({ length: TRAILING_WEEKS }, (_, week) => addDays(lastDay, -7 * (week + Math.ceil(span / 7)))), span, countedFrom)
  const sameWeeks = Array.from({ length: EARLIER_YEARS }, (_, year) => addDays(lastDay, -YEAR_DAYS * (year + 1)))
  const aroundThem = Array.from({ length: 2 * SEASON_WEEKS + 1 }, (_, week) => 7 * (week - SEASON_WEEKS))
  const seasonal = sameWeeks.flatMap((day) => periods(counts, aroundThem.map((shift) => addDays(day, shift)), span, countedFrom))
  if (seasonal.length < LEAST_SEASONAL_SAMPLES) return baseline(tamed(trailing), false)
  const level = levelAgainstLastYear(counts, trailing, lastDay, span, countedFrom)
  return baseline(tamed(seasonal).map((count) => count * level), true)
}

const baseline = (samples: readonly number[], seasonal: boolean): Baseline => ({ samples: samples.length, sum: samples.reduce((sum, count) => sum + count, 0), seasonal })

/** This year's weeks against the same ones a year ago: between half and double, whatever a bad week says. */
function levelAgainstLastYear(counts: DailyCounts, trailing: readonly number[], lastDay: PlainDate, span: number, countedFrom: PlainDate): number {
  const then = periods(counts, Array.from({ length: TRAILING_WEEKS }, (_, week) => addDays(lastDay, -YEAR_DAYS - 7 * (week + Math.ceil(span / 7)))), span, countedFrom)
  if (then.length < TRAILING_WEEKS || trailing.length < TRAILING_WEEKS) return 1
  const [now, before] = [total(tamed(trailing)), total(tamed(then))]
  return Math.min(2, Math.max(0.5, (now + 1) / (before + 1)))
}

/** Counts of the spans that end with these days; those that reach back before counting began are left out. */
function periods(counts: DailyCounts, lastDays: readonly PlainDate[], span: number, countedFrom: PlainDate): number[] {
  return lastDays.filter((day) => addDays(day, 1 - span) >= countedFrom).map((day) => countOf(counts, day, span))
}

export function countOf(counts: DailyCounts, lastDay: PlainDate, span: number): number {
  let sum = 0
  for (let back = 0; back < span; back += 1) sum += counts.get(addDays(lastDay, -back)) ?? 0
  return sum
}

function tamed(samples: readonly number[]): number[] {
  const middle = median(samples)
  const spread = Math.max(median(samples.map((count) => Math.abs(count - middle))), Math.sqrt(Math.max(middle, 1)))
  return samples.map((count) => Math.min(count, middle + MAD_LIMIT * spread))
}

const total = (samples: readonly number[]): number => samples.reduce((sum, count) => sum + count, 0)

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

/** Variance over mean within the samples; 1 for Poisson counts. */
export function dispersionOf(samples: readonly number[]): number {
  if (samples.length < 2) return 1
  const mean = total(samples) / samples.length
  if (mean === 0) return 1
  return samples.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (samples.length - 1) / mean
}

/** Every day some baseline of the last `span` days looks at. */
export function daysLookedAt(lastDay: PlainDate, span: number): readonly PlainDate[] {
  const back = span + 7 * (TRAILING_WEEKS + 1)
  const recent = Array.from({ length: back }, (_, day) => addDays(lastDay, -day))
  const earlier = Array.from({ length: EARLIER_YEARS }, (_, year) => addDays(lastDay, -YEAR_DAYS * (year + 1))).flatMap((day) =>
    Array.from({ length: back + 14 * SEASON_WEEKS }, (_, shift) => addDays(day, 7 * SEASON_WEEKS - shift)),
  )
  return [...new Set([...recent, ...earlier])]
}

/** What each of the last `span` days should have had; null when there is nothing to compare with. */
export function expectedDays(counts: DailyCounts, lastDay: PlainDate, span: number, countedFrom: PlainDate): readonly number[] | null {
  const days = Array.from({ length: span }, (_, back) => baselineOf(counts, addDays(lastDay, back + 1 - span), 1, countedFrom))
  return days.some(({ samples }) => samples < LEAST_SEASONAL_SAMPLES - 1) ? null : days.map(({ sum, samples }) => sum / samples)
}
