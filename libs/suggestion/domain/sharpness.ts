/** Margins of a text under rules that did not know it, and the number of its true label. */
export type JudgedMargins = { readonly gold: number; readonly margins: Float64Array }

/** When nothing was left out to measure by. */
export const DEFAULT_SHARPNESS = 2
const LEAST = 0.1
const MOST = 30
const STEPS = 40
const LEAST_SHARE = 1e-9

/** Margins as shares of one: e to the power of sharpness × margin, over the sum of all. */
export function sharesOf(margins: Float64Array, sharpness: number): Float64Array {
  let largest = -Infinity
  for (const margin of margins) largest = Math.max(largest, margin)
  let sum = 0
  const shares = Float64Array.from(margins, (margin) => {
    const share = Math.exp(sharpness * (margin - largest))
    sum += share
    return share
  })
  return shares.map((share) => share / sum)
}

/**
 * The sharpness under which the true labels are likeliest: too sharp is sure of wrong answers, too blunt unsure of right ones.
 * Searched on a logarithmic scale by golden section: the loss has one valley.
 */
export function sharpnessOf(judged: readonly JudgedMargins[]): number {
  if (judged.length === 0) return DEFAULT_SHARPNESS
  // Rule of succession: that all of n were right does not make the next one certain.
  const doubt = 1 / (judged.length + 2)
  const lossAt = (power: number): number => {
    let loss = 0
    for (const { gold, margins } of judged) {
      const shares = sharesOf(margins, Math.exp(power))
      let others = 0
      shares.forEach((share, label) => { if (label !== gold) others += Math.log(Math.max(LEAST_SHARE, share)) })
      loss -= (1 - doubt) * Math.log(Math.max(LEAST_SHARE, shares[gold] ?? 0)) + (doubt * others) / Math.max(1, shares.length - 1)
    }
    return loss
  }
  const golden = (Math.sqrt(5) - 1) / 2
  let low = Math.log(LEAST)
  let high = Math.log(MOST)
  for (let step = 0; step < STEPS; step += 1) {
    const left = high - golden * (high - low)
    const right = low + golden * (high - low)
    if (lossAt(left) < lossAt(right)) high = right
    else low = left
  }
  return Math.fround(Math.exp((low + high) / 2))
}
