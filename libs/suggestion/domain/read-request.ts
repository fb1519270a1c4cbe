import { hashText, normalise, runsWithPlaces, STOP_WORDS, type Segment } from '@tongban/text/core'
import type { RequestText } from './linear-model.js'

/** More than any caller says; the matter stands long before. */
const MAX_TEXT_LENGTH = 4_000
const MAX_TITLE_LENGTH = 200
/** Where there is no title the opening stands for it: people name the matter first. So many characters, and the word they end in. */
const OPENING_LENGTH = 25
/** What names the matter is said as loud as what is said so many times in the text. */
const HEAD_TIMES = 3
/** Longer runs of characters add nothing to the words, and double the time. */
const GRAM_LENGTHS = [1, 2]
const WORD_SEED = 100
/** A3, k12, 7: house numbers and names masked before we saw them. Never the matter. */
const BARE_NAME = /^[a-z]?\d*$/
const DIGITS = /\d+/g

/** A part of a request as its features see it: without spaces and marks, numbers folded. */
type ReadPart = {
  readonly source: string
  readonly compact: string
  /** For every unit of `compact` where it stands in `source`, and where it ends there. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly words: readonly WordSpan[]
}
type WordSpan = { readonly start: number; readonly end: number }

/** The first so many words of a part. */
type Stretch = { readonly part: ReadPart; readonly words: number }

/** `head` names the matter: the title, or the opening of the text. */
export type ReadRequest = { readonly parts: readonly ReadPart[]; readonly head: Stretch }

/** Reads a request once; its features and the words behind them are taken from this. Any string is a request. */
export function readRequest(request: RequestText, segment: Segment): ReadRequest {
  const text = readPart(request.text.slice(0, MAX_TEXT_LENGTH), segment)
  const title = readPart((request.title ?? '').slice(0, MAX_TITLE_LENGTH), segment)
  if (title.words.length > 0) return { parts: [text, title], head: { part: title, words: title.words.length } }
  const beyond = text.words.findIndex(({ end }) => end >= OPENING_LENGTH)
  return { parts: [text], head: { part: text, words: beyond < 0 ? text.words.length : beyond + 1 } }
}

function readPart(source: string, segment: Segment): ReadPart {
  let compact = ''
  const starts: number[] = []
  const ends: number[] = []
  const words: WordSpan[] = []
  for (const run of runsWithPlaces(normalise(source))) {
    let cursor = 0
    for (const word of segment(run.text)) {
      const found = run.text.indexOf(word, cursor)
      if (found < 0 || word === '') continue
      cursor = found + word.length
      if (BARE_NAME.test(word)) continue
      const start = compact.length
      for (const piece of piecesOf(word)) {
        compact += piece.text
        for (let at = 0; at < piece.text.length; at += 1) {
          starts.push(run.start + found + piece.start + at)
          ends.push(run.start + found + (at === piece.text.length - 1 ? piece.end : piece.start + at + 1))
        }
      }
      words.push({ start, end: compact.length })
    }
  }
  return { source, compact, starts, ends, words }
}

/** A word with each run of digits as one 0. */
function piecesOf(word: string): { text: string; start: number; end: number }[] {
  const pieces: { text: string; start: number; end: number }[] = []
  let at = 0
  for (const match of word.matchAll(DIGITS)) {
    if (match.index > at) pieces.push({ text: word.slice(at, match.index), start: at, end: match.index })
    at = match.index + match[0].length
    pieces.push({ text: '0', start: match.index, end: at })
  }
  if (at < word.length) pieces.push({ text: word.slice(at), start: at, end: word.length })
  return pieces
}

/** Called for every feature of a part, wherever it stands there, with how often it is said by standing there. */
export type OnFeature = (key: number, part: ReadPart, start: number, end: number, times: number) => void

/** Goes through the features of a request: its words but for the stop words, and its n-grams of characters. */
export function forEachFeature({ parts, head }: ReadRequest, onFeature: OnFeature): void {
  for (const part of parts) {
    // A title stands there once and says all its times; an opening is part of the text and says the others besides.
    const isTitle = part === head.part && part !== parts[0]
    forEachIn({ part, words: part.words.length }, isTitle ? HEAD_TIMES : 1, onFeature)
    if (part === head.part && !isTitle) forEachIn(head, HEAD_TIMES - 1, onFeature)
  }
}

function forEachIn({ part, words }: Stretch, times: number, onFeature: OnFeature): void {
  const length = part.words[words - 1]?.end ?? 0
  for (const size of GRAM_LENGTHS) {
    for (let start = 0; start + size <= length; start += 1) onFeature(hashText(part.compact.slice(start, start + size), size), part, start, start + size, times)
  }
  for (let at = 0; at < words; at += 1) {
    const { start, end } = part.words[at] as WordSpan
    const word = part.compact.slice(start, end)
    if (!STOP_WORDS.has(word)) onFeature(hashText(word, WORD_SEED), part, start, end, times)
  }
}

/** How loud each feature of a request is said. */
export function countFeatures(request: ReadRequest): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  forEachFeature(request, (key, _part, _start, _end, times) => counts.set(key, (counts.get(key) ?? 0) + times))
  return counts
}

/** Whether a word may be shown as a reason. */
export const isShown = (part: ReadPart, { start, end }: WordSpan): boolean => {
  const word = part.compact.slice(start, end)
  return word.length > 1 && !STOP_WORDS.has(word)
}

/** A stretch of a part as it stands in the request. */
export const sourceOf = (part: ReadPart, { start, end }: WordSpan): string => part.source.slice(part.starts[start] ?? 0, part.ends[end - 1] ?? 0)
