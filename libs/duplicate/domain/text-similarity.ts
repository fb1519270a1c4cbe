import type { DuplicateWeights } from '../contract/duplicate-settings.schema.js'
import type { GramFrequencies } from './gram-frequencies.js'

/**
 * How alike two texts are, 0..1: the cosine of their weighted grams, or, where it says more, the share of the shorter one that stands in the longer.
 * The second is what finds a matter while its first sentence is being typed; of a handful of grams it says little, and counts little.
 */
export function textSimilarity(one: Uint32Array, other: Uint32Array, frequencies: GramFrequencies, weights: DuplicateWeights['text']): number {
  if (one.length === 0 || other.length === 0) return 0
  const { mine, theirs, common } = sumsOf(one, other, frequencies)
  const cosine = common.squares / Math.sqrt(mine.squares * theirs.squares)
  const contained = common.weights / Math.min(mine.weights, theirs.weights)
  const trust = Math.min(1, Math.min(one.length, other.length) / weights.fullGrams)
  return Math.min(1, Math.max(cosine, contained * trust * weights.contained))
}

type Sums = { weights: number; squares: number }

/** Both ascending lists are walked once, hundreds of times a question: no list is made on the way. */
function sumsOf(one: Uint32Array, other: Uint32Array, frequencies: GramFrequencies): { readonly mine: Sums; readonly theirs: Sums; readonly common: Sums } {
  const mine = { weights: 0, squares: 0 }
  const theirs = { weights: 0, squares: 0 }
  const common = { weights: 0, squares: 0 }
  for (let at = 0, to = 0; at < one.length || to < other.length; ) {
    const left = at < one.length ? (one[at] ?? 0) : Infinity
    const right = to < other.length ? (other[to] ?? 0) : Infinity
    const weight = frequencies.weightOf(Math.min(left, right))
    if (left === right) add(common, weight)
    if (left <= right) {
      add(mine, weight)
      at += 1
    }
    if (right <= left) {
      add(theirs, weight)
      to += 1
    }
  }
  return { mine, theirs, common }
}

function add(sums: Sums, weight: number): void {
  sums.weights += weight
  sums.squares += weight * weight
}
