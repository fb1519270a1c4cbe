import { mix } from '@tongban/text/core'
import { CANDIDATE_BOUNDS } from './candidate-bounds.js'
import type { GramFrequencies } from './gram-frequencies.js'

/** Keys a case is found by. Short texts keep all they have. */
export const KEYS_STORED = 48
const KEYS_ASKED = 48
/** Rows one question may be expected to visit in the index. What is common is left out before it grows beyond. */
export const ROWS_VISITED = 1_000
/** So many cases of the sample hold a run of each class at most; the last class is everything else. */
const CLASSES = [2, 10, 50, Infinity] as const
/** Of every so many keys asked, one from each class. */
const TURNS = [0, 0, 0, 0, 1, 2] as const

/**
 * By class of rarity, within a class in the order of a fixed shuffle. Not simply the rarest first: the rarest of a text are what no earlier case has,
 * and find nothing. Two texts that share most of their runs draw the same ones of a class, also where the count has changed in between, and where
 * nothing has been counted yet.
 */
function byClass(trigrams: Uint32Array, frequencies: GramFrequencies): { readonly gram: number; readonly count: number }[][] {
  const classes: { gram: number; count: number; lot: number }[][] = CLASSES.map(() => [])
  for (const gram of trigrams) {
    const count = frequencies.countOf(gram)
    classes[CLASSES.findIndex((most) => count <= most)]?.push({ gram, count, lot: mix(gram) })
  }
  for (const one of classes) one.sort((a, b) => a.lot - b.lot)
  return classes
}

/** As PostgreSQL's integers: 32 bits with a sign. */
const asKey = ({ gram }: { readonly gram: number }): number => gram | 0

export const keysToStore = (trigrams: Uint32Array, frequencies: GramFrequencies): number[] => byClass(trigrams, frequencies).flat().slice(0, KEYS_STORED).map(asKey)

/** The keys to ask by, so many that about `ROWS_VISITED` of `indexed` cases are read; always a few, however common. Mostly rare ones, and some of what many share. */
export function keysToAsk(trigrams: Uint32Array, frequencies: GramFrequencies, indexed: number): number[] {
  const classes = byClass(trigrams, frequencies)
  const left = classes.slice(0, -1)
  const perCase = frequencies.cases === 0 ? 0 : indexed / frequencies.cases
  const asked: number[] = []
  let rows = 0
  for (let turn = 0; left.some((one) => one.length > 0); turn += 1) {
    const next = left[TURNS[turn % TURNS.length] ?? 0]?.shift()
    if (next === undefined) continue
    rows += Math.min(CANDIDATE_BOUNDS.aKey, next.count * perCase)
    if (asked.length >= KEYS_ASKED || (rows > ROWS_VISITED && asked.length >= 3)) return asked
    asked.push(asKey(next))
  }
  // What everybody says is asked by only when there is nothing else.
  return asked.length > 0 ? asked : (classes.at(-1) ?? []).slice(0, 3).map(asKey)
}
