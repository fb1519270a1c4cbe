import { finished, type Steps } from './steps.js'
import { FEATURE_BUCKETS, type FeatureCounts } from './topic-features.js'

/** The terms a vector keeps: the heaviest say what it is about. */
const MOST_TERMS = 64
/** What more texts say than this share tells no two matters apart; of few texts more, but never half: one large topic may be most of a small window. */
const COMMON_SHARE = 0.03
const COMMON_OF_FEW = 60
const TEXTS_A_STEP = 1_000

/** A case as a direction: buckets in ascending order with weights of length 1. Empty when nothing in it is said by another case. */
export type TopicVector = { readonly buckets: Uint32Array; readonly weights: Float32Array }

/** In how many texts each feature stands: what everybody says weighs little. */
export class Background {
  constructor(
    readonly texts: number,
    private readonly frequencies: Uint32Array,
  ) {
    if (frequencies.length !== FEATURE_BUCKETS) throw new Error(`A background has ${FEATURE_BUCKETS} buckets`)
  }

  static readonly EMPTY = new Background(0, new Uint32Array(FEATURE_BUCKETS))

  static of(all: Iterable<FeatureCounts>): Background {
    return finished(Background.inSteps(all))
  }

  /** The same, a piece of work at a time. */
  static *inSteps(all: Iterable<FeatureCounts>): Steps<Background> {
    const frequencies = new Uint32Array(FEATURE_BUCKETS)
    let texts = 0
    for (const counts of all) {
      texts += 1
      if (texts % TEXTS_A_STEP === 0) yield
      for (const bucket of counts.buckets) frequencies[bucket] = (frequencies[bucket] ?? 0) + 1
    }
    return new Background(texts, frequencies)
  }

  frequencyOf(bucket: number): number {
    return this.frequencies[bucket] ?? 0
  }

  /** The raw counts, for whoever stores them. */
  counts(): Uint32Array {
    return this.frequencies
  }

  /** (1 + ln times) × ln(texts / texts with it), the heaviest terms alone. `known`: a term nobody else says counts too (a case that is not of the background). */
  vectorOf(counts: FeatureCounts, known: 'of_background' | 'new' = 'of_background'): TopicVector {
    const common = Math.max(COMMON_SHARE * this.texts, Math.min(COMMON_OF_FEW, this.texts / 2))
    const own = known === 'new' ? 1 : 0
    const terms: { bucket: number; weight: number }[] = []
    counts.buckets.forEach((bucket, at) => {
      const frequency = this.frequencyOf(bucket) + own
      if (frequency < 2 || frequency > common) return
      terms.push({ bucket, weight: (1 + Math.log(counts.times[at] ?? 1)) * Math.log((this.texts + 1) / frequency) })
    })
    terms.sort((a, b) => b.weight - a.weight || a.bucket - b.bucket)
    const kept = terms.slice(0, MOST_TERMS).sort((a, b) => a.bucket - b.bucket)
    const length = Math.hypot(...kept.map(({ weight }) => weight)) || 1
    return { buckets: Uint32Array.from(kept, ({ bucket }) => bucket), weights: Float32Array.from(kept, ({ weight }) => weight / length) }
  }
}
