/** The three ways by which a case becomes a candidate, each bounded: together never more than 200 are compared. */
export const CANDIDATE_BOUNDS = {
  /** Of the same number, the latest. */
  caller: 20,
  /** In the same township under the same second-level category, the latest. */
  place: 60,
  /** Sharing most of the question's rare runs of characters. */
  text: 120,
  /** Read for one of those runs. */
  aKey: 150,
} as const

/** Texts below this many grams say nothing that could be recognised. */
export const FEWEST_GRAMS = 5
