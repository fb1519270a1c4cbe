import { normalise, STOP_WORDS } from '@tongban/text/core'
import type { Background } from './background.js'
import { bucketsOf } from './topic-features.js'

/** What a topic is called by: its title ('' where its cases share no words), and the telling phrases behind it, the most telling first. */
export type TopicName = { readonly title: string; readonly words: readonly string[] }

const MOST_MEMBERS = 200
const LONGEST_PHRASE = 14
const MOST_WORDS = 6
const MOST_CANDIDATES = 400
/** A phrase names a topic when at least this share of its cases says it, and two of them. */
const LEAST_SHARE = 0.25
/** When more than this share of what stands before (or behind) a phrase is one and the same character, the phrase is a piece of a longer one. */
const MOST_OF_ONE_NEIGHBOUR = 0.7
/** A masked or numbered place ("A3区", "12栋") names nothing. */
const MASKED = /[a-z0-9]+(?:[省市区县旗镇乡村栋期号楼]|街道)?/gu
const RUN = /\p{Script=Han}+/gu

/**
 * Names a topic by phrases many of its titles say and few others do: "丽水花园 夜间施工". No dictionary: a phrase ends where what follows it varies.
 * Phrases share no words; they stand in the order people say them. `titles` must not hold those of sealed cases.
 */
export function nameTopic(titles: readonly string[], background: Background): TopicName {
  const said = titles.slice(0, MOST_MEMBERS).map((title) => normalise(title).replace(MASKED, ' '))
  const words: string[] = []
  for (const { phrase } of tellingPhrases(said, background)) {
    if (words.length === MOST_WORDS) break
    if (!words.some((word) => shareCharacters(word, phrase))) words.push(phrase)
  }
  const [first, ...others] = words
  if (first === undefined) return { title: '', words: [] }
  const shown = [first, ...others.slice(0, first.length >= 8 ? 1 : 2)]
  const lead = said.find((title) => shown.every((phrase) => title.includes(phrase))) ?? said.find((title) => title.includes(first)) ?? ''
  return { title: shown.sort((a, b) => placeOf(said, a, lead) - placeOf(said, b, lead)).join(' '), words }
}

type Phrase = { readonly phrase: string; readonly score: number }
type Around = { count: number; readonly before: Map<string, number>; readonly behind: Map<string, number> }

function tellingPhrases(titles: readonly string[], background: Background): readonly Phrase[] {
  const least = titles.length <= 2 ? titles.length : Math.max(2, Math.ceil(LEAST_SHARE * titles.length))
  const found = new Map<string, Around>()
  for (const title of titles) {
    const inTitle = new Set<string>()
    for (const [run] of title.matchAll(RUN)) {
      for (let from = 0; from < run.length; from += 1) {
        for (let to = from + 2; to <= Math.min(run.length, from + LONGEST_PHRASE); to += 1) {
          const phrase = run.slice(from, to)
          if (inTitle.has(phrase)) continue
          inTitle.add(phrase)
          const around = found.get(phrase) ?? { count: 0, before: new Map(), behind: new Map() }
          around.count += 1
          count(around.before, run[from - 1])
          count(around.behind, run[to])
          found.set(phrase, around)
        }
      }
    }
  }
  const whole = [...found].filter(([phrase, around]) => around.count >= least && isPhrase(phrase) && (phrase.length === LONGEST_PHRASE || isWhole(around)))
  const scored = whole.map(([phrase, around]) => ({ phrase, score: scoreOf(phrase, around.count / titles.length, background) }))
  return scored.sort((a, b) => b.score - a.score || compare(a.phrase, b.phrase)).slice(0, MOST_CANDIDATES)
}

/** Grammar, courtesy and administration begin and end no name. */
const isPhrase = (phrase: string): boolean =>
  !STOP_WORDS.has(phrase) && !isStop(phrase[0]) && !isStop(phrase.at(-1)) && !STOP_WORDS.has(phrase.slice(0, 2)) && !STOP_WORDS.has(phrase.slice(-2))
const ENDING = '区县旗镇乡村里中上下外内前后号'
const isStop = (character: string | undefined): boolean => character !== undefined && STOP_WORDS.has(character) && !ENDING.includes(character)

const isWhole = ({ count: all, before, behind }: Around): boolean =>
  [before, behind].every((side) => Math.max(0, ...side.values()) <= MOST_OF_ONE_NEIGHBOUR * all)

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
