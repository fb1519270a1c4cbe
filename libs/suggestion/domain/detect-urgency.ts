import type { RaisedUrgency, UrgencyKind, UrgencySignal } from '../contract/suggestion.schema.js'
import { URGENCY_WORDINGS, type UrgencyWording } from './urgency-wordings.js'
import { charactersNeeded, compileWordings, type NeededCharacters } from './wording-pattern.js'

const MAX_TEXT_LENGTH = 5_000
const MAX_WORDS = 6
/** Of one wording in one text: whoever repeats a word a thousand times is heard by then. */
const MAX_FINDS = 100
/** How far around a wording its companions and its exceptions are looked for, within the sentence. */
const NEAR_REACH = 12
/** What makes it past, possible or unsaid stands before it, close by. */
const BEFORE_REACH = 14
const DENIAL_REACH = 6
/** What cannot wait is said first, or said to be now; far down in a long letter it is history. */
const OPENING_LENGTH = 160
const SENTENCE_END = /[。！？!?；;\n]/

const OUTRIGHT = '(没有|没|未|无|不是|并未|未曾|不会|不再|不要|不至于|不想|不敢)(发生|出现|人|闻到|任何|过|什么|酿成|后|想|想过|打算)?(电路)?'
const DENIED = new RegExp(`(?:${OUTRIGHT}|(?<![要再])不)$`)
/** Without a bare 不: 暖气不热 denies no heating. */
const DENIED_OUTRIGHT = new RegExp(`${OUTRIGHT}$`)
const TALKED_ABOUT = /(防止|预防|避免|谨防|以防|以免|演习|演练|宣传|培训|教育|预警|应急预案|咨询|据说|听说|传言|新闻|案例)[^，,]{0,6}$/
const SUPPOSED =
  /(一旦|一但|万一|如果|假如|假设|倘若|要是|若是|若|假使|容易|极易|易|可能|随时|会不会|担心|害怕|生怕|恐怕|怕|迟早|早晚|难保|难道|引发|引起|诱发|有无|是否|潜在|等到|非要|存在|势必|酿成|会导致|会造成|会发生|将会)[^。！？；]{0,8}$/
const PAST =
  /((19|20)\d{2}(年|[.\-/])|去年|前年|那年|当年|当时|以前|从前|曾经|曾|早年|年前|之前|上次|上回|上个月|历史上|多年来|几年来|历年|[\d一二三四五六七八九十]+年来)[^。！？；]{0,12}$/
const NOW = /(现在|正在|此刻|刚刚|刚才|眼下|今天|今早|今晚|今晨|昨晚|昨夜|目前正|快来|救命|赶紧|马上|还没出来)/

type Compiled = {
  readonly wording: UrgencyWording
  readonly words: RegExp
  /** The same one by one, with what a text must hold for each: most are ruled out without being looked for. */
  readonly each: readonly { readonly needed: NeededCharacters; readonly pattern: RegExp }[]
  readonly withAny: RegExp | null
  readonly nearAny: RegExp | null
  readonly unlessNear: RegExp | null
}
/** Wordings ready to be looked for; made once, and again when somebody has changed them. */
export type UrgencyWordings = readonly Compiled[]

/** Throws on a pattern that was never checked. What is switched off is left out. */
export function compileUrgencyWordings(wordings: readonly UrgencyWording[]): UrgencyWordings {
  return wordings.flatMap((wording) => {
    const words = compileWordings(wording.words)
    if (!wording.enabled || words === null) return []
    return [{ wording, words, each: wording.words.flatMap(oneWord), withAny: compileWordings(wording.withAny), nearAny: compileWordings(wording.nearAny), unlessNear: compileWordings(wording.unlessNear) }]
  })
}

function oneWord(word: string): Compiled['each'] {
  const pattern = compileWordings([word])
  return pattern === null ? [] : [{ needed: charactersNeeded(word), pattern }]
}

const SHIPPED = compileUrgencyWordings(URGENCY_WORDINGS)
const hasAny = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0

const SLOTS = 4_096
/** Which characters stand in a text. Some share a slot: one more wording is looked for, none is missed. */
function charactersOf(text: string): Uint8Array {
  const held = new Uint8Array(SLOTS)
  for (let at = 0; at < text.length; at += 1) held[text.charCodeAt(at) % SLOTS] = 1
  return held
}

