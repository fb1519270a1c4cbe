import { foldText, type CompactText } from './fold-text.js'
import { ZONE_WORD } from './foreign-places.js'
import { childOf, eachChild, type TrieNode } from './name-trie.js'
import { isWithin, LEVEL_DEPTH, type IndexedAlias, type PlaceIndex } from './place-index.js'
import { isEverydayWord } from './place-usage.js'
import { readingOf, type PlaceSpan, type Reading } from './scan-places.js'
import { stemLengthOf, type SlipName } from './slip-index.js'
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
    // 开鲁县迈新镇双合兴村: what lies in the county that was named is not elsewhere, though 新镇 be in another.
    if (node !== undefined && search.named.some((id) => id === node.countyId) && !search.below.some((id) => index.nodes[id]?.countyId === node.countyId)) return false
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

const KNOWN_ELSEWHERE_FACTOR = 0.7

/** Up to this length a text is a place and little else. */
const SHORT_TEXT = 16
/** How far behind the name of what it lies in a doubtful name may stand. */
const NEAR_REACH = 2
const NEAR_REACH_IN_TOWNSHIP = 4
const SPEECH_MARK = /[。！？!?；;\n]|[我你您他她请吗呢吧想问没不有被把给]/
const OPENING_MAX_LENGTH = 24
const HAN_ONLY = /^[\u3400-\u9fff]+$/

const isCloseSound = (written: string, name: string): boolean => [...written].every((char, at) => soundAlike(char, name.charAt(at)))

class Slips {
  readonly opening: number
  private readonly isShort: boolean

  constructor(
    private readonly index: PlaceIndex,
    private readonly plain: string,
    private readonly taken: readonly PlaceSpan[],
    private readonly search: SlipSearch,
  ) {
    this.isShort = plain.length <= SHORT_TEXT
    this.opening = openingOf(taken)
  }

  /** It opens a short text in which nobody speaks; 不 in 图不信 is no word of speech. */
  private opens(start: number, end: number): boolean {
    return start === this.opening && this.plain.length <= OPENING_MAX_LENGTH && !SPEECH_MARK.test(this.plain.slice(0, start) + this.plain.slice(end))
  }

  /** Nothing else was said. */
  private isAll(start: number, end: number): boolean {
    return start === this.opening && end === this.plain.length
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
    const opens = isHeard && this.opens(start, end)
    // Better to ask whether this was meant than to have heard nothing.
    const isAll = this.isAll(start, end)
    // 禁开区 in a letter is no 经开区.
    if (level === 'county' && ZONE_WORD.test(alias.text)) return opens || isAll
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
    const close = isCloseSound(written, alias.text)
    const isAll = stemLength >= 3 && this.isAll(start, start + written.length)
    if (!close && (alias.bare || name.level === 'village') && !this.isKnown(name) && !isAll) return null
    return readingOf(alias, alias.quality * (close ? HOMOPHONE_FACTOR : LOOSE_SOUND_FACTOR) * (alias.text.length < 3 ? 0.75 : 1), 'homophone')
  }

  /** 沁他拉 for 大沁他拉: the first character may be lost where a text begins, and behind what it lies in. */
  lostFirst(name: SlipName, start: number, end: number): boolean {
    return name.stemLength >= 4 && (this.isAll(start, end) || this.isNear(name, start))
  }

  mistyped(name: SlipName, start: number, end: number, factor: number): Reading | null {
    const { alias, stemLength } = name
    if (!this.isWanted(name) || !HAN_ONLY.test(this.plain.slice(start, end)) || isEverydayWord(this.plain.slice(start, end))) return null
    // A character more or less: too many words are like that.
    const isAll = name.level === 'township' && this.isAll(start, end)
    if (factor === MISSED_CHARACTER_FACTOR && (stemLength < 3 || alias.text.length < (this.isKnown(name) || isAll ? 4 : 5))) return null
    // A village of three characters, one of them wrong, without so much as 村 behind it: only in its own township.
    if (name.level === 'village' && alias.bare && stemLength <= 3 && this.search.below.length === 0) return null
    if (!this.isBelieved(name, start, end, false)) return null
    return readingOf(alias, alias.quality * factor * (stemLength < 3 ? (name.level === 'village' ? HALF_A_VILLAGE_FACTOR : 0.8) : 1), 'typo')
  }
}

