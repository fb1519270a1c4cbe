import type { PlaceEvidenceHow } from '../contract/place.schema.js'
import type { CompactText } from './fold-text.js'
import type { AliasFamily } from './division-aliases.js'
import { NEAR_MISS_MAX_LENGTH, WILDCARD, type IndexedAlias, type PlaceIndex } from './place-index.js'

/** One division a span of text may mean. */
export type Reading = {
  readonly nodeId: number
  readonly how: PlaceEvidenceHow
  readonly bare: boolean
  readonly everyday: boolean
  readonly family: AliasFamily
  /** The words themselves; context changes it later. */
  quality: number
}

/** `[start, end)` in the compact text. A prefix span (通辽市) has no readings unless the city is a division of the tree. */
export type PlaceSpan = { readonly start: number; readonly end: number; readonly isPrefix: boolean; readonly readings: Reading[] }

const VARIANT_FACTOR = 0.88
/** Where the letters fit another place exactly: 白音塔拉 is the farm, hardly a slip for 白彦塔拉. */
const OUTDONE_VARIANT_FACTOR = 0.6

const readingOf = (alias: IndexedAlias, quality: number, how: PlaceEvidenceHow): Reading => ({
  nodeId: alias.nodeId,
  how,
  bare: alias.bare,
  everyday: alias.everyday,
  family: alias.family,
  quality,
})

function spansAt(index: PlaceIndex, text: CompactText, start: number): PlaceSpan[] {
  const spans: PlaceSpan[] = []
  let at = index.trie
  for (let end = start; end < text.folded.length; ) {
    const next = at.next.get(text.folded.charAt(end))
    if (!next) break
    at = next
    end += 1
    if (at.aliases === null && !at.isPrefix) continue
    const written = text.plain.slice(start, end)
    const readings: Reading[] = []
    const variantFactor = at.aliases?.some((alias) => alias.text === written) ? OUTDONE_VARIANT_FACTOR : VARIANT_FACTOR
    for (const alias of at.aliases ?? []) {
      const exact = alias.text === written
      // An everyday word in another spelling is just another word.
      if (!exact && (alias.everyday || (alias.bare && written.length < 3))) continue
      readings.push(readingOf(alias, exact ? alias.quality : alias.quality * variantFactor, exact ? alias.how : 'spelling_variant'))
    }
    if (readings.length > 0 || at.isPrefix) spans.push({ start, end, isPrefix: at.isPrefix, readings })
  }
  return spans
}

/** So that one long name beats two short ones of equal length. */
const NAME_COST = 0.6

/** Mostly length, so that 敖包筒 is never read as 敖包 and a stray 筒; what a name is worth only settles near ties. */
const weightOf = (span: PlaceSpan): number => {
  const best = span.readings.reduce((most, reading) => Math.max(most, reading.everyday ? 0.1 : reading.quality), span.isPrefix ? 0.9 : 0)
  return (span.end - span.start) * (0.7 + 0.3 * best) - NAME_COST
}

/** The reading of the whole text into names that do not overlap and cover most: long names beat the short ones inside them. O(names). */
export function scanPlaces(index: PlaceIndex, text: CompactText): PlaceSpan[] {
  const length = text.folded.length
  const best = new Float64Array(length + 1)
  const choice: (PlaceSpan | null)[] = new Array<PlaceSpan | null>(length + 1).fill(null)
  for (let start = length - 1; start >= 0; start -= 1) {
    best[start] = best[start + 1] ?? 0
    for (const span of spansAt(index, text, start)) {
      const weight = weightOf(span) + (best[span.end] ?? 0)
      if (weight > (best[start] ?? 0)) {
        best[start] = weight
        choice[start] = span
      }
    }
  }
  const spans: PlaceSpan[] = []
  for (let at = 0; at < length; ) {
    const span = choice[at]
    if (span) spans.push(span)
    at = span ? span.end : at + 1
  }
  return spans
}

const isFree = (spans: readonly PlaceSpan[], start: number, end: number): boolean =>
  spans.every((span) => span.end <= start || end <= span.start || span.readings.every((reading) => reading.bare))

/** Addresses are short; a slip somewhere in a story is chance. */
const NEAR_MISS_REACH = 120

/** Names of counties and townships with exactly one wrong character, outside of the names already found. */
export function scanNearMisses(index: PlaceIndex, text: CompactText, taken: readonly PlaceSpan[]): PlaceSpan[] {
  const spans: PlaceSpan[] = []
  const folded = text.folded.slice(0, NEAR_MISS_REACH)
  for (let start = 0; start < folded.length; start += 1) {
    let longest: PlaceSpan | null = null
    for (let end = start + 3; end <= Math.min(folded.length, start + NEAR_MISS_MAX_LENGTH); end += 1) {
      if (!isFree(taken, start, end)) continue
      const readings: Reading[] = []
      for (let wrong = start; wrong < end; wrong += 1) {
        const key = folded.slice(start, wrong) + WILDCARD + folded.slice(wrong + 1, end)
        for (const alias of index.nearMisses.get(key) ?? []) readings.push(readingOf(alias, alias.bare ? 0.5 : 0.68, 'typo'))
      }
      if (readings.length > 0) longest = { start, end, isPrefix: false, readings }
    }
    if (longest) {
      spans.push(longest)
      start = longest.end - 1
    }
  }
  return spans
}
