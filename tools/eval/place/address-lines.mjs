/** Labelled addresses: lines of `{text, gold_code}`, perhaps with `spans` ([label, piece] in the order of the text). */
import { readJsonLines } from '../lib/read-csv.mjs'

/** What `--drop` takes away, by the labels of the spans. The country goes with the province. */
const LABELS = { province: ['prov', 'province', 'country'], city: ['city'], county: ['district', 'county'], township: ['town', 'township'] }
export const DROPPABLE = Object.keys(LABELS)

/** @returns {{lines: {text: string, gold: string}[], skipped: number, emptied: number}} `skipped`: without a gold code; `emptied`: nothing is left of the text */
export function readAddressLines(files, drop) {
  const labels = new Set(drop.flatMap((name) => LABELS[name]))
  const lines = []
  let skipped = 0
  let emptied = 0
  for (const file of files) {
    for (const { text, gold_code: said, spans } of readJsonLines(file)) {
      // A code written as a number is one all the same: none begins with a nought.
      const gold = typeof said === 'number' ? String(said) : said
      if (typeof text !== 'string' || typeof gold !== 'string' || !/^\d{6}(\d{3}(\d{3})?)?$/.test(gold)) {
        skipped += 1
        continue
      }
      const left = labels.size === 0 ? text : withoutSpans(text, spans, labels)
      if (left.trim() === '') emptied += 1
      else lines.push({ text: left, gold })
    }
  }
  return { lines, skipped, emptied }
}

function withoutSpans(text, spans, labels) {
  let left = ''
  let at = 0
  for (const [label, piece] of Array.isArray(spans) ? spans : []) {
    const start = text.indexOf(piece, at)
    if (start < 0) continue
    left += text.slice(at, labels.has(label) ? start : start + piece.length)
    at = start + piece.length
  }
  return left + text.slice(at)
}

/** Which half a line belongs to: by its text alone, so that it never depends on the order of a file. */
export function splitOf(text, seed) {
  let hash = 2166136261 ^ seed
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619)
  return (hash ^ (hash >>> 13)) & 1 ? 'look' : 'score'
}
