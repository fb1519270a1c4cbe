import { hashText, normalise, runsWithPlaces, STOP_WORDS, type Segment } from '@tongban/text/core'
import type { RequestText } from './linear-model.js'

/** More than any caller says; the matter stands long before. */
const MAX_TEXT_LENGTH = 4_000
const MAX_TITLE_LENGTH = 200
/** What stands in the title is said as loud as what is said so many times in the text. */
const TITLE_TIMES = 3
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
  readonly times: number
}
type WordSpan = { readonly start: number; readonly end: number }

export type ReadRequest = { readonly parts: readonly ReadPart[] }

/** Reads a request once; its features and the words behind them are taken from this. Any string is a request. */
export function readRequest(request: RequestText, segment: Segment): ReadRequest {
  const parts = [readPart(request.text.slice(0, MAX_TEXT_LENGTH), 1, segment)]
  if (request.title) parts.push(readPart(request.title.slice(0, MAX_TITLE_LENGTH), TITLE_TIMES, segment))
  return { parts }
}

function readPart(source: string, times: number, segment: Segment): ReadPart {
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
  return { source, compact, starts, ends, words, times }
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

/** Called for every feature of a part, as often as it stands there. */
export type OnFeature = (key: number, part: ReadPart, start: number, end: number) => void

/** Goes through the features of a request: its words but for the stop words, and its n-grams of characters. */
export function forEachFeature({ parts }: ReadRequest, onFeature: OnFeature): void {
  for (const part of parts) {
    for (const length of GRAM_LENGTHS) {
      for (let start = 0; start + length <= part.compact.length; start += 1) {
        onFeature(hashText(part.compact.slice(start, start + length), length), part, start, start + length)
      }
    }
    for (const { start, end } of part.words) {
      const word = part.compact.slice(start, end)
      if (!STOP_WORDS.has(word)) onFeature(hashText(word, WORD_SEED), part, start, end)
    }
  }
}

/** How loud each feature of a request is said. */
export function countFeatures(request: ReadRequest): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  forEachFeature(request, (key, part) => counts.set(key, (counts.get(key) ?? 0) + part.times))
  return counts
}

/** Whether a word may be shown as a reason. */
export const isShown = (part: ReadPart, { start, end }: WordSpan): boolean => {
  const word = part.compact.slice(start, end)
  return word.length > 1 && !STOP_WORDS.has(word)
}

/** A stretch of a part as it stands in the request. */
export const sourceOf = (part: ReadPart, { start, end }: WordSpan): string => part.source.slice(part.starts[start] ?? 0, part.ends[end - 1] ?? 0)
