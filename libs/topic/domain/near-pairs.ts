import type { TopicVector } from './background.js'
import type { Steps } from './steps.js'
import { FEATURE_BUCKETS } from './topic-features.js'

/** A bucket more cases share than this makes no pairs by itself (it still counts where a rarer one does): the work stays linear. */
const LONGEST_POSTING = 300
/** The likest earlier cases each case is paired with. */
const MOST_NEIGHBOURS = 16
const LEAST_LIKENESS = 0.12
const CASES_A_STEP = 100
const POSTED_A_STEP = 1_000
/** Pairs are sorted a band of likeness at a time. */
const BANDS = 128

/** Pairs of cases, the likest first. */
export type Pairs = { readonly length: number; first(at: number): number; second(at: number): number }

type Pair = { readonly first: number; readonly second: number; readonly likeness: number }

/** Each case with the likest of those before it, found by the rare features they share. */
export function* nearPairs(vectors: readonly TopicVector[]): Steps<Pairs> {
  const postings = yield* Postings.of(vectors)
  const likeness = new Float64Array(vectors.length)
  const bands: Pair[][] = Array.from({ length: BANDS + 1 }, () => [])
  for (const [own, { buckets, weights }] of vectors.entries()) {
    if (own % CASES_A_STEP === 0) yield
    const touched: number[] = []
    for (let at = 0; at < buckets.length; at += 1) {
      const bucket = buckets[at] ?? 0
      const [from, to] = postings.rangeOf(bucket)
      if (to - from > LONGEST_POSTING) continue
      for (let entry = from; entry < to; entry += 1) {
        const other = postings.caseAt(entry)
        if (other >= own) break
        if (likeness[other] === 0) touched.push(other)
        likeness[other] = (likeness[other] ?? 0) + (weights[at] ?? 0) * postings.weightAt(entry)
      }
    }
    const near = touched.map((other) => ({ first: other, second: own, likeness: likeness[other] ?? 0 })).filter((pair) => pair.likeness >= LEAST_LIKENESS)
    for (const other of touched) likeness[other] = 0
    near.sort((a, b) => b.likeness - a.likeness || a.first - b.first)
    for (const pair of near.slice(0, MOST_NEIGHBOURS)) bands[Math.max(0, BANDS - Math.floor(pair.likeness * BANDS))]?.push(pair)
  }
  const found: Pair[] = []
  for (const band of bands) {
    band.sort((a, b) => b.likeness - a.likeness || a.first - b.first || a.second - b.second)
    for (const pair of band) found.push(pair)
    yield
  }
  return { length: found.length, first: (at) => found[at]?.first ?? 0, second: (at) => found[at]?.second ?? 0 }
}

/** Which cases hold a bucket, in ascending order, in three flat arrays. */
class Postings {
  private readonly starts = new Uint32Array(FEATURE_BUCKETS + 1)
  private cases = new Uint32Array(0)
  private weights = new Float32Array(0)

  static *of(vectors: readonly TopicVector[]): Steps<Postings> {
    const made = new Postings()
    const { starts } = made
    for (const [own, { buckets }] of vectors.entries()) {
      if (own % POSTED_A_STEP === 0) yield
      for (const bucket of buckets) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1
    }
    for (let bucket = 0; bucket < FEATURE_BUCKETS; bucket += 1) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0)
    const total = starts[FEATURE_BUCKETS] ?? 0
    made.cases = new Uint32Array(total)
    made.weights = new Float32Array(total)
    const next = starts.slice(0, FEATURE_BUCKETS)
    for (const [own, { buckets, weights }] of vectors.entries()) {
      if (own % POSTED_A_STEP === 0) yield
      buckets.forEach((bucket, at) => {
        const entry = next[bucket] ?? 0
        made.cases[entry] = own
        made.weights[entry] = weights[at] ?? 0
        next[bucket] = entry + 1
      })
    }
    return made
  }

  rangeOf(bucket: number): readonly [number, number] {
    return [this.starts[bucket] ?? 0, this.starts[bucket + 1] ?? 0]
  }

  caseAt(entry: number): number {
    return this.cases[entry] ?? 0
  }

  weightAt(entry: number): number {
    return this.weights[entry] ?? 0
  }
}
