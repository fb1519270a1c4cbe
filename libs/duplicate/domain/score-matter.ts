import { DAY_MS } from '@tongban/kernel/core'
import type { DuplicateWeights } from '../contract/duplicate-settings.schema.js'
import type { GramFrequencies } from './gram-frequencies.js'
import { categoryAgreement, placeAgreement, possibleAgreements, type CategoryAgreement, type Matter, type PlaceAgreement } from './matter.js'
import { textSimilarity } from './text-similarity.js'

/** How likely two cases are one matter, 0..1, and what speaks for it. */
export type MatterScore = {
  readonly score: number
  readonly text: number
  readonly place: PlaceAgreement
  readonly category: CategoryAgreement
  readonly sameCaller: boolean
  readonly daysApart: number
}

/**
 * The likeness of the texts, moved by everything else. Agreement brings it nearer to 1 and time farther from it (an exponent below or above 1);
 * places that contradict each other cap it: the same words about another township's lamp are another lamp. Symmetric; of a case with itself 1.
 * Only places that are certain contradict. One that is merely possible counts for nothing where it does not agree.
 */
export function scoreMatter(one: Matter, other: Matter, frequencies: GramFrequencies, weights: DuplicateWeights): MatterScore {
  const text = textSimilarity(one.grams, other.grams, frequencies, weights.text)
  const place = placeAgreement(one.divisionCode, other.divisionCode)
  const category = categoryAgreement(one.categoryCode, other.categoryCode)
  const sameCaller = one.callerHash !== null && one.callerHash === other.callerHash
  const daysApart = Math.abs(one.filedAt - other.filedAt) / DAY_MS
  const exponent =
    placeExponent(one, other, place, weights.place.exponents) * weights.category[category] * (sameCaller ? weights.sameCaller : 1) * (1 + weights.time.drag * (1 - 2 ** (-daysApart / weights.time.halfLifeDays)))
  const thin = place === 'unknown' && Math.min(one.grams.length, other.grams.length) < weights.text.fullGrams
  const cap = Math.min(weights.place.caps[place], thin ? weights.text.thinCap : 1)
  return { score: cap * text ** exponent, text, place, category, sameCaller, daysApart }
}

/** A possible place that agrees counts half of what a certain one does (between the two as a factor); never against the case, nor against what is certain. */
function placeExponent(one: Matter, other: Matter, certain: PlaceAgreement, exponents: DuplicateWeights['place']['exponents']): number {
  const own = exponents[certain]
  if (certain === 'other_township' || certain === 'other_county') return own
  return possibleAgreements(one, other).reduce((least, agreement) => Math.min(least, Math.sqrt(own * exponents[agreement])), own)
}
