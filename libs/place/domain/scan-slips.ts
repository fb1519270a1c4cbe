import type { CompactText } from './fold-text.js'
import { childOf, eachChild, type TrieNode } from './name-trie.js'
import { isWithin, LEVEL_DEPTH, type PlaceIndex } from './place-index.js'
import { isEverydayWord } from './place-usage.js'
import { readingOf, type PlaceSpan, type Reading } from './scan-places.js'
import type { SlipName } from './slip-index.js'
import { soundAlike, soundText } from './sound-of.js'

/** What is known already when slips are looked for. */
export type SlipSearch = {
  /** Divisions named in the text. */
  readonly named: readonly number[]
  /** The operator's or caller's county. */
  readonly county: number | null
  /** Only divisions below these are looked for, behind their names; empty: everywhere. */
  readonly below: readonly number[]
  /** Only these are looked for: the townships of a village that several have. Null: any. */
  readonly only: ReadonlySet<number> | null
}

/** Addresses are short; a slip somewhere in a story is chance. */
const REACH = 120

/** A span is free for a slip when nothing firm was read there; a place elsewhere is nothing firm where a village of this township is looked for. */
function isFree(index: PlaceIndex, search: SlipSearch, spans: readonly PlaceSpan[], start: number, end: number): boolean {
  const isElsewhere = ({ nodeId }: Reading): boolean => {
    const node = index.nodes[nodeId]
    return search.below.length > 0 && node !== undefined && !search.below.some((id) => isWithin(node, id)) && LEVEL_DEPTH[node.level] >= LEVEL_DEPTH.township
  }
  return spans.every(
    (span) =>
      span.end <= start || end <= span.start || (span.end - span.start <= end - start && span.readings.every((reading) => reading.bare || reading.how === 'old_name' || isElsewhere(reading))),
  )
}

type Found = { readonly end: number; readonly reading: Reading }

const HOMOPHONE_FACTOR = 0.86
const LOOSE_SOUND_FACTOR = 0.72
const WRONG_CHARACTER_FACTOR = 0.72
const MISSED_CHARACTER_FACTOR = 0.64
/** 西慌村 for 西荒村: half of the name is gone, and villages are many. */
const HALF_A_VILLAGE_FACTOR = 0.66

/** Up to this length a text is a place and little else. */
const SHORT_TEXT = 16
/** How far behind the name of what it lies in a doubtful name may stand. */
const NEAR_REACH = 2
const NEAR_REACH_IN_TOWNSHIP = 4
const SPEECH_MARK = /[。！？!?；;\n]|[我你您他她请吗呢吧想问没不有被把给]/
const OPENING_MAX_LENGTH = 24
const HAN_ONLY = /^[\u3400-\u9fff]+$/

class Slips {
  private readonly isShort: boolean
  private readonly mayOpen: boolean
  private readonly opening: number

  constructor(
    private readonly index: PlaceIndex,
    private readonly plain: string,
    private readonly taken: readonly PlaceSpan[],
    private readonly search: SlipSearch,
  ) {
    this.isShort = plain.length <= SHORT_TEXT
    this.mayOpen = plain.length <= OPENING_MAX_LENGTH && !SPEECH_MARK.test(plain)
    this.opening = taken[0]?.isPrefix && taken[0].start === 0 ? taken[0].end : 0
  }

  private isWanted(name: SlipName): boolean {
    const { below, only } = this.search
    if (only !== null) return only.has(name.alias.nodeId)
    const node = this.index.nodes[name.alias.nodeId]
    return node !== undefined && (below.length === 0 || below.some((id) => id !== node.id && isWithin(node, id)))
  }

  /** Something it lies in is known: named in the text, or the operator's county where the text is hardly more than a place. */
  private isKnown(name: SlipName): boolean {
    const { only, named, county } = this.search
    if (only !== null) return true
    const node = this.index.nodes[name.alias.nodeId]
    if (node === undefined) return false
    return named.some((id) => id !== node.id && isWithin(node, id)) || (this.isShort && county !== null && county !== node.id && isWithin(node, county))
  }

