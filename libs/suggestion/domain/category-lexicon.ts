import { normalise, STOP_WORDS } from '@tongban/text/core'
import { GENERAL_WORDS } from './general-words.js'

/** A category as the lexicon needs it. `code` has 2, 4 or 6 digits: each is the subtree of its prefix. */
export type LexiconCategory = { readonly code: string; readonly name: string; readonly keywords: readonly string[] }

/** A phrase that speaks for some categories. */
type Phrase = {
  readonly text: string
  /** Rarer and longer phrases say more: idf over categories × length. */
  readonly weight: number
  readonly votes: readonly { readonly code: string; readonly share: number }[]
}

type PhraseNode = { readonly next: Map<string, PhraseNode>; phrase: Phrase | null }

/** Seed knowledge of the words of every category; immutable, and as good on the first day as its keyword lists. */
export type CategoryLexicon = {
  readonly codes: readonly string[]
  readonly root: PhraseNode
  /** Pairs of neighbouring characters of the phrases, for callers who word it a little otherwise (垃圾没人清运 for 垃圾不清运). */
  readonly pairs: ReadonlyMap<string, PairVotes>
}

export type PairVotes = { readonly idf: number; readonly codes: readonly string[] }

/** The category's own name counts, but people rarely say it: keywords first. */
const NAME_SHARE = 0.8
const KEYWORD_SHARE = 1
/** A word that is somebody's keyword and in everybody's mouth. */
const GENERAL_SHARE = 0.3
/** A pair seen in one keyword only may stand there by chance: it counts as if seen in so many more. */
const PAIR_DOUBT = 2
/** 其他问题, 供热服务: words of the filing cabinet, not of the caller. */
const CABINET_WORDS = /^(其他|其它|综合)|(类|问题|管理|服务|事项|方面)$/
const MIN_LENGTH = 2
/** A pair found in more categories than this (没有, 不给) is grammar, not matter. */
const MAX_PAIR_CODES = 40

/** A text as phrases are compared: full and half width, capitals and spaces make no difference. */
export const asSaid = (text: string): string => normalise(text).replace(/ +/g, '')

/** Names joined by separators are several names: 停水、水压不足 → 停水 / 水压不足. */
function wordsOfName(name: string): string[] {
  return name
    .split(/[、，,/（）()及与和·]/)
    .map((word) => word.replace(CABINET_WORDS, ''))
    .filter((word) => word.length >= MIN_LENGTH)
}

/** Builds the lexicon; twice the same category code is a broken load and throws. */
export function buildCategoryLexicon(categories: readonly LexiconCategory[]): CategoryLexicon {
  if (new Set(categories.map((category) => category.code)).size !== categories.length) throw new Error('Two categories with one code')
  const votesByText = new Map<string, Map<string, number>>()
  const vote = (word: string, code: string, share: number): void => {
    const text = asSaid(word)
    if (text.length < MIN_LENGTH) return
    const votes = votesByText.get(text) ?? new Map<string, number>()
    votes.set(code, Math.max(votes.get(code) ?? 0, GENERAL_WORDS.has(text) ? share * GENERAL_SHARE : share))
    votesByText.set(text, votes)
  }
  for (const { code, name, keywords } of categories) {
    for (const keyword of keywords) vote(keyword, code, KEYWORD_SHARE)
    for (const word of wordsOfName(name)) vote(word, code, NAME_SHARE)
  }
  const root: PhraseNode = { next: new Map(), phrase: null }
  const codesByPair = new Map<string, Set<string>>()
  for (const [text, votes] of votesByText) {
    let at = root
    for (const char of text) {
      let next = at.next.get(char)
      if (!next) at.next.set(char, (next = { next: new Map(), phrase: null }))
      at = next
    }
    for (let start = 0; start + 1 < text.length; start += 1) {
      const pair = text.slice(start, start + 2)
      const voters = codesByPair.get(pair) ?? new Set<string>()
      for (const code of votes.keys()) voters.add(code)
      codesByPair.set(pair, voters)
    }
    const idf = Math.log(1 + categories.length / votes.size)
    at.phrase = {
      text,
      weight: idf * (1 + Math.log(text.length)),
      votes: [...votes].map(([code, share]) => ({ code, share })),
    }
  }
  const pairs = new Map<string, PairVotes>()
  for (const [pair, voters] of codesByPair) {
    if (voters.size > MAX_PAIR_CODES || STOP_WORDS.has(pair) || GENERAL_WORDS.has(pair)) continue
    pairs.set(pair, { idf: Math.log(1 + categories.length / (voters.size + PAIR_DOUBT)), codes: [...voters] })
  }
  return { codes: categories.map(({ code }) => code), root, pairs }
}

export type PhraseFound = { readonly text: string; readonly start: number; readonly weight: number; readonly votes: Phrase['votes'] }

/** Phrases in a normalised text, the longest one at each place; a phrase inside a longer one does not count. O(length × longest phrase). */
export function findPhrases(lexicon: CategoryLexicon, text: string): readonly PhraseFound[] {
  const found: PhraseFound[] = []
  for (let start = 0; start < text.length; ) {
    let at: PhraseNode | undefined = lexicon.root
    let longest: Phrase | null = null
    for (let end = start; at && end < text.length; end += 1) {
      at = at.next.get(text.charAt(end))
      if (at?.phrase) longest = at.phrase
    }
    if (longest) found.push({ text: longest.text, start, weight: longest.weight, votes: longest.votes })
    start += longest ? longest.text.length : 1
  }
  return found
}
