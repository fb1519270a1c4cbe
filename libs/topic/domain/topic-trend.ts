import type { TopicTrend } from '../contract/index.js'
import { binomialTail } from './tail-probability.js'

export type TrendShape = { readonly trend: TopicTrend; /** New cases a day now against before, brought to the season; 1 as before. */ readonly growth: number; /** Of so many new cases or more when it is steady. */ readonly chance: number }

/** One in twenty of steady topics is called growing, one in twenty fading. */
const DOUBT = 0.05

/**
 * A topic's days (the newest last) against what its category and place have on those days: of `n` cases, the share that falls into the last
 * third of the window should be the season's share. More by more than chance is growth.
 */
export function topicTrend(days: readonly number[], seasonDays: readonly number[] | null = null): TrendShape {
  const recent = Math.max(1, Math.round(days.length / 3))
  const expected = seasonDays !== null && seasonDays.length === days.length && total(seasonDays) > 0 ? seasonDays.map((count) => count + 0.1) : days.map(() => 1)
  const share = total(expected.slice(-recent)) / total(expected)
  const [late, all] = [total(days.slice(-recent)), total(days)]
  const early = all - late
  const growth = (late + 0.5) / share / ((early + 0.5) / (1 - share))
  if (all === 0) return { trend: 'steady', growth: 1, chance: 1 }
  const chance = binomialTail(late, all, share)
  if (chance <= DOUBT) return { trend: 'growing', growth, chance }
  return { trend: binomialTail(early, all, 1 - share) <= DOUBT ? 'fading' : 'steady', growth, chance }
}

const total = (days: readonly number[]): number => days.reduce((sum, count) => sum + count, 0)
