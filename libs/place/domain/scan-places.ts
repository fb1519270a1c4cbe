import type { PlaceEvidenceHow } from '../contract/place.schema.js'
import type { CompactText } from './fold-text.js'
import type { AliasFamily } from './alias-forms.js'
import { childOf } from './name-trie.js'
import { LEVEL_DEPTH, type IndexedAlias, type PlaceIndex } from './place-index.js'

/** One division a span of text may mean. */
export type Reading = {
  readonly nodeId: number
  readonly how: PlaceEvidenceHow
  readonly bare: boolean
  readonly everyday: boolean
  readonly family: AliasFamily
  /** The words hold the kind word that the name really has. */
  readonly ownKind: boolean
  /** The words themselves; context changes it later. */
  quality: number
  /** The words are part of the name of a road or place that may be named after the division. */
  namesake?: boolean
}

/** `[start, end)` in the compact text. A prefix span (通辽市) has no readings unless the city is a division of the tree. */
export type PlaceSpan = { readonly start: number; readonly end: number; readonly isPrefix: boolean; readonly readings: Reading[] }

const VARIANT_FACTOR = 0.88
/** Where the letters fit another place exactly: 白音塔拉 is the farm, hardly a slip for 白彦塔拉. */
const OUTDONE_VARIANT_FACTOR = 0.6

export const readingOf = (alias: IndexedAlias, quality: number, how: PlaceEvidenceHow): Reading => ({
  nodeId: alias.nodeId,
  how,
  bare: alias.bare,
  everyday: alias.everyday,
  family: alias.family,
  ownKind: alias.how === 'official_name' && !alias.bare,
  quality,
})

/** 孔家窝堡乡, 大罕公社: townships that were merged away live on in the name of the village that was their seat. */
const OLD_TOWNSHIP_KIND = /^(乡政府|镇政府|乡|镇(?!政府)|苏木|公社)/
const OLD_TOWNSHIP_QUALITY = 0.58

function oldTownshipAt(index: PlaceIndex, text: CompactText, start: number, end: number, readings: readonly Reading[]): PlaceSpan | null {
  const kind = OLD_TOWNSHIP_KIND.exec(text.plain.slice(end, end + 3))?.[0]
  if (kind === undefined) return null
  const villages = readings.filter(
    (reading) => reading.bare && !reading.everyday && reading.how === 'stripped_name' && LEVEL_DEPTH[index.nodes[reading.nodeId]?.level ?? 'city'] === LEVEL_DEPTH.village,
  )
  if (villages.length === 0) return null
  const olds = villages.map((reading): Reading => ({ ...reading, how: 'old_name', bare: false, everyday: false, ownKind: false, quality: OLD_TOWNSHIP_QUALITY }))
  return { start, end: end + kind.length, isPrefix: false, readings: olds }
}

function spansAt(index: PlaceIndex, text: CompactText, start: number): PlaceSpan[] {
  const spans: PlaceSpan[] = []
  let at = index.trie
  for (let end = start; end < text.folded.length; ) {
    const next = childOf(at, text.folded.charAt(end))
    if (next === null) break
    at = next
    end += 1
    if (at.values === null && !at.isPrefix) continue
    const written = text.plain.slice(start, end)
    const readings: Reading[] = []
    const variantFactor = at.values?.some((alias) => alias.text === written) ? OUTDONE_VARIANT_FACTOR : VARIANT_FACTOR
    for (const alias of at.values ?? []) {
      const exact = alias.text === written
      // An everyday word in another spelling is just another word.
      if (!exact && (alias.everyday || (alias.bare && written.length < 3))) continue
      readings.push(readingOf(alias, exact ? alias.quality : alias.quality * variantFactor, exact ? alias.how : 'spelling_variant'))
    }
    if (readings.length > 0 || at.isPrefix) spans.push({ start, end, isPrefix: at.isPrefix, readings })
    const old = oldTownshipAt(index, text, start, end, readings)
    if (old) spans.push(old)
  }
  return withoutCutNames(spans)
}

/** 长岐镇江边村: where the full name of a place stands, its kind word is no beginning of another (镇江). Spans from one start, the shorter ones first. */
function withoutCutNames(spans: PlaceSpan[]): PlaceSpan[] {
  if (spans.length < 2) return spans
  const last = spans.findLastIndex((span) => span.readings.some((reading) => reading.ownKind && reading.family === 'town'))
  return spans.flatMap((span, at) => {
    if (at >= last || !span.readings.some((reading) => reading.bare)) return [span]
    const readings = span.readings.filter((reading) => !reading.bare)
    return span.isPrefix || readings.length > 0 ? [{ ...span, readings }] : []
  })
}

/** So that one long name beats two short ones of equal length. */
const NAME_COST = 0.6

/** Mostly length, so that 敖包筒 is never read as 敖包 and a stray 筒; what a name is worth only settles near ties. */
const weightOf = (span: PlaceSpan): number => {
  const best = span.readings.reduce((most, reading) => Math.max(most, reading.everyday ? 0.3 : reading.quality), span.isPrefix ? 0.9 : 0)
  return (span.end - span.start) * (0.5 + 0.5 * best) - NAME_COST
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
