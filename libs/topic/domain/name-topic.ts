import { normalise, STOP_WORDS } from '@tongban/text/core'
import type { Background } from './background.js'
import { isProperName } from './proper-names.js'
import { bucketsOf } from './topic-features.js'

/** What a topic is called by: its title ('' where its cases share no words), and the telling phrases behind it, the most telling first. */
export type TopicName = { readonly title: string; readonly words: readonly string[] }

const MOST_MEMBERS = 200
const LONGEST_PHRASE = 14
const MOST_WORDS = 6
const SHORTEST_MATTER = 4
const MOST_CANDIDATES = 400
/** A phrase names a topic when at least this share of its cases says it, and two of them. */
const LEAST_SHARE = 0.25
/** When more than this share of what stands before (or behind) a phrase is one and the same character, the phrase is a piece of a longer one. */
const MOST_OF_ONE_NEIGHBOUR = 0.7
const MOST_BEHIND_A_NAME = 0.9
/** A masked or numbered place ("A3区", "12栋") names nothing, nor does a date or a sum; "3号线" does. A long number is somebody's telephone, card or plate. */
const MASKED = /\d{5,}|[a-z0-9]{6,}|(?:[a-z]\d{0,2}|\d+)(?:[省市区县旗镇乡村栋期楼]|街道)|\d+(?:[年月日时点分元万个多次米天]|号(?!线))/gu
const RUN = /[\p{Script=Han}a-z0-9]+/gu
/** A number or a foreign word is one piece of a phrase, as a character is. */
const PIECE = /\p{Script=Han}|[a-z0-9]+/gu
const TWO_CHARACTERS = /\p{Script=Han}.*\p{Script=Han}/u

/**
 * Names a topic by phrases many of its titles say and few others do: "丽水花园 夜间施工". No dictionary: a phrase ends where what follows it varies.
 * Phrases share no words; they stand in the order people say them. `titles` must not hold those of sealed cases.
 */
export function nameTopic(titles: readonly string[], background: Background): TopicName {
  const said = titles.slice(0, MOST_MEMBERS).map((title) => normalise(title).replace(MASKED, ' '))
  const words = apart(tellingPhrases(said, background), [])
  const [first] = words
  if (first === undefined) return { title: '', words: [] }
  // A place alone: perhaps what all of them say right behind it, which is no phrase of its own while the place stands before it.
  if (words.length === 1) words.push(...apart(tellingPhrases(said.map((title) => title.replaceAll(first, ' ')), background).filter(({ phrase }) => phrase.length >= SHORTEST_MATTER), words).slice(0, 1))
  const others = words.slice(1)
  const shown = [first, ...others.slice(0, first.length >= 8 ? 1 : 2)]
  const lead = said.find((title) => shown.every((phrase) => title.includes(phrase))) ?? said.find((title) => title.includes(first)) ?? ''
  return { title: shown.sort((a, b) => placeOf(said, a, lead) - placeOf(said, b, lead)).join(' '), words }
}

/** The most telling ones that share no characters with those taken, nor with each other. */
function apart(phrases: readonly Phrase[], taken: readonly string[]): string[] {
  const words: string[] = []
  for (const { phrase } of phrases) {
    if (words.length === MOST_WORDS) break
    if (![...taken, ...words].some((word) => shareCharacters(word, phrase))) words.push(phrase)
  }
  return words
}

type Phrase = { readonly phrase: string; readonly score: number }
type Around = { readonly pieces: number; count: number; readonly before: Map<string, number>; readonly behind: Map<string, number> }

function tellingPhrases(titles: readonly string[], background: Background): readonly Phrase[] {
  const least = titles.length <= 2 ? titles.length : Math.max(2, Math.ceil(LEAST_SHARE * titles.length))
  const found = new Map<string, Around>()
  for (const title of titles) {
    const inTitle = new Set<string>()
    for (const [run] of title.matchAll(RUN)) {
      const pieces = run.match(PIECE) ?? []
      for (let from = 0; from < pieces.length; from += 1) {
        for (let to = from + 2; to <= Math.min(pieces.length, from + LONGEST_PHRASE); to += 1) {
          const phrase = pieces.slice(from, to).join('')
          if (inTitle.has(phrase) || !TWO_CHARACTERS.test(phrase)) continue
          inTitle.add(phrase)
          const around = found.get(phrase) ?? { pieces: to - from, count: 0, before: new Map(), behind: new Map() }
          around.count += 1
          count(around.before, pieces[from - 1])
          count(around.behind, pieces[to])
          found.set(phrase, around)
        }
      }
    }
  }
  const whole = [...found].filter(([phrase, around]) => around.count >= least && isPhrase(phrase) && (around.pieces === LONGEST_PHRASE || isWhole(phrase, around)))
  const scored = whole.map(([phrase, around]) => ({ phrase, score: scoreOf(phrase, around.count / titles.length, background) }))
  return scored.sort((a, b) => b.score - a.score || compare(a.phrase, b.phrase)).slice(0, MOST_CANDIDATES)
}

/** Grammar, courtesy and administration begin and end no name; some of their characters begin one ("自来水", "地铁") or end one ("工地") all the same. */
const isPhrase = (phrase: string): boolean =>
  !STOP_WORDS.has(phrase) && !isStop(phrase[0], BEGINNING) && !isStop(phrase.at(-1), ENDING) && !STOP_WORDS.has(phrase.slice(0, 2)) && !STOP_WORDS.has(phrase.slice(-2))
const BEGINNING = '村里中上下内外前后时年月日一二三两和名同正周地自经'
const ENDING = '区县旗镇乡村里中上下内外前后号地名都'
const isStop = (character: string | undefined, names: string): boolean => character !== undefined && STOP_WORDS.has(character) && !names.includes(character)

/** What stands before it varies, and what stands behind it; less has to follow the name of a place, which ends with its kind. */
const isWhole = (phrase: string, { count: all, before, behind }: Around): boolean =>
  mostOfOne(before) <= MOST_OF_ONE_NEIGHBOUR * all && mostOfOne(behind) <= (isProperName(phrase) ? MOST_BEHIND_A_NAME : MOST_OF_ONE_NEIGHBOUR) * all
const mostOfOne = (side: ReadonlyMap<string, number>): number => Math.max(0, ...side.values())

/** How many say it × how seldom it is said elsewhere × how much it says. The rarest n-gram bounds how often the phrase can stand anywhere. */
function scoreOf(phrase: string, share: number, background: Background): number {
  const frequencies = bucketsOf(phrase).map((bucket) => background.frequencyOf(bucket))
  const rarest = Math.max(1, Math.min(...frequencies, background.texts || 1))
  const rarity = Math.log((background.texts + 2) / (rarest + 1)) + 0.1
  return share * rarity * Math.min(phrase.length, 8) ** 0.6
}

function shareCharacters(one: string, other: string): boolean {
  if (one.includes(other) || other.includes(one)) return true
  for (let at = 0; at + 2 <= other.length; at += 1) if (one.includes(other.slice(at, at + 2))) return true
  return false
}

function placeOf(titles: readonly string[], phrase: string, lead: string): number {
  const inLead = lead.indexOf(phrase)
  if (inLead >= 0) return inLead
  const places = titles.map((title) => title.indexOf(phrase)).filter((place) => place >= 0)
  return places.reduce((sum, place) => sum + place, 0) / Math.max(1, places.length)
}

const count = (side: Map<string, number>, character: string | undefined): void => {
  if (character !== undefined) side.set(character, (side.get(character) ?? 0) + 1)
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
