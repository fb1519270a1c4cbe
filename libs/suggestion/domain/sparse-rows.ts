/** Texts as rows of numbered features with their values, each row of length 1 (or empty). */
export type SparseRows = {
  readonly size: number
  readonly features: number
  /** Row n's entries are those from `begins[n]` to `begins[n + 1]`. */
  readonly begins: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
}

/** Features numbered by ascending key, and how much each counts. */
export type Vocabulary = { readonly keys: Uint32Array; readonly rarity: Float32Array }

/** Said twice counts more than once, but not twice as much. */
const loudness = (count: number): number => 1 + Math.log(count)

/** The number of a key, -1 when the vocabulary does not have it. */
export function numberOf(keys: Uint32Array, key: number): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = keys[middle] ?? 0
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** One text's entries, by number of feature. */
export function rowOf(counts: ReadonlyMap<number, number>, { keys, rarity }: Vocabulary): { columns: number[]; values: number[] } {
  const columns: number[] = []
  const values: number[] = []
  let squares = 0
  for (const [key, count] of counts) {
    const column = numberOf(keys, key)
    if (column < 0) continue
    const value = loudness(count) * (rarity[column] ?? 0)
    columns.push(column)
    values.push(value)
    squares += value * value
  }
  const length = Math.sqrt(squares) || 1
  return { columns, values: values.map((value) => value / length) }
}

export function rowsOf(texts: readonly ReadonlyMap<number, number>[], vocabulary: Vocabulary): SparseRows {
  const rows = texts.map((counts) => rowOf(counts, vocabulary))
  const begins = new Int32Array(rows.length + 1)
  rows.forEach(({ columns }, row) => { begins[row + 1] = (begins[row] ?? 0) + columns.length })
  const total = begins[rows.length] ?? 0
  const columns = new Int32Array(total)
  const values = new Float32Array(total)
  rows.forEach((row, at) => {
    columns.set(row.columns, begins[at])
    values.set(row.values, begins[at])
  })
  return { size: rows.length, features: vocabulary.keys.length, begins, columns, values }
}

/** What a text of a label that was hardly seen counts for: its words are not yet known to be the label's own. */
const LABEL_PRIOR = 20
/** So many texts are supposed to have said every word, spread evenly over the labels: a word said twice is no proof of anything. */
const WORD_PRIOR = 3.5
/** A word all labels share evenly still counts a little: together with others it may tell. */
const LEAST_PURITY = 0.3

/**
 * The features at least two texts have (one text's own features say nothing of the next), the commonest when there are more than `limit`.
 * A feature counts the more the fewer texts have it, and the more they are of few labels: ln((1 + texts) / (1 + texts with it)) + 1, times how
 * far its spread over the labels is from even (1 - entropy / greatest entropy).
 */
export function vocabularyOf(texts: readonly ReadonlyMap<number, number>[], labels: readonly number[], limit: number): Vocabulary {
  const textsWith = new Map<number, number>()
  for (const counts of texts) for (const key of counts.keys()) textsWith.set(key, (textsWith.get(key) ?? 0) + 1)
  const least = leastTexts([...textsWith.values()], limit)
  const keys = Uint32Array.from([...textsWith].filter(([, count]) => count >= least).map(([key]) => key)).sort()
  const purity = puritiesOf(keys, texts, labels)
  const rarity = Float32Array.from(keys, (key, at) => {
    const rare = Math.log((1 + texts.length) / (1 + (textsWith.get(key) ?? 0))) + 1
    return rare * (LEAST_PURITY + (purity[at] ?? 0))
  })
  return { keys, rarity }
}

/** For every feature 1 when only one label's texts have it, 0 when all labels' texts have it alike. */
function puritiesOf(keys: Uint32Array, texts: readonly ReadonlyMap<number, number>[], labels: readonly number[]): Float32Array {
  const sizes: number[] = []
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1
  const width = sizes.length
  const textsOf = new Uint32Array(keys.length * width)
  texts.forEach((counts, text) => {
    for (const key of counts.keys()) {
      const feature = numberOf(keys, key)
      const at = feature * width + (labels[text] ?? 0)
      if (feature >= 0) textsOf[at] = (textsOf[at] ?? 0) + 1
    }
  })
  const shares = new Float64Array(width)
  const even = Math.log(width)
  return Float32Array.from(keys, (_, feature) => {
    let total = 0
    for (let label = 0; label < width; label += 1) {
      const share = (textsOf[feature * width + label] ?? 0) / ((sizes[label] ?? 0) + LABEL_PRIOR) + WORD_PRIOR / texts.length
      shares[label] = share
      total += share
    }
    let entropy = 0
    for (const share of shares) entropy -= (share / total) * Math.log(share / total)
    return 1 - entropy / even
  })
}

/** The least number of texts a feature must be in so that no more than `limit` are. */
function leastTexts(counts: readonly number[], limit: number): number {
  const byCount = new Map<number, number>()
  for (const count of counts) byCount.set(count, (byCount.get(count) ?? 0) + 1)
  let left = counts.length - (byCount.get(1) ?? 0)
  let least = 2
  for (; left > limit; least += 1) left -= byCount.get(least) ?? 0
  return least
}
