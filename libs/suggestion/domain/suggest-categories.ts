import type { CategorySuggestion } from '../contract/suggestion.schema.js'
import { asSaid, findPhrases, type CategoryLexicon, type PhraseFound } from './category-lexicon.js'
import type { RequestText } from './linear-model.js'

/** A phrase for 供热 speaks for every kind of 供热 too, but less than a phrase of the kind itself. */
const PARENT_FACTOR = 0.4
/** The second time a phrase is said adds little, the third nothing. */
const REPEAT_FACTOR = 0.3
/** The matter is said first; what follows is the story. */
const OPENING_LENGTH = 40
const OPENING_FACTOR = 1.6
/** The title is nothing but the matter. */
const TITLE_FACTOR = 2
/** A pair of characters outside of any phrase, against a phrase. */
const PAIR_FACTOR = 0.5
/** A kind of 供热 is the likelier the more of what was said is about 供热 at all, and about the whole domain. */
const BRANCH_FACTOR = 0.5
const DOMAIN_FACTOR = 0.7
const BRANCH_LENGTH = 4
const DOMAIN_LENGTH = 2
/** The weight at which one is about two thirds sure that the text is about something the lexicon knows: one good phrase. */
const FULL_WEIGHT = 14
/** One or two stray pairs are no ground for a suggestion. */
const LEAST_WEIGHT = 2
const MAX_TEXT_LENGTH = 5_000
const MAX_WORDS = 6

type Tally = { weight: number; readonly words: Map<string, number> }

const round = (value: number): number => Math.round(value * 1000) / 1000

/** What is looked through, and how loud each place in it is. */
type Said = { readonly text: string; readonly titleLength: number }

function readSaid(given: RequestText | string): Said {
  const { title = '', text } = typeof given === 'string' ? { text: given } : given
  const heading = asSaid(title.slice(0, MAX_TEXT_LENGTH))
  // No phrase reaches from the title into the text.
  return { text: `${heading}${heading === '' ? '' : '。'}${asSaid(text.slice(0, MAX_TEXT_LENGTH))}`, titleLength: heading.length }
}

const loudness = ({ titleLength }: Said, start: number): number => {
  if (start < titleLength) return TITLE_FACTOR
  return start < titleLength + OPENING_LENGTH ? OPENING_FACTOR : 1
}

type Votes = readonly { readonly code: string; readonly share: number }[]

class Tallies {
  readonly byCode = new Map<string, Tally>()
  /** What was said for any kind of a broader category, each word once however many kinds it speaks for. */
  private readonly byBranch = new Map<string, number>()
  private total = 0

  /** One word that speaks for some categories: how much was said for the categories above them. */
  countBranches(votes: Votes, weight: number): void {
    const branches = new Map<string, number>()
    let strongest = 0
    for (const { code, share } of votes) {
      strongest = Math.max(strongest, share)
      for (let length = 2; length <= Math.min(code.length, BRANCH_LENGTH); length += 2) {
        const branch = code.slice(0, length)
        branches.set(branch, Math.max(branches.get(branch) ?? 0, share))
      }
    }
    for (const [branch, share] of branches) this.byBranch.set(branch, (this.byBranch.get(branch) ?? 0) + weight * share)
    this.total += weight * strongest
  }

  /** How much of all that was said is about a broader category, 0..1. */
  shareOf(branch: string): number {
    return this.total === 0 ? 0 : (this.byBranch.get(branch) ?? 0) / this.total
  }

  add(code: string, weight: number, word: string): void {
    let tally = this.byCode.get(code)
    if (!tally) this.byCode.set(code, (tally = { weight: 0, words: new Map() }))
    tally.weight += weight
    tally.words.set(word, (tally.words.get(word) ?? 0) + weight)
  }
}

function tallyPhrases(said: Said, phrases: readonly PhraseFound[], tallies: Tallies): void {
  const timesSaid = new Map<string, number>()
  for (const phrase of phrases) {
    const times = timesSaid.get(phrase.text) ?? 0
    timesSaid.set(phrase.text, times + 1)
    if (times > 1) continue
    const weight = phrase.weight * (times === 1 ? REPEAT_FACTOR : 1) * loudness(said, phrase.start)
    tallies.countBranches(phrase.votes, weight)
    for (const { code, share } of phrase.votes) tallies.add(code, weight * share, phrase.text)
  }
}

/** Pairs outside of the phrases found, each once. Neighbouring pairs are shown as one word. */
function tallyPairs(lexicon: CategoryLexicon, said: Said, phrases: readonly PhraseFound[], tallies: Tallies): void {
  const { text } = said
  const counted = new Set<string>()
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
    if (!votes || counted.has(pair)) continue
    counted.add(pair)
    const weight = PAIR_FACTOR * votes.idf * loudness(said, start)
    tallies.countBranches(votes.codes.map((code) => ({ code, share: 1 })), weight)
    for (const code of votes.codes) {
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

/** A lone word for one category, in a text that is about another branch of the tree, is by the way. */
function favourBranches(tallies: Tallies): void {
  for (const [code, tally] of tallies.byCode) {
    const branch = tallies.shareOf(code.slice(0, BRANCH_LENGTH))
    const domain = tallies.shareOf(code.slice(0, DOMAIN_LENGTH))
    tally.weight *= (1 + BRANCH_FACTOR * branch + DOMAIN_FACTOR * domain) / (1 + BRANCH_FACTOR + DOMAIN_FACTOR)
  }
}

/**
 * Which categories the words of a text speak for, likeliest first, at most `limit`; empty when none does.
 * Confidence = how much was said at all × the category's share of it. A category is left out when a kind of it is in the list.
 */
export function suggestCategories(lexicon: CategoryLexicon, given: RequestText | string, limit = 3): CategorySuggestion[] {
  const said = readSaid(given)
  const phrases = findPhrases(lexicon, said.text)
  const tallies = new Tallies()
  tallyPhrases(said, phrases, tallies)
  tallyPairs(lexicon, said, phrases, tallies)
  inherit(tallies.byCode)
  favourBranches(tallies)
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
