import type { PlainDate } from '@tongban/kernel/core'
import type { SpikeKind, WarningSettings, WatchedClass } from '../contract/index.js'
import { baselineOf, countOf, type DailyCounts } from './seasonal-baseline.js'
import { upperTail } from './tail-probability.js'

/** One thing that is counted every day. `categoryCode` null: everything in the place; `placeCode` null: the whole city. */
export type Series = {
  readonly kind: SpikeKind
  readonly categoryCode: string | null
  readonly watchedClass: WatchedClass | null
  readonly placeCode: string | null
  readonly counts: DailyCounts
}
export type Spike = Omit<Series, 'counts'> & {
  readonly spanDays: number
  readonly observed: number
  readonly expected: number
  /** The chance that a series on which nothing has changed shows as many. */
  readonly chance: number
  readonly seasonal: boolean
}

export const SPIKE_SPANS: readonly number[] = [1, 7]
/** Fewer like periods than this are no baseline: better silent than wrong. */
export const LEAST_SAMPLES = 4
const MONTH_DAYS = 30
/** The chance below which one look at one series is an alarm, so that all looks together keep to the false alarms allowed. */
export const alarmChance = (settings: Pick<WarningSettings, 'falseAlarmsPerMonth'>, series: number): number =>
  Math.min(0.01, settings.falseAlarmsPerMonth / MONTH_DAYS / Math.max(1, series * SPIKE_SPANS.length))

/**
 * Series that have more than their season explains, the least likely first; of one series the span that says it most clearly. `dispersion`:
 * how much more than Poisson the city's counts scatter.
 */
export function findSpikes(
  series: readonly Series[], { day, countedFrom, settings, dispersion }: { readonly day: PlainDate; readonly countedFrom: PlainDate; readonly settings: WarningSettings; readonly dispersion: number },
): Spike[] {
  const limit = alarmChance(settings, series.length)
  const found = series.flatMap(({ counts, ...named }) => {
    const spans = SPIKE_SPANS.flatMap((spanDays) => {
      const observed = countOf(counts, day, spanDays)
      if (observed < leastOf(named.kind, settings)) return []
      const { samples, sum, seasonal } = baselineOf(counts, day, spanDays, countedFrom)
      if (samples < LEAST_SAMPLES) return []
      const expected = sum / samples
      const chance = upperTail(observed, sum, samples, Math.max(1, dispersion))
      return chance <= limit && observed > expected ? [{ ...named, spanDays, observed, expected, chance, seasonal }] : []
    })
    return spans.sort((a, b) => a.chance - b.chance).slice(0, 1)
  })
  return found.sort((a, b) => a.chance - b.chance || b.observed - a.observed)
}

function leastOf(kind: SpikeKind, settings: WarningSettings): number {
  if (kind === 'class') return settings.leastClassSpike
  return kind === 'sensitive' ? settings.leastSensitive : settings.leastSpike
}
