import { createHash } from 'node:crypto'
import { mix } from '@tongban/text/core'
import { groupExamples } from './group-examples.js'
import { learnWeights } from './learn-weights.js'
import type { LabelledRequest, LinearModel, TrainOptions } from './linear-model.js'
import { countFeatures, readRequest } from './read-request.js'
import { DEFAULT_SHARPNESS, sharpnessOf, type JudgedMargins } from './sharpness.js'
import { rowsOf, vocabularyOf, type SparseRows, type Vocabulary } from './sparse-rows.js'

/** Weights held at once while training: features × labels. A tree of 365 leaves then still has 65,000 features. */
const MOST_WEIGHTS = 24_000_000
const MOST_FEATURES = 600_000
/** Confidence is fitted on every fourth group of near-duplicates, under rules learnt without it. */
const LEFT_OUT_OF = 4

/** Texts whose features are counted: what cross-validation need not do anew for each part it leaves out. */
export type CountedExample = { readonly label: string; readonly counts: ReadonlyMap<number, number> }

export const countExamples = (examples: readonly LabelledRequest[], { segment }: TrainOptions): CountedExample[] =>
  examples.map((example) => ({ label: example.label, counts: countFeatures(readRequest(example, segment)) }))

/** sha-256 over the examples, whatever their order. */
export function fingerprintOf(examples: readonly LabelledRequest[]): string {
  const each = examples.map(({ title = '', text, label }) => createHash('sha256').update(JSON.stringify([label, title, text])).digest('hex'))
  return createHash('sha256').update(each.sort().join('\n')).digest('hex')
}

/** Learns to tell the labels apart. At least two labels are needed (RangeError): whoever asks says so to people before. */
export function trainModel(examples: readonly LabelledRequest[], options: TrainOptions): LinearModel {
  const counted = countExamples(examples, options)
  const groups = groupExamples(examples, options)
  const seed = options.seed ?? 1
  const model = trainOnCounts(counted, seed)
  return { ...model, sharpness: sharpnessOf(marginsLeftOut(counted, groups, model.labels, seed)), fingerprint: fingerprintOf(examples) }
}

/** Rules alone, on texts counted before: the order of the labels is to be trusted, how sure it is of them is not fitted. */
export function trainOnCounts(examples: readonly CountedExample[], seed: number): Omit<LinearModel, 'fingerprint'> {
  const labels = [...new Set(examples.map((example) => example.label))].sort()
  if (labels.length < 2) throw new RangeError('A model tells labels apart: it needs two')
  const learnt = learnAll(examples, labels, seed)
  const { scale, weights } = inWholeSteps(learnt.weights)
  return {
    labels,
    labelExamples: labels.map((label) => examples.filter((example) => example.label === label).length),
    examples: examples.length,
    figures: null,
    ...learnt.vocabulary,
    weights,
    scale,
    biases: learnt.biases,
    sharpness: DEFAULT_SHARPNESS,
  }
}

type Learnt = { readonly vocabulary: Vocabulary; readonly weights: Float32Array; readonly biases: Float32Array }

function learnAll(examples: readonly CountedExample[], labels: readonly string[], seed: number): Learnt {
  const texts = examples.map((example) => example.counts)
  const numbers = new Map(labels.map((label, at) => [label, at]))
  const vocabulary = vocabularyOf(texts, examples.map(({ label }) => numbers.get(label) ?? 0), Math.min(MOST_FEATURES, Math.floor(MOST_WEIGHTS / labels.length)))
  const rows = rowsOf(texts, vocabulary)
  const weights = new Float32Array(rows.features * labels.length)
  const biases = new Float32Array(labels.length)
  labels.forEach((label, at) => {
    const learnt = learnWeights(rows, (row) => examples[row]?.label === label, seed + at)
    biases[at] = learnt.bias
    for (let feature = 0; feature < rows.features; feature += 1) weights[feature * labels.length + at] = learnt.weights[feature] ?? 0
  })
  return { vocabulary, weights, biases }
}

/** Sixteen bits a weight: no answer changes by it that was not a toss-up, and the file is half as long. */
function inWholeSteps(weights: Float32Array): { scale: number; weights: Int16Array } {
  let largest = 0
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight))
  const scale = Math.fround(largest / 32_767) || 1
  return { scale, weights: Int16Array.from(weights, (weight) => Math.max(-32_767, Math.min(32_767, Math.round(weight / scale)))) }
}

/** The margins of a part of the examples under rules learnt without it and what is nearly the same. */
function marginsLeftOut(examples: readonly CountedExample[], groups: readonly number[], labels: readonly string[], seed: number): JudgedMargins[] {
  const isLeftOut = (at: number): boolean => mix(groups[at] ?? at) % LEFT_OUT_OF === 0
  const kept = examples.filter((_, at) => !isLeftOut(at))
  const leftOut = examples.filter((_, at) => isLeftOut(at))
  if (kept.length === 0) return []
  const learnt = learnAll(kept, labels, seed)
  const rows = rowsOf(leftOut.map((example) => example.counts), learnt.vocabulary)
  return leftOut.map((example, row) => ({ gold: labels.indexOf(example.label), margins: marginsOf(rows, row, learnt) }))
}

function marginsOf({ begins, columns, values }: SparseRows, row: number, { weights, biases }: Learnt): Float64Array {
  const margins = Float64Array.from(biases)
  for (let entry = begins[row] ?? 0; entry < (begins[row + 1] ?? 0); entry += 1) {
    const first = (columns[entry] ?? 0) * margins.length
    const value = values[entry] ?? 0
    for (let label = 0; label < margins.length; label += 1) margins[label] = (margins[label] ?? 0) + value * (weights[first + label] ?? 0)
  }
  return margins
}
