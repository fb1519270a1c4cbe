import { seededNumbers, shuffle } from './seeded-order.js'
import type { SparseRows } from './sparse-rows.js'

/** How much an example on the wrong side costs against a simple rule. */
const COST = 3
const MOST_ROUNDS = 30
/** Enough: below this no more changes of mind. */
const TOLERANCE = 0.1

export type LearntWeights = { readonly weights: Float64Array; readonly bias: number }

/**
 * A linear rule that tells the rows with `isMember` from the others: an L2-regularised support vector machine with squared hinge loss,
 * learnt in the dual, one coordinate at a time, in an order that is shuffled every round. Rows that are safely on their side are
 * passed over until the end, where all are looked at once more.
 */
export function learnWeights(rows: SparseRows, isMember: (row: number) => boolean, seed: number): LearntWeights {
  const { size, begins, columns, values } = rows
  const random = seededNumbers(seed)
  const weights = new Float64Array(rows.features)
  let bias = 0
  const alphas = new Float64Array(size)
  const lengths = Float64Array.from({ length: size }, (_, row) => lengthOf(rows, row))
  const sides = Int8Array.from({ length: size }, (_, row) => (isMember(row) ? 1 : -1))
  const order = Int32Array.from({ length: size }, (_, row) => row)
  const softness = 0.5 / COST
  let active = size
  let leave = Infinity
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    shuffle(order, active, random)
    let steepest = 0
    for (let at = 0; at < active; at += 1) {
      const row = order[at] ?? 0
      const side = sides[row] ?? 1
      const alpha = alphas[row] ?? 0
      const begin = begins[row] ?? 0
      const end = begins[row + 1] ?? 0
      let margin = bias
      for (let entry = begin; entry < end; entry += 1) margin += (weights[columns[entry] as number] as number) * (values[entry] as number)
      const gradient = side * margin - 1 + softness * alpha
      if (alpha === 0 && gradient > leave) {
        active -= 1
        order[at] = order[active] ?? 0
        order[active] = row
        at -= 1
        continue
      }
      const slope = alpha === 0 ? Math.min(gradient, 0) : gradient
      steepest = Math.max(steepest, Math.abs(slope))
      if (Math.abs(slope) < 1e-12) continue
      const next = Math.max(0, alpha - gradient / ((lengths[row] ?? 0) + softness))
      const step = (next - alpha) * side
      alphas[row] = next
      bias += step
      for (let entry = begin; entry < end; entry += 1) weights[columns[entry] as number] = (weights[columns[entry] as number] as number) + step * (values[entry] as number)
    }
    if (steepest >= TOLERANCE) {
      leave = steepest
      continue
    }
    if (active === size) break
    active = size
    leave = Infinity
  }
  return { weights, bias }
}

/** The square of a row's length, with the 1 that carries the bias. */
function lengthOf({ begins, values }: SparseRows, row: number): number {
  let squares = 1
  for (let entry = begins[row] ?? 0; entry < (begins[row + 1] ?? 0); entry += 1) squares += (values[entry] ?? 0) ** 2
  return squares
}
