import { planBasisSchema, type PlanBasis } from '../../contract/dispatch-plan.schema.js'

/** What nobody said of a case that waits: a guess goes on being one until a person says where or what it is. */
export type Guesses = {
  /** With what certainty place was understood; null: a person chose the division, or there is none. */
  readonly place: Pick<PlanBasis, 'countyConfidence' | 'townshipConfidence'> | null
  /** The same of the category. */
  readonly category: number | null
}

type Guessed = { readonly divisionCode?: unknown; readonly categoryCode?: unknown }
const isGuessed = (value: unknown): value is Guessed => typeof value === 'object' && value !== null

/**
 * Division and category of a case, told apart from what the system took for granted when it was filed (`guessed` in its trail). What a dispatcher
 * has clarified since is another code, and no guess. A trail of before guesses were named counts by its certainty alone.
 */
export function guessesOf({ dispatchTrail, divisionCode, categoryCode }: {
  readonly dispatchTrail: Readonly<Record<string, unknown>> | null
  readonly divisionCode: string | null
  readonly categoryCode: string | null
}): Guesses {
  const basis = planBasisSchema.safeParse(dispatchTrail?.basis).data
  if (basis === undefined) return { place: null, category: null }
  const guessed = isGuessed(dispatchTrail?.guessed) ? dispatchTrail.guessed : undefined
  const isPlaceGuessed = divisionCode !== null && (guessed === undefined ? !basis.placeChosen : guessed.divisionCode === divisionCode)
  const isCategoryGuessed = categoryCode !== null && (guessed === undefined ? basis.categoryConfidence < 1 : guessed.categoryCode === categoryCode)
  return { place: isPlaceGuessed ? basis : null, category: isCategoryGuessed ? basis.categoryConfidence : null }
}
