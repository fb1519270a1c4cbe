import { hashText, normalise, runsOf } from '@tongban/text/core'

/** Of very long texts the beginning is compared; the matter stands there. */
const MOST_CHARACTERS = 1_500
const MOST_GRAMS = 640

/** What is compared of a text: letters, digits and characters alone, in one width. Blanks and marks are how somebody types, not what they say. */
export const plainMatter = (texts: readonly string[]): string => runsOf(normalise(texts.join(' '))).join('').slice(0, MOST_CHARACTERS)

/** The distinct pairs of neighbouring characters as 32-bit numbers, ascending: two texts are compared by walking both lists once. */
export function gramsOf(matter: string): Uint32Array {
  return hashesOf(matter, 2, MOST_GRAMS, 0).sort()
}

/** The distinct runs of three characters: what texts are looked up by. The seed keeps one city's keys from meeting another's. */
export function trigramsOf(matter: string, cityCode: string): Uint32Array {
  return hashesOf(matter, 3, MOST_CHARACTERS, hashText(cityCode))
}

function hashesOf(matter: string, size: number, most: number, seed: number): Uint32Array {
  const found = new Set<number>()
  for (let at = 0; at + size <= matter.length && found.size < most; at += 1) found.add(hashText(matter.slice(at, at + size), seed))
  return Uint32Array.from(found)
}