/** Where the text begins behind the province and city. */
export const openingOf = (taken: readonly PlaceSpan[]): number => (taken[0]?.isPrefix && taken[0].start === 0 ? taken[0].end : 0)

/** Whether the words are a name already, of something that is looked for: 大马庄 is no slip for 小马庄. */
function isNamed(index: PlaceIndex, search: SlipSearch, plain: string, folded: string, start: number, end: number): boolean {
  return namedBy(index, plain.slice(start, end), folded.slice(start, end)).some(({ nodeId }) => {
    const node = index.nodes[nodeId]
    return node !== undefined && (search.below.length === 0 || search.below.some((id) => isWithin(node, id)))
  })
}

/** What is called exactly so. */
function namedBy(index: PlaceIndex, written: string, folded: string): readonly IndexedAlias[] {
  let at: TrieNode<IndexedAlias> | null = index.trie
  for (let unit = 0; at !== null && unit < folded.length; unit += 1) at = childOf(at, folded.charAt(unit))
  return (at?.values ?? []).filter(({ text }) => text === written)
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
      if (slipAt >= name.stemLength || (slipAt === 0 && from === start && !slips.lostFirst(name, start, end))) continue
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
  follow(index.slips.headless, folded, { start, from: start, at: 0, factor: MISSED_CHARACTER_FACTOR }, slips, found)
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
function bestSpan(plain: string, start: number, founds: readonly Found[], isOpen: (start: number, end: number) => boolean): PlaceSpan | null {
  let best: PlaceSpan | null = null
  let most = 0
  for (const end of new Set(founds.map((found) => found.end))) {
    const last = end + committeeLengthAt(plain, end)
    if (end - start < 2 || !isOpen(start, last)) continue
    const byNode = new Map<number, Reading>()
    for (const { end: at, reading } of founds) {
      if (at === end && reading.quality > (byNode.get(reading.nodeId)?.quality ?? 0)) byNode.set(reading.nodeId, reading)
    }
    const readings = [...byNode.values()]
    const worth = (end - start) * Math.max(...readings.map((reading) => reading.quality))
    if (best !== null && worth <= most) continue
    best = { start, end: last, isPrefix: false, readings }
    most = worth
  }
  return best
}

const COMMITTEE_TAIL = /^(居民委员会|村民委员会|民委员会|委员会|居委会|村委会|委会)/

/** 村 委会, 社区 居委会: what names are not indexed with belongs to the name that stands before it. */
const committeeLengthAt = (plain: string, end: number): number =>
  '村区查'.includes(plain.charAt(end - 1)) ? (COMMITTEE_TAIL.exec(plain.slice(end, end + 6))?.[0].length ?? 0) : 0

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
    const heard = bestSpan(plain, start, soundsAt(index, slips, plain, sounds, start), isOpen)
    const span = heard ?? bestSpan(plain, start, typosAt(index, slips, folded, start), isOpen)
    if (span === null || isNamed(index, search, plain, folded, span.start, span.end)) continue
    // 黄前镇秦家庄村: another township has one, so it is hardly a slip for 宋家庄 of this one.
    const isElsewhere = heard === null && taken.some((other) => other.start === span.start && other.end === span.end)
    spans.push(isElsewhere ? { ...span, readings: span.readings.map((reading) => ({ ...reading, quality: reading.quality * KNOWN_ELSEWHERE_FACTOR })) } : span)
    start = span.end - 1
  }
  return spans
}

