export type Trend = 'rising' | 'steady' | 'fading'

const LEAST_RISE = 3

/**
 * Today's count against the usual one of the same span. Counts of independent calls scatter like a Poisson variable, by about the square
 * root of the mean: two of those away is worth a look. A handful of calls never makes a trend.
 */
export function topicTrend(today: number, usual: number): Trend {
  const scatter = 2 * Math.sqrt(Math.max(usual, 1))
  if (today - usual > scatter && today >= LEAST_RISE) return 'rising'
  return usual - today > scatter ? 'fading' : 'steady'
}
