/** The value below which the share `q` of the numbers lies (nearest rank); null of none. @param {number[]} numbers */
export function quantile(numbers, q) {
  if (numbers.length === 0) return null
  const sorted = Float64Array.from(numbers).sort()
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))]
}

/** The middle value; of an even count the mean of the two in the middle. @param {number[]} numbers */
export function median(numbers) {
  if (numbers.length === 0) return null
  const sorted = Float64Array.from(numbers).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/** Rounded to `digits` decimals; null stays null. */
export const rounded = (value, digits = 0) => (value === null || !Number.isFinite(value) ? null : Number(value.toFixed(digits)))
