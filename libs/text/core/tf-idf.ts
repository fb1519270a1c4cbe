/** A text as weighted terms, of length 1 (or empty). */
export type TermVector = ReadonlyMap<string, number>

/** How rare every term is over many texts. */
export type InverseFrequencies = { readonly documents: number; readonly byTerm: ReadonlyMap<string, number> }

/** ln((1 + texts) / (1 + texts with the term)) + 1, of the terms at least `minDocuments` texts have. */
export function inverseFrequencies(texts: Iterable<Iterable<string>>, minDocuments = 1): InverseFrequencies {
  const counts = new Map<string, number>()
  let documents = 0
  for (const terms of texts) {
    documents += 1
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  const byTerm = new Map<string, number>()
  for (const [term, count] of counts) if (count >= minDocuments) byTerm.set(term, Math.log((1 + documents) / (1 + count)) + 1)
  return { documents, byTerm }
}

/** The terms of one text weighted by (1 + ln times said) × rarity and brought to length 1. A term the frequencies do not know weighs `unknown`. */
export function weigh(terms: Iterable<string>, frequencies: InverseFrequencies, unknown = 0): TermVector {
  const times = new Map<string, number>()
  for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1)
  const vector = new Map<string, number>()
  let squares = 0
  for (const [term, count] of times) {
    const weight = (1 + Math.log(count)) * (frequencies.byTerm.get(term) ?? unknown)
    if (weight === 0) continue
    vector.set(term, weight)
    squares += weight ** 2
  }
  const length = Math.sqrt(squares)
  for (const [term, weight] of vector) vector.set(term, weight / length)
  return vector
}

/** The cosine of the angle between two vectors of length 1: 1 the same words in the same shares, 0 none in common. */
export function cosine(one: TermVector, other: TermVector): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  let sum = 0
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0)
  return sum
}
