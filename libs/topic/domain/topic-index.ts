import { PlaceCounts, type Whereabouts } from './agreement.js'
import type { TopicVector } from './background.js'

export type IndexedTopic = { readonly id: string; readonly centroid: TopicVector; readonly wheres: readonly Whereabouts[] }

/** The terms of a topic's centroid that are kept: enough to know a case that belongs to it. */
const MOST_TERMS = 96

/** The sum of its cases' vectors cut to its heaviest terms, of length 1. */
export function centroidOf(weights: ReadonlyMap<number, number>): TopicVector {
  const kept = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_TERMS).sort((a, b) => a[0] - b[0])
  const length = Math.hypot(...kept.map(([, weight]) => weight)) || 1
  return { buckets: Uint32Array.from(kept, ([bucket]) => bucket), weights: Float32Array.from(kept, ([, weight]) => weight / length) }
}

/** The open topics in memory: to which of them does a new case belong? */
export class TopicIndex {
  private readonly postings = new Map<number, Map<string, number>>()
  private readonly topics = new Map<string, { readonly buckets: Uint32Array; readonly places: PlaceCounts }>()

  get size(): number {
    return this.topics.size
  }

  put({ id, centroid, wheres }: IndexedTopic): void {
    this.remove(id)
    const places = new PlaceCounts()
    for (const where of wheres) places.take(PlaceCounts.of(where))
    this.topics.set(id, { buckets: centroid.buckets, places })
    centroid.buckets.forEach((bucket, at) => {
      const known = this.postings.get(bucket) ?? new Map<string, number>()
      known.set(id, centroid.weights[at] ?? 0)
      this.postings.set(bucket, known)
    })
  }

  remove(id: string): void {
    this.topics.get(id)?.buckets.forEach((bucket) => {
      const known = this.postings.get(bucket)
      known?.delete(id)
      if (known?.size === 0) this.postings.delete(bucket)
    })
    this.topics.delete(id)
  }

  /** The likest topic that reaches the threshold; null when the case begins something new. */
  find(vector: TopicVector, where: Whereabouts, threshold: number): { readonly id: string; readonly likeness: number } | null {
    const products = new Map<string, number>()
    vector.buckets.forEach((bucket, at) => {
      for (const [id, weight] of this.postings.get(bucket) ?? []) products.set(id, (products.get(id) ?? 0) + weight * (vector.weights[at] ?? 0))
    })
    const own = PlaceCounts.of(where)
    let best: { id: string; likeness: number } | null = null
    for (const [id, product] of products) {
      const likeness = product * (this.topics.get(id)?.places.agreementWith(own) ?? 1)
      if (likeness >= threshold && (best === null || likeness > best.likeness || (likeness === best.likeness && id < best.id))) best = { id, likeness }
    }
    return best
  }
}