  /** Right behind the name of something it lies in. */
  private isNear(name: SlipName, start: number): boolean {
    if (this.search.only !== null) return true
    const node = this.index.nodes[name.alias.nodeId]
    const reach = this.search.below.length > 0 ? NEAR_REACH_IN_TOWNSHIP : NEAR_REACH
    return this.taken.some(
      ({ end, readings }) => end <= start && start - end <= reach && node !== undefined && readings.some(({ nodeId }) => nodeId !== node.id && isWithin(node, nodeId)),
    )
  }

  /**
   * Whether so much of a name is left that it is believed. Four characters of which one is wrong are three, wherever they stand; two
   * that only sound right are a place right behind their county, and chance in a story.
   */
  private isBelieved(name: SlipName, start: number, end: number, isHeard: boolean): boolean {
    const { alias, level, stemLength } = name
    const hasKind = stemLength < alias.text.length
    if (stemLength >= 4) return true
    const opens = isHeard && this.mayOpen && start === this.opening
    // Nothing else was said: better to ask whether this was meant than to have heard nothing.
    const isAll = start === this.opening && end === this.plain.length
    if (level === 'county') return isHeard ? hasKind || opens : hasKind && (stemLength === 3 || isAll)
    if (isAll && hasKind && (stemLength === 3 || level === 'township')) return true
    const near = this.isNear(name, start)
    if (stemLength === 3) return hasKind && level !== 'village' ? true : near || opens || (this.isKnown(name) && (this.isShort || hasKind))
    return hasKind ? near || opens : isHeard && level === 'township' && near
  }

  heard(name: SlipName, start: number, written: string): Reading | null {
    const { alias, stemLength } = name
    // 举报村 is no 巨宝村 said badly, and 的生存 no village at all: the kind word has to be there as it is.
    if (alias.text === written || isEverydayWord(written) || written.slice(stemLength) !== alias.text.slice(stemLength) || !this.isWanted(name)) return null
    if ((alias.everyday && !this.isKnown(name)) || !this.isBelieved(name, start, start + written.length, true)) return null
    const close = [...written].every((char, at) => soundAlike(char, alias.text.charAt(at)))
    if (!close && (alias.bare || name.level === 'village') && !this.isKnown(name)) return null
    return readingOf(alias, alias.quality * (close ? HOMOPHONE_FACTOR : LOOSE_SOUND_FACTOR) * (alias.text.length < 3 ? 0.75 : 1), 'homophone')
  }

  mistyped(name: SlipName, start: number, end: number, factor: number): Reading | null {
    const { alias, stemLength } = name
    if (!this.isWanted(name) || !HAN_ONLY.test(this.plain.slice(start, end)) || isEverydayWord(this.plain.slice(start, end))) return null
    // A character more or less: too many words are like that.
    if (factor === MISSED_CHARACTER_FACTOR && (stemLength < 3 || alias.text.length < (this.isKnown(name) ? 4 : 5))) return null
    // A village of three characters, one of them wrong, without so much as 村 behind it: only in its own township.
    if (name.level === 'village' && alias.bare && stemLength <= 3 && this.search.below.length === 0) return null
    if (!this.isBelieved(name, start, end, false)) return null
    return readingOf(alias, alias.quality * factor * (stemLength < 3 ? (name.level === 'village' ? HALF_A_VILLAGE_FACTOR : 0.8) : 1), 'typo')
  }
}

function soundsAt(index: PlaceIndex, slips: Slips, plain: string, sounds: string, start: number): Found[] {
  const found: Found[] = []
  let at = index.slips.sounds
  for (let end = start; end < sounds.length; ) {
    const next = childOf(at, sounds.charAt(end))
    if (next === null) break
    at = next
    end += 1
    if (at.values === null || end - start < 2) continue
    const written = plain.slice(start, end)
    for (const name of at.values) {
      const reading = slips.heard(name, start, written)
      if (reading) found.push({ end, reading })
    }
  }
  return found
}

/** A slip at character `at` of a name that began at `start`; the text is right again from `from`. */
type Slip = { readonly start: number; readonly from: number; readonly at: number; readonly factor: number }

