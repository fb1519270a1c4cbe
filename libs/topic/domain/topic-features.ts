import { hashText, normalise } from '@tongban/text/core'
import { properNamesIn } from './proper-names.js'

/** Features are n-grams counted by the bucket they fall into: bounded memory however many texts there are, and no list of words to keep. */
export const FEATURE_BUCKETS = 1 << 20

const RUN = /\p{Script=Han}+|[a-z0-9]+/gu
const HAN_RUN = /\p{Script=Han}+/gu
/** What a request is about stands in its beginning; long ones only add courtesy. */
const TEXT_LENGTH = 300
/** The title names the matter: its n-grams count twice. */
const TITLE_WEIGHT = 2
/** Who names the same estate or school speaks of the same matter more often than who complains of the same noise: names weigh more than n-grams. */
const NAME_IN_TITLE_WEIGHT = 6
const NAME_IN_TEXT_WEIGHT = 2

export type SaidText = { readonly title: string; readonly text: string }
/** The buckets a text says and how often (at most 255 times); flat, because a window holds tens of thousands of texts. */
export type FeatureCounts = { readonly buckets: Uint32Array; readonly times: Uint8Array }

/** Neighbouring pairs and triples of characters, whole numbers and foreign words, and names of places, of the title and the beginning of the text. */
export function featuresOf({ title, text }: SaidText): FeatureCounts {
  const counts = new Map<number, number>()
  const beginning = text.replace(/\s+/gu, '').slice(0, TEXT_LENGTH)
  count(title, TITLE_WEIGHT, counts)
  count(beginning, 1, counts)
  countNames(title, NAME_IN_TITLE_WEIGHT, counts)
  countNames(beginning, NAME_IN_TEXT_WEIGHT, counts)
  return { buckets: Uint32Array.from(counts.keys()), times: Uint8Array.from(counts.values(), (times) => Math.min(times, 255)) }
}

/** The buckets of one phrase, as `featuresOf` finds them. */
export function bucketsOf(phrase: string): readonly number[] {
  const counts = new Map<number, number>()
  count(phrase, 1, counts)
  return [...counts.keys()]
}

function count(text: string, weight: number, counts: Map<number, number>): void {
  for (const [run] of normalise(text).matchAll(RUN)) {
    if (run.charCodeAt(0) < 0x80) add(run, weight, counts)
    else for (let size = 2; size <= 3; size += 1) for (let at = 0; at + size <= run.length; at += 1) add(run.slice(at, at + size), weight, counts)
  }
}

/** A name is a feature of its own beside its n-grams. */
function countNames(text: string, weight: number, counts: Map<number, number>): void {
  for (const [run] of normalise(text).matchAll(HAN_RUN)) for (const name of properNamesIn(run)) add(`#${name}`, weight, counts)
}

function add(feature: string, weight: number, counts: Map<number, number>): void {
  const bucket = hashText(feature) & (FEATURE_BUCKETS - 1)
  counts.set(bucket, (counts.get(bucket) ?? 0) + weight)
}
