import { groupExamples } from './group-examples.js'
import type { LabelledRequest, TrainOptions } from './linear-model.js'
import type { Judged } from './measure-predictions.js'
import { rankLabels } from './predict.js'
import { seededNumbers, shuffle } from './seeded-order.js'
import { countExamples, trainOnCounts } from './train-model.js'

export type CrossValidationOptions = TrainOptions & {
  readonly folds: number
  /** By default near-duplicates are kept on one side. False shows what a leak would pretend. */
  readonly keepTogether?: boolean
}

/** Every example judged once by a model that knew neither it nor its near-duplicates, in the order given. Each fold has its share of every label. */
export function crossValidate(examples: readonly LabelledRequest[], options: CrossValidationOptions): Judged[] {
  const { folds, seed = 1, keepTogether = true } = options
  if (!(folds >= 2)) throw new RangeError('Cross-validation needs two folds')
  const groups = keepTogether ? groupExamples(examples, options) : examples.map((_, at) => at)
  const foldOf = dealGroups(examples, groups, folds, seed)
  const counted = countExamples(examples, options)
  const judged = new Map<number, Judged>()
  for (let fold = 0; fold < folds; fold += 1) {
    const inFold = counted.map((_, at) => foldOf.get(groups[at] ?? at) === fold)
    if (!inFold.includes(true)) continue
    const model = trainOnCounts(counted.filter((_, at) => !inFold[at]), seed)
    counted.forEach(({ counts, label }, at) => {
      if (inFold[at]) judged.set(at, { gold: label, ranked: rankLabels(model, counts) })
    })
  }
  return counted.map(({ label }, at) => judged.get(at) ?? { gold: label, ranked: [] })
}

/** Groups are dealt in a seeded order, each to the fold that has fewest of its label. */
function dealGroups(examples: readonly LabelledRequest[], groups: readonly number[], folds: number, seed: number): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const order = Int32Array.from(sizes.keys())
  shuffle(order, order.length, seededNumbers(seed))
  const held = new Map<string, number[]>()
  const total = new Array<number>(folds).fill(0)
  const foldOf = new Map<number, number>()
  for (const group of order) {
    const label = examples[group]?.label ?? ''
    const ofLabel = held.get(label) ?? new Array<number>(folds).fill(0)
    held.set(label, ofLabel)
    let best = 0
    for (let fold = 1; fold < folds; fold += 1) {
      const difference = (ofLabel[fold] ?? 0) - (ofLabel[best] ?? 0) || (total[fold] ?? 0) - (total[best] ?? 0)
      if (difference < 0) best = fold
    }
    const size = sizes.get(group) ?? 0
    ofLabel[best] = (ofLabel[best] ?? 0) + size
    total[best] = (total[best] ?? 0) + size
    foldOf.set(group, best)
  }
  return foldOf
}
