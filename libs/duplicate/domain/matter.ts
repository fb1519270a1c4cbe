/** What of a case is compared. Codes of places and categories contain those above them. */
export type Matter = {
  /** Hashed pairs of characters, ascending. */
  readonly grams: Uint32Array
  /** As far down as it is certain. */
  readonly divisionCode: string | null
  /** Where it may lie, when the words leave that open: never speaks against a case. */
  readonly possibleCodes?: readonly string[]
  readonly categoryCode: string | null
  /** Epoch ms. */
  readonly filedAt: number
  /** Keyed by intake: equal for equal numbers, and nothing else can be told from it. Null: anonymous or sealed. */
  readonly callerHash: string | null
}

const COUNTY_DIGITS = 6
const TOWNSHIP_DIGITS = 9
const VILLAGE_DIGITS = 12

export type PlaceAgreement = 'village' | 'township' | 'county' | 'other_township' | 'other_county' | 'unknown'
export type CategoryAgreement = 'same' | 'near' | 'other' | 'unknown'

/** How far down the division tree two places go together; where one is known less exactly than the other, as far as that is known. */
export function placeAgreement(one: string | null, other: string | null): PlaceAgreement {
  if (one === null || other === null) return 'unknown'
  const depth = Math.min(one.length, other.length)
  if (isCity(one) || isCity(other)) return 'unknown'
  if (one.slice(0, COUNTY_DIGITS) !== other.slice(0, COUNTY_DIGITS)) return 'other_county'
  if (depth < TOWNSHIP_DIGITS) return 'county'
  if (one.slice(0, TOWNSHIP_DIGITS) !== other.slice(0, TOWNSHIP_DIGITS)) return 'other_township'
  return depth >= VILLAGE_DIGITS && one === other ? 'village' : 'township'
}

/** The ways in which a place that is only possible may agree with a case's; it contradicts none. */
export function possibleAgreements(one: Matter, other: Matter): PlaceAgreement[] {
  if (openOf(one).length === 0 && openOf(other).length === 0) return []
  return codesOf(one).flatMap((mine) => codesOf(other).map((theirs) => placeAgreement(mine, theirs))).filter((agreement) => AGREEING.includes(agreement))
}

const AGREEING: readonly PlaceAgreement[] = ['village', 'township', 'county']
const openOf = ({ possibleCodes = [] }: Matter): readonly string[] => possibleCodes
const codesOf = (matter: Matter): string[] => [...(matter.divisionCode === null ? [] : [matter.divisionCode]), ...openOf(matter)]

/** A code that ends in 00 names the whole city: no place to agree on. */
export const isCity = (code: string): boolean => code.length <= COUNTY_DIGITS && code.endsWith('00')

/** The level above a category's own, two digits a level. */
const FAMILY_DIGITS = 4

export function categoryAgreement(one: string | null, other: string | null): CategoryAgreement {
  if (one === null || other === null) return 'unknown'
  if (one === other) return 'same'
  return one.length >= FAMILY_DIGITS && one.slice(0, FAMILY_DIGITS) === other.slice(0, FAMILY_DIGITS) ? 'near' : 'other'
}