/** 钱胜利嘎查 holds 胜利嘎查, and may be 前胜利嘎查: what a name inside is worth when the whole is a slip of a longer one. */
const INSIDE_FACTORS = { heard: 0.5, oneLeft: 0.7, moreLeft: 0.45 } as const
const WHOLE_MAX_LENGTH = 16
/** More names as near than a person can choose among say nothing. */
const MAX_AS_NEAR = 8
/** What stands before a name and is none of it. */
const LEADING_WORD = /^[在去到往从是的和于有位家住这那该本离距]/
const COMMITTEES: readonly (readonly [RegExp, string])[] = [
  [/(社区居民委员会|社区居委会|社区委员会|居民委员会|居委会)$/, '社区'],
  [/(嘎查村民委员会|嘎查村委会|嘎查委员会|嘎查村)$/, '嘎查'],
  [/(村村民委员会|村村委会|村民委员会|村委会|村委)$/, '村'],
  [/(街道办事处|街道办|街办)$/, '街道'],
]
/** 良村社区 is 良村, whatever else of that length ends in 村社区. */
const MORE_KIND = /^(社区|小区|嘎查|村|屯)?(居民委员会|村民委员会|居委会|村委会|委员会)?$/
const NAME_END = /(社区|嘎查|村|镇|乡|苏木|街道|场|生活区)$/

/** The name that a short text is all of, or all of up to a house number or group: where it ends, and how it reads without 委员会. */
function wholeName(text: CompactText, start: number): { readonly end: number; readonly name: string } | null {
  if (text.plain.length > WHOLE_MAX_LENGTH + start || SPEECH_MARK.test(text.plain.slice(start))) return null
  const head = /^[\u3400-\u9fff]+/.exec(text.plain.slice(start))?.[0].replace(/(?<=[村区查])[第一二三四五六七八九十]+[组队社]?$/, '') ?? ''
  const committee = COMMITTEES.find(([pattern]) => pattern.test(head))
  const name = committee ? head.replace(committee[0], committee[1]) : head
  return name.length >= 3 && NAME_END.test(name) && !LEADING_WORD.test(name) ? { end: start + head.length, name } : null
}

/** Where a name may begin that goes on to the end: at the opening, or behind the places named in one go before it, in which it then lies. */
function beginningsOf(index: PlaceIndex, taken: readonly PlaceSpan[]): { readonly start: number; readonly within: readonly number[] }[] {
  const start = taken[0]?.isPrefix && taken[0].start === 0 ? taken[0].end : 0
  const beginnings: { start: number; within: readonly number[] }[] = [{ start, within: [] }]
  for (const { start: from, end, readings } of taken) {
    if (end <= start) continue
    const above = readings.map(({ nodeId }) => nodeId).filter((id) => LEVEL_DEPTH[index.nodes[id]?.level ?? 'city'] < LEVEL_DEPTH.village)
    if (from !== beginnings.at(-1)?.start || above.length === 0) break
    beginnings.push({ start: end, within: above })
  }
  return beginnings
}

/**
 * The whole of a short text, or all behind its county and township, as one slip, where no names fill it: the names as near, each as likely,
 * beside what was read inside it. Null when there are none, or too many to choose among.
 */
export function scanWhole(index: PlaceIndex, text: CompactText, taken: readonly PlaceSpan[]): PlaceSpan[] | null {
  for (const { start, within } of beginningsOf(index, taken)) {
    const whole = wholeSlip(index, text, taken, start, within)
    if (whole !== null) return [...taken.filter((span) => span.end <= start), whole]
  }
  return null
}

