import type { CategorySuggestion } from '../contract/suggestion.schema.js'
import { findPhrases, normalise, type CategoryLexicon, type PhraseFound } from './category-lexicon.js'

/** A phrase for 供热 speaks for every kind of 供热 too, but less than a phrase of the kind itself. */
const PARENT_FACTOR = 0.4
/** The second time a phrase is said adds little, the third nothing. */
const REPEAT_FACTOR = 0.3
/** The matter is said first; what follows is the story. */
const OPENING_LENGTH = 40
const OPENING_FACTOR = 1.25
/** A pair of characters outside of any phrase, against a phrase. */
const PAIR_FACTOR = 0.35
/** The weight at which one is about two thirds sure that the text is about something the lexicon knows: one good phrase. */
const FULL_WEIGHT = 14
/** One or two stray pairs are no ground for a suggestion. */
const LEAST_WEIGHT = 2
const MAX_TEXT_LENGTH = 5_000
const MAX_WORDS = 6

type Tally = { weight: number; readonly words: Map<string, number> }

const round = (value: number): number => Math.round(value * 1000) / 1000
const openingFactor = (start: number): number => (start < OPENING_LENGTH ? OPENING_FACTOR : 1)

class Tallies {
  readonly byCode = new Map<string, Tally>()

  add(code: string, weight: number, word: string): void {
    let tally = this.byCode.get(code)
    if (!tally) this.byCode.set(code, (tally = { weight: 0, words: new Map() }))
    tally.weight += weight
    tally.words.set(word, (tally.words.get(word) ?? 0) + weight)
  }
}

function tallyPhrases(phrases: readonly PhraseFound[], tallies: Tallies): void {
  const timesSaid = new Map<string, number>()
  for (const phrase of phrases) {
    const times = timesSaid.get(phrase.text) ?? 0
    timesSaid.set(phrase.text, times + 1)
    if (times > 1) continue
    const weight = phrase.weight * (times === 1 ? REPEAT_FACTOR : 1) * openingFactor(phrase.start)
    for (const { code, share } of phrase.votes) tallies.add(code, weight * share, phrase.text)
  }
}

/** Pairs outside of the phrases found, each once. Neighbouring pairs are shown as one word. */
function tallyPairs(lexicon: CategoryLexicon, text: string, phrases: readonly PhraseFound[], tallies: Tallies): void {
  const said = new Set<string>()
  const runs = new Map<string, { start: number; end: number; weight: number }>()
  const close = (code: string, run: { start: number; end: number; weight: number }): void =>
    tallies.add(code, run.weight, text.slice(run.start, run.end))
  let phraseAt = 0
  for (let start = 0; start + 1 < text.length; start += 1) {
    let phrase = phrases[phraseAt]
    while (phrase && phrase.start + phrase.text.length <= start) phrase = phrases[(phraseAt += 1)]
    if (phrase && phrase.start < start + 2 && start < phrase.start + phrase.text.length) continue
    const pair = text.slice(start, start + 2)
    const votes = lexicon.pairs.get(pair)
    if (!votes || said.has(pair)) continue
    said.add(pair)
    for (const code of votes.codes) {
      const weight = PAIR_FACTOR * votes.idf * openingFactor(start)
      const run = runs.get(code)
      if (run && run.end >= start) runs.set(code, { start: run.start, end: start + 2, weight: run.weight + weight })
      else {
        if (run) close(code, run)
        runs.set(code, { start, end: start + 2, weight })
      }
    }
  }
  for (const [code, run] of runs) close(code, run)
}

/** Narrower categories inherit a part of what speaks for the broader ones. */
function inherit(tallies: ReadonlyMap<string, Tally>): void {
  const own = new Map([...tallies].map(([code, tally]) => [code, tally.weight]))
  for (const [code, tally] of tallies) {
    for (let length = code.length - 2; length >= 2; length -= 2) {
      tally.weight += (own.get(code.slice(0, length)) ?? 0) * PARENT_FACTOR ** ((code.length - length) / 2)
    }
  }
}

/**
 * Which categories the words of a text speak for, likeliest first, at most `limit`; empty when none does.
 * Confidence = how much was said at all × the category's share of it. A category is left out when a kind of it is in the list.
 */
export function suggestCategories(lexicon: CategoryLexicon, given: string, limit = 3): CategorySuggestion[] {
  const text = normalise(given.slice(0, MAX_TEXT_LENGTH))
  const phrases = findPhrases(lexicon, text)
  const tallies = new Tallies()
  tallyPhrases(phrases, tallies)
  tallyPairs(lexicon, text, phrases, tallies)
  inherit(tallies.byCode)
  const ranked = [...tallies.byCode]
    .filter(([, tally]) => tally.weight >= LEAST_WEIGHT)
    .sort(([codeA, a], [codeB, b]) => b.weight - a.weight || (codeA < codeB ? -1 : 1))
    .slice(0, limit + 12)
  const narrowest = ranked.filter(([code]) => !ranked.some(([other]) => other !== code && other.startsWith(code)))
  // Squares: two rivals half as strong together do not make the leader doubtful.
  const total = narrowest.slice(0, 5).reduce((sum, [, tally]) => sum + tally.weight ** 2, 0)
  return narrowest.slice(0, Math.max(0, limit)).map(([code, tally]) => ({
    code,
    confidence: round((tally.weight ** 2 / total) * (1 - Math.exp(-tally.weight / FULL_WEIGHT))),
    words: [...tally.words]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_WORDS)
      .map(([word]) => word),
  }))
}