/** Two wordings may hear the same words, one a little more of them: a person is shown them once. */
const isSaidAlready = (word: string, words: ReadonlySet<string>): boolean => [...words].some((said) => said.includes(word) || word.includes(said))

/** Whether any of the words can be found at all; `words` says where. */
const mayHold = ({ each }: Compiled, text: string, held: Uint8Array): boolean =>
  each.some(({ needed, pattern }) => needed.every((set) => set.some((character) => held[character % SLOTS] === 1)) && hasAny(pattern, text))

/** The sentence around a find, cut at `reach` characters. */
function around(text: string, start: number, end: number, reach: number): string {
  const before = text.slice(Math.max(0, start - reach), start).split(SENTENCE_END).at(-1) ?? ''
  const after = text.slice(end, end + reach).split(SENTENCE_END)[0] ?? ''
  return before + text.slice(start, end) + after
}

function counts({ wording, nearAny, unlessNear }: Compiled, text: string, start: number, end: number): boolean {
  const near = around(text, start, end, NEAR_REACH)
  if (nearAny !== null && !hasAny(nearAny, near)) return false
  if (unlessNear !== null && hasAny(unlessNear, near)) return false
  const before = text.slice(Math.max(0, start - BEFORE_REACH), start).split(SENTENCE_END).at(-1) ?? ''
  if (!wording.isLack && DENIED.test(before.slice(-DENIAL_REACH))) return false
  if (TALKED_ABOUT.test(before)) return false
  const isNow = NOW.test(near)
  if (!isNow && (PAST.test(before) || (!wording.evenIfSupposed && SUPPOSED.test(before)))) return false
  return start < OPENING_LENGTH || isNow || wording.evenIfSupposed
}

/**
 * Emergency wording in a text, with the words that raised it; null when there is none. It may only raise a case's urgency, and a person
 * sees why. What is denied, feared, long past or told about others is left alone: whoever is warned of everything heeds nothing.
 */
export function detectUrgency(given: string, wordings: UrgencyWordings = SHIPPED): UrgencySignal | null {
  const text = given.slice(0, MAX_TEXT_LENGTH).replace(/\s+/g, '')
  const held = charactersOf(text)
  const kinds = new Set<UrgencyKind>()
  const words = new Set<string>()
  let urgency: RaisedUrgency = 'livelihood'
  for (const one of wordings) {
    if (!mayHold(one, text, held)) continue
    const companions = one.withAny === null ? [] : [...text.matchAll(one.withAny)].map((match) => match[0])
    if (one.withAny !== null && companions.length === 0) continue
    let finds = 0
    for (const match of text.matchAll(one.words)) {
      finds += 1
      if (finds > MAX_FINDS) break
      if (!counts(one, text, match.index, match.index + match[0].length)) continue
      kinds.add(one.wording.kind)
      for (const word of [match[0], ...companions]) if (words.size < MAX_WORDS && !isSaidAlready(word, words)) words.add(word)
      if (one.wording.urgency === 'emergency') urgency = 'emergency'
    }
  }
  return kinds.size === 0 ? null : { urgency, kinds: [...kinds], words: [...words] }
}

/**
 * Whether a text means words found in it: false where it denies one of them outright (没有漏气), or only asks about, fears or remembers them all. A word that is not in it letter by letter
 * says nothing either way.
 */
export function saysSo(given: string, words: readonly string[]): boolean {
  const text = given.slice(0, MAX_TEXT_LENGTH).replace(/\s+/g, '')
  const said = words.map((word) => beforeEach(text, word)).filter((befores) => befores.length > 0)
  if (said.length === 0) return true
  const isDenied = (befores: readonly string[]): boolean => befores.every((before) => DENIED_OUTRIGHT.test(before.slice(-DENIAL_REACH)))
  const isMeant = (before: string): boolean => !TALKED_ABOUT.test(before) && (NOW.test(before) || !(PAST.test(before) || SUPPOSED.test(before)))
  return !said.some(isDenied) && said.some((befores) => befores.some(isMeant))
}

/** What stands before each place a word is said at, within its sentence. */
function beforeEach(text: string, word: string): string[] {
  const befores: string[] = []
  for (let at = text.indexOf(word); at >= 0 && word !== '' && befores.length < MAX_FINDS; at = text.indexOf(word, at + word.length)) {
    befores.push(text.slice(Math.max(0, at - BEFORE_REACH), at).split(SENTENCE_END).at(-1) ?? '')
  }
  return befores
}
