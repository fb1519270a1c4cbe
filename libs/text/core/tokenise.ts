import { foldDigits, normalise } from './normalise.js'
import { runsOf } from './ngrams.js'
import { STOP_WORDS } from './stop-words.js'

/** Cuts a run of text into words; `JiebaSegmenter` of the server layer is one. */
export type Segment = (text: string) => readonly string[]

/** The words of a text that carry matter: normalised, digits folded, without marks, stop words and bare numbers; in order, repeated as said. */
export function tokenise(text: string, segment: Segment): string[] {
  const words: string[] = []
  for (const run of runsOf(normalise(text))) {
    for (const word of segment(run)) {
      const folded = foldDigits(word)
      if (folded !== '' && folded !== '0' && !STOP_WORDS.has(folded)) words.push(folded)
    }
  }
  return words
}