/** Names that go on literally from `node`; the slip lies behind, and must lie in the stem. */
function follow(node: TrieNode<SlipName>, folded: string, slip: Slip, slips: Slips, found: Found[]): void {
  const { start, from, at: slipAt, factor } = slip
  let at: TrieNode<SlipName> | null = node
  for (let end = from; at !== null; end += 1) {
    for (const name of at.values ?? []) {
      if (slipAt >= name.stemLength) continue
      const reading = slips.mistyped(name, start, end, factor)
      if (reading) found.push({ end, reading })
    }
    if (end >= folded.length) break
    at = childOf(at, folded.charAt(end))
  }
}

function typosAt(index: PlaceIndex, slips: Slips, folded: string, start: number): Found[] {
  const found: Found[] = []
  follow(index.slips.headless, folded, { start, from: start + 1, at: 0, factor: WRONG_CHARACTER_FACTOR }, slips, found)
  let at = childOf(index.slips.written, folded.charAt(start))
  for (let wrong = 1; at !== null && start + wrong < folded.length; wrong += 1) {
    const here = at
    const unit = folded.charAt(start + wrong)
    eachChild(here, (expected, child) => {
      if (expected === unit) return
      follow(child, folded, { start, from: start + wrong + 1, at: wrong, factor: WRONG_CHARACTER_FACTOR }, slips, found)
      // One character left out: the name goes on where the text has gone on already.
      if (childOf(child, unit)) follow(child, folded, { start, from: start + wrong, at: wrong, factor: MISSED_CHARACTER_FACTOR }, slips, found)
    })
    // One character too many.
    const over = childOf(here, folded.charAt(start + wrong + 1))
    if (over) follow(over, folded, { start, from: start + wrong + 2, at: wrong, factor: MISSED_CHARACTER_FACTOR }, slips, found)
    at = childOf(here, unit)
  }
  return found
}

/** The longest span that something was found for, with all that was found for it; the surer kind of slip wins. */
function bestSpan(start: number, founds: readonly Found[], isOpen: (start: number, end: number) => boolean): PlaceSpan | null {
  let best: PlaceSpan | null = null
  for (const end of new Set(founds.map((found) => found.end))) {
    if (end - start < 2 || !isOpen(start, end)) continue
    const byNode = new Map<number, Reading>()
    for (const { end: at, reading } of founds) {
      if (at === end && reading.quality > (byNode.get(reading.nodeId)?.quality ?? 0)) byNode.set(reading.nodeId, reading)
    }
    const worth = (span: PlaceSpan): number => (span.end - span.start) * Math.max(...span.readings.map((reading) => reading.quality))
    const span: PlaceSpan = { start, end, isPrefix: false, readings: [...byNode.values()] }
    if (best === null || worth(span) > worth(best)) best = span
  }
  return best
}

/** Names that were heard or typed wrongly, outside of the names already found. */
export function scanSlips(index: PlaceIndex, text: CompactText, taken: readonly PlaceSpan[], search: SlipSearch): PlaceSpan[] {
  const plain = text.plain.slice(0, REACH)
  const folded = text.folded.slice(0, REACH)
  const sounds = soundText(plain)
  const slips = new Slips(index, text.plain, taken, search)
  const isOpen = (start: number, end: number): boolean => isFree(index, search, taken, start, end)
  const behind = search.below.length === 0 ? 0 : endOfFirst(index, taken, search.below)
  const spans: PlaceSpan[] = []
  for (let start = behind; start + 1 < plain.length; start += 1) {
    if (!isOpen(start, start + 2)) {
      // Nothing shorter than the name that stands here can be a slip of a longer one.
      const own = taken.find((span) => span.start <= start && start < span.end)
      if (own && !own.readings.every((reading) => reading.bare) && !isOpen(start, own.end)) continue
    }
    const heard = bestSpan(start, soundsAt(index, slips, plain, sounds, start), isOpen)
    const span = heard ?? bestSpan(start, typosAt(index, slips, folded, start), isOpen)
    if (span === null) continue
    spans.push(span)
    start = span.end - 1
  }
  return spans
}

function endOfFirst(index: PlaceIndex, spans: readonly PlaceSpan[], ids: readonly number[]): number {
  const first = spans.find((span) => span.readings.some((reading) => ids.includes(reading.nodeId)))
  return first?.end ?? 0
}
