import { DAY_MS } from '@tongban/kernel/core'
import type { DuplicateWeights } from '../contract/duplicate-settings.schema.js'
import type { GramFrequencies } from './gram-frequencies.js'
import { categoryAgreement, placeAgreement, type CategoryAgreement, type Matter, type PlaceAgreement } from './matter.js'
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
 */
export function scoreMatter(one: Matter, other: Matter, frequencies: GramFrequencies, weights: DuplicateWeights): MatterScore {
  const text = textSimilarity(one.grams, other.grams, frequencies, weights.text)
  const place = placeAgreement(one.divisionCode, other.divisionCode)
  const category = categoryAgreement(one.categoryCode, other.categoryCode)
  const sameCaller = one.callerHash !== null && one.callerHash === other.callerHash
  const daysApart = Math.abs(one.filedAt - other.filedAt) / DAY_MS
  const exponent =
    weights.place.exponents[place] * weights.category[category] * (sameCaller ? weights.sameCaller : 1) * (1 + weights.time.drag * (1 - 2 ** (-daysApart / weights.time.halfLifeDays)))
  const thin = place === 'unknown' && Math.min(one.grams.length, other.grams.length) < weights.text.fullGrams
  const cap = Math.min(weights.place.caps[place], thin ? weights.text.thinCap : 1)
  return { score: cap * text ** exponent, text, place, category, sameCaller, daysApart }
}
