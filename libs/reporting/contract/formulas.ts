import { z } from 'zod'

/** A preset of the three rates and the score. Weights sum to one; `null` weights: the three rates are shown without a score. */
export type Formula = {
  readonly id: string
  readonly zh: string
  readonly version: string
  /** How much 基本满意 counts in the satisfaction rate. */
  readonly basicallySatisfiedWeight: number
  readonly weights: { readonly response: number; readonly resolution: number; readonly satisfaction: number } | null
  /** With fewer valid callbacks than this a unit is shown with its figures but without a rank: a handful of calls says little. */
  readonly minimumValidCallbacks: number
  readonly source: string
}

export const formulaIdSchema = z.enum(['three_rates', 'beijing_district', 'jungar_banner'])
export type FormulaId = z.output<typeof formulaIdSchema>

export const FORMULAS: Readonly<Record<FormulaId, Formula>> = {
  three_rates: {
    id: 'three_rates',
    zh: '三率（不加权）',
    version: '1',
    basicallySatisfiedWeight: 1,
    minimumValidCallbacks: 5,
    weights: null,
    source: '通辽市：响应率、解决率、满意率',
  },
  beijing_district: {
    id: 'beijing_district',
    zh: '0.1 / 0.5 / 0.4',
    version: '1',
    basicallySatisfiedWeight: 0.9,
    minimumValidCallbacks: 5,
    weights: { response: 0.1, resolution: 0.5, satisfaction: 0.4 },
    source: '北京某区考评',
  },
  jungar_banner: {
    id: 'jungar_banner',
    zh: '0.30 / 0.35 / 0.35',
    version: '1',
    basicallySatisfiedWeight: 1,
    minimumValidCallbacks: 5,
    weights: { response: 0.3, resolution: 0.35, satisfaction: 0.35 },
    source: '准格尔旗考评',
  },
}

export type CallbackCounts = {
  readonly valid: number
  readonly contacted: number
  readonly resolved: number
  readonly satisfied: number
  readonly basicallySatisfied: number
}

/** Rates between 0 and 1 (the score 0–100); null is “no data”, which is neither 0 nor 100. */
export type Rates = { response: number | null; resolution: number | null; satisfaction: number | null; score: number | null }

/** Null when nobody could be asked: “no data” must not read as a bad rate, nor as a good one. */
export function ratesOf(formula: Formula, counts: CallbackCounts): Rates {
  if (counts.valid === 0) return { response: null, resolution: null, satisfaction: null, score: null }
  const response = counts.contacted / counts.valid
  const resolution = counts.resolved / counts.valid
  const satisfaction = (counts.satisfied + formula.basicallySatisfiedWeight * counts.basicallySatisfied) / counts.valid
  const { weights } = formula
  const weighed =
    weights === null ? null : weights.response * response + weights.resolution * resolution + weights.satisfaction * satisfaction
  return { response, resolution, satisfaction, score: weighed === null ? null : 100 * weighed }
}
