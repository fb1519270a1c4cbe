/** A letter, digit or character of any script: what words are made of. */
const RUN = /[\p{L}\p{N}]+/gu

/** The runs of letters, digits and characters of a text, without the marks and spaces between them. */
export const runsOf = (text: string): string[] => text.match(RUN) ?? []

export type Run = { readonly text: string; readonly start: number }

/** The same runs with where they begin in the text. */
export const runsWithPlaces = (text: string): Run[] => [...text.matchAll(RUN)].map((match) => ({ text: match[0], start: match.index }))

/** All neighbouring `n` characters, in order, repeated as often as they stand there. No n-gram reaches across a mark or a space. */
export function charNgrams(text: string, n: number): string[] {
  const found: string[] = []
  for (const run of runsOf(text)) for (let at = 0; at + n <= run.length; at += 1) found.push(run.slice(at, at + n))
  return found
}
