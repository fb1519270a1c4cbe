import { PlaceCounts, type Whereabouts } from './agreement.js'
import type { TopicVector } from './background.js'
import { nearPairs } from './near-pairs.js'
import { finished, type Steps } from './steps.js'

export type ClusterInput = { readonly id: string; readonly vector: TopicVector; readonly where: Whereabouts }
/** Members by their position in the input; the sum of their vectors, by bucket. */
export type CaseCluster = { readonly members: readonly number[]; readonly centroid: ReadonlyMap<number, number> }
export type ClusterThresholds = {
  /** Two clusters become one when their centroids' cosine times the agreement of their places reaches it. */
  readonly join: number
}

export const DEFAULT_CLUSTER_THRESHOLDS: ClusterThresholds = { join: 0.22 }

const ROUNDS = 6
const PAIRS_A_STEP = 1_000
const CLUSTERS_A_STEP = 500

/**
 * Clusters by matter and place: the likest pair first, clusters meet when their centroids are alike enough. The input's order makes no
 * difference (cases are taken by their ids), every case is in exactly one cluster, the largest cluster comes first.
 */
export const clusterCases = (input: readonly ClusterInput[], thresholds: ClusterThresholds = DEFAULT_CLUSTER_THRESHOLDS): CaseCluster[] => finished(clusterInSteps(input, thresholds))

/** The same, a piece of work at a time: who has other things to do does them in between. */
export function* clusterInSteps(input: readonly ClusterInput[], thresholds: ClusterThresholds): Steps<CaseCluster[]> {
  const order = input.map((_, index) => index).sort((a, b) => compare(input[a]?.id, input[b]?.id))
  const cases = order.flatMap((index) => input[index] ?? [])
  const pairs = yield* nearPairs(cases.map(({ vector }) => vector))
  const groups = new Groups(cases)
  for (let round = 0; round < ROUNDS; round += 1) {
    let merged = 0
    for (let at = 0; at < pairs.length; at += 1) {
      if (at % PAIRS_A_STEP === 0) yield
      if (groups.join(pairs.first(at), pairs.second(at), thresholds.join)) merged += 1
    }
    if (merged === 0) break
  }
  const clusters: CaseCluster[] = []
  for (const { members, centroid } of groups.clusters()) {
    if (clusters.length % CLUSTERS_A_STEP === 0) yield
    clusters.push({ members: members.map((place) => order[place] ?? place), centroid: centroid() })
  }
  return clusters
}

type Sum = { readonly weights: Map<number, number> | null; squares: number; readonly places: PlaceCounts }

/** Union-find over cases; a cluster of more than one keeps the sum of its vectors. */
class Groups {
  private readonly parent: Int32Array
  private readonly sizes: Int32Array
  private readonly sums: (Sum | null)[]

  constructor(private readonly cases: readonly ClusterInput[]) {
    this.parent = Int32Array.from(cases, (_, index) => index)
    this.sizes = new Int32Array(cases.length).fill(1)
    this.sums = cases.map(({ where }) => ({ weights: null, squares: 1, places: PlaceCounts.of(where) }))
  }

  join(first: number, second: number, threshold: number): boolean {
    const [one, other] = [this.find(first), this.find(second)]
    if (one === other) return false
    const [a, b] = [this.sums[one], this.sums[other]]
    if (!a || !b) return false
    const product = this.product(one, a, other, b)
    const likeness = (product / Math.sqrt(a.squares * b.squares)) * a.places.agreementWith(b.places)
    if (likeness < threshold) return false
    this.unite(one, a, other, b, product)
    return true
  }

  clusters(): { members: number[]; centroid: () => ReadonlyMap<number, number> }[] {
    const members = new Map<number, number[]>()
    for (let place = 0; place < this.cases.length; place += 1) {
      const root = this.find(place)
      const known = members.get(root)
      if (known) known.push(place)
      else members.set(root, [place])
    }
    const found = [...members].map(([root, places]) => ({ members: places, centroid: () => this.weightsOf(root) }))
    return found.sort((a, b) => b.members.length - a.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0))
  }

  private unite(one: number, a: Sum, other: number, b: Sum, product: number): void {
    const isOneLarger = (this.sizes[one] ?? 0) >= (this.sizes[other] ?? 0)
    const [kept, gone] = isOneLarger ? [one, other] : [other, one]
    const weights = this.weightsOf(kept)
    for (const [bucket, weight] of this.weightsOf(gone)) weights.set(bucket, (weights.get(bucket) ?? 0) + weight)
    const [places, others] = isOneLarger ? [a.places, b.places] : [b.places, a.places]
    places.take(others)
    this.sums[kept] = { weights, squares: a.squares + b.squares + 2 * product, places }
    this.sums[gone] = null
    this.sizes[kept] = (this.sizes[kept] ?? 0) + (this.sizes[gone] ?? 0)
    this.parent[gone] = kept
  }

  private product(one: number, a: Sum, other: number, b: Sum): number {
    if (a.weights === null && b.weights === null) return dotOfVectors(this.cases[one]?.vector, this.cases[other]?.vector)
    const [small, large] = (this.sizes[one] ?? 0) <= (this.sizes[other] ?? 0) ? [one, other] : [other, one]
    const weights = this.weightsOf(large)
    let sum = 0
    if (this.sums[small]?.weights) for (const [bucket, weight] of this.weightsOf(small)) sum += weight * (weights.get(bucket) ?? 0)
    else this.cases[small]?.vector.buckets.forEach((bucket, at) => (sum += (this.cases[small]?.vector.weights[at] ?? 0) * (weights.get(bucket) ?? 0)))
    return sum
  }

  /** Of a case alone made anew each time: a map for every case would be most of the memory. */
  private weightsOf(root: number): Map<number, number> {
    const known = this.sums[root]?.weights
    if (known) return known
    const vector = this.cases[root]?.vector
    const weights = new Map<number, number>()
    vector?.buckets.forEach((bucket, at) => weights.set(bucket, vector.weights[at] ?? 0))
    return weights
  }

  private find(place: number): number {
    let root = place
    while (this.parent[root] !== root) root = this.parent[root] ?? root
    while (this.parent[place] !== root) {
      const next = this.parent[place] ?? root
      this.parent[place] = root
      place = next
    }
    return root
  }
}

/** The cosine of two vectors of length 1, by one walk along both. */
export function dotOfVectors(one: TopicVector | undefined, other: TopicVector | undefined): number {
  if (!one || !other) return 0
  let sum = 0
  for (let a = 0, b = 0; a < one.buckets.length && b < other.buckets.length; ) {
    const [left, right] = [one.buckets[a] ?? 0, other.buckets[b] ?? 0]
    if (left === right) sum += (one.weights[a] ?? 0) * (other.weights[b] ?? 0)
    if (left <= right) a += 1
    if (right <= left) b += 1
  }
  return sum
}

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0)
