import type { Whereabouts } from './agreement.js'
import { Background, type TopicVector } from './background.js'
import { clusterInSteps, DEFAULT_CLUSTER_THRESHOLDS, type ClusterInput, type ClusterThresholds } from './cluster-cases.js'
import { nameTopic, type TopicName } from './name-topic.js'
import { finished, type Steps } from './steps.js'
import { featuresOf, type FeatureCounts, type SaidText } from './topic-features.js'
import { centroidOf } from './topic-index.js'

export type TopicCase = SaidText & Whereabouts & { readonly id: string; /** Epoch ms. */ readonly at: number; /** Lends no word to a name. */ readonly sealed: boolean }
export type FoundTopic = {
  /** The oldest first. */
  readonly caseIds: readonly string[]
  readonly firstAt: number
  readonly lastAt: number
  readonly centroid: TopicVector
}
export type FoundTopics = {
  /** Every case is in exactly one; the largest first. Those of one case are no topic yet, but where the next like it belongs. */
  readonly topics: readonly FoundTopic[]
  readonly background: Background
}

/** What can be done as cases come by: their features are kept, their texts are not. */
export type ReadCase = Whereabouts & { readonly id: string; readonly at: number; readonly features: FeatureCounts }
export const readCase = ({ id, at, countyCode, townshipCode, categoryCode, ...said }: TopicCase): ReadCase => ({ id, at, countyCode, townshipCode, categoryCode, features: featuresOf(said) })

const CASES_A_STEP = 100

/** Clusters the cases of a window by matter and place. */
export const findTopics = (cases: readonly ReadCase[], thresholds: ClusterThresholds = DEFAULT_CLUSTER_THRESHOLDS): FoundTopics => finished(findTopicsInSteps(cases, thresholds))

/** The same, a piece of work at a time. */
export function* findTopicsInSteps(cases: readonly ReadCase[], thresholds: ClusterThresholds = DEFAULT_CLUSTER_THRESHOLDS): Steps<FoundTopics> {
  const background = yield* Background.inSteps(features(cases))
  const input: ClusterInput[] = []
  for (const one of cases) {
    if (input.length % CASES_A_STEP === 0) yield
    input.push({ id: one.id, vector: background.vectorOf(one.features), where: one })
  }
  const clusters = yield* clusterInSteps(input, thresholds)
  const topics: FoundTopic[] = []
  for (const { members, centroid } of clusters) {
    if (topics.length % CASES_A_STEP === 0) yield
    const own = members.flatMap((member) => cases[member] ?? []).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    topics.push({ caseIds: own.map(({ id }) => id), firstAt: own[0]?.at ?? 0, lastAt: own.at(-1)?.at ?? 0, centroid: centroidOf(centroid) })
  }
  return { topics, background }
}

/** The name of a topic by the words of its cases; sealed ones lend none. */
export const nameOf = (cases: readonly Pick<TopicCase, 'title' | 'sealed'>[], background: Background): TopicName =>
  nameTopic(cases.filter(({ sealed }) => !sealed).map(({ title }) => title), background)

function* features(cases: readonly ReadCase[]): Iterable<FeatureCounts> {
  for (const one of cases) yield one.features
}