function wholeSlip(index: PlaceIndex, text: CompactText, taken: readonly PlaceSpan[], start: number, within: readonly number[]): PlaceSpan | null {
  const whole = wholeName(text, start)
  if (whole === null) return null
  const { end, name } = whole
  const isInside = ({ nodeId }: IndexedAlias): boolean => {
    const node = index.nodes[nodeId]
    return node !== undefined && (within.length === 0 || within.some((id) => id !== nodeId && (isWithin(node, id) || index.hostOf.get(node.countyId) === id)))
  }
  // 七星村村委会 is 七星村 in other words.
  if (namedBy(index, name, foldText(name)).some(isInside)) return null
  const inside = taken.filter((span) => span.start >= start && span.end <= text.plain.length && !span.isPrefix)
  const covered = inside.reduce((sum, span) => sum + Math.max(0, Math.min(span.end, end) - span.start), 0)
  if (covered >= end - start || inside.some((span) => span.start === start && MORE_KIND.test(text.plain.slice(span.end, end)))) return null
  const found = new Map<number, Reading>()
  const keep = (alias: IndexedAlias, reading: Reading): void => {
    if (reading.quality > (found.get(alias.nodeId)?.quality ?? 0)) found.set(alias.nodeId, reading)
  }
  const heard = heardWhole(index, name).filter(isInside)
  const close = heard.filter((alias) => isCloseSound(name, alias.text))
  for (const alias of close.length > 0 ? close : heard) keep(alias, readingOf(alias, alias.quality * (close.length > 0 ? HOMOPHONE_FACTOR : LOOSE_SOUND_FACTOR), 'homophone'))
  if (heard.length === 0) {
    for (const alias of mistypedWhole(index, name).filter(isInside)) {
      keep(alias, readingOf(alias, alias.quality * WRONG_CHARACTER_FACTOR * (stemLengthOf(alias) < 3 ? HALF_A_VILLAGE_FACTOR : 1), 'typo'))
    }
  }
  if (found.size === 0 || found.size > MAX_AS_NEAR) return null
  const factor = heard.length > 0 ? INSIDE_FACTORS.heard : end - start - covered === 1 ? INSIDE_FACTORS.oneLeft : INSIDE_FACTORS.moreLeft
  for (const { readings } of inside) {
    for (const reading of readings) if (!found.has(reading.nodeId)) found.set(reading.nodeId, { ...reading, quality: reading.quality * factor })
  }
  return { start, end, isPrefix: false, readings: [...found.values()] }
}

/** Names that sound like the whole of `name`. */
function heardWhole(index: PlaceIndex, name: string): IndexedAlias[] {
  const sounds = soundText(name)
  let at: TrieNode<SlipName> | null = index.slips.sounds
  for (let unit = 0; at !== null && unit < sounds.length; unit += 1) at = childOf(at, sounds.charAt(unit))
  return (at?.values ?? []).flatMap(({ alias, stemLength }) => (alias.bare || alias.text === name || name.slice(stemLength) !== alias.text.slice(stemLength) ? [] : [alias]))
}

/** Names that differ from the whole of `name` in one character of the stem. */
function mistypedWhole(index: PlaceIndex, name: string): IndexedAlias[] {
  const folded = foldText(name)
  const found: IndexedAlias[] = []
  const collect = (from: TrieNode<SlipName>, rest: number, wrong: number): void => {
    let at: TrieNode<SlipName> | null = from
    for (let unit = rest; at !== null && unit < folded.length; unit += 1) at = childOf(at, folded.charAt(unit))
    for (const { alias, stemLength } of at?.values ?? []) if (!alias.bare && wrong < stemLength) found.push(alias)
  }
  collect(index.slips.headless, 1, 0)
  let at = childOf(index.slips.written, folded.charAt(0))
  for (let wrong = 1; at !== null && wrong < folded.length; wrong += 1) {
    const unit = folded.charAt(wrong)
    eachChild(at, (expected, child) => {
      if (expected !== unit) collect(child, wrong + 1, wrong)
    })
    at = childOf(at, unit)
  }
  return found
}

function endOfFirst(index: PlaceIndex, spans: readonly PlaceSpan[], ids: readonly number[]): number {
  const first = spans.find((span) => span.readings.some((reading) => ids.includes(reading.nodeId)))
  return first?.end ?? 0
}
