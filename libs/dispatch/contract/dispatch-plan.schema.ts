import { z } from 'zod'
import { categoryCodeField, divisionCodeField, unitIdField } from '@tongban/kernel/contract'
import { placeResolutionSchema } from '@tongban/place/contract'

/** `automatic`: dispatched with no human; `pool`: a dispatcher decides; `ask_place`: the operator asks the caller first. */
export const dispatchOutcomeSchema = z.enum(['automatic', 'pool', 'ask_place'])
export type DispatchOutcome = z.infer<typeof dispatchOutcomeSchema>

export const DISPATCH_OUTCOME_LABELS_ZH: Readonly<Record<DispatchOutcome, string>> = {
  automatic: '自动派单',
  pool: '转派单池',
  ask_place: '请问清地点',
}

export const dispatchReasonCodeSchema = z.enum([
  'place_chosen',
  'place_understood',
  'place_ambiguous',
  'place_unknown',
  'place_too_coarse',
  'category_given',
  'category_missing',
  'row_used',
  'row_missing',
  'row_tied',
  'township_forbidden',
  'unit_missing',
  'recused',
  'county_copied',
  'assist_added',
  'held',
  'sure_enough',
  'not_sure_enough',
])
export type DispatchReasonCode = z.infer<typeof dispatchReasonCodeSchema>

export const dispatchReasonSchema = z.strictObject({ code: dispatchReasonCodeSchema, text: z.string() })
export type DispatchReason = Readonly<z.infer<typeof dispatchReasonSchema>>

export const dispatchAlternativeSchema = z.strictObject({
  unitId: unitIdField,
  confidence: z.number().min(0).max(1),
  reason: z.string(),
})
export type DispatchAlternative = Readonly<z.infer<typeof dispatchAlternativeSchema>>

/** Who should act and why. Stored with the case as its reason trail, and shown as it is; all texts are Chinese sentences. */
export const dispatchPlanSchema = z.strictObject({
  outcome: dispatchOutcomeSchema,
  /** With `pool` and `ask_place` this is the suggestion, if there is one. */
  leadUnitId: unitIdField.nullable(),
  assistUnitIds: z.array(unitIdField),
  ccUnitIds: z.array(unitIdField),
  confidence: z.number().min(0).max(1),
  reasons: z.array(dispatchReasonSchema),
  /** Likeliest first; never the lead, never a recused or forbidden unit. */
  alternatives: z.array(dispatchAlternativeSchema),
  catalogueRowId: z.string().nullable(),
  divisionCode: divisionCodeField.nullable(),
  /** What the catalogue row wants asked of the caller. */
  requiredFacts: z.array(z.string()),
  /** What would make it sure. Empty when the outcome is automatic. */
  wouldNeed: z.array(z.string()),
})
export type DispatchPlan = Readonly<z.infer<typeof dispatchPlanSchema>>

/**
 * What a plan is made from. `place` is what was understood of the text; `divisionCode` is what a person chose, and it goes first.
 */
export const dispatchPlanRequestSchema = z.strictObject({
  place: placeResolutionSchema.nullable(),
  divisionCode: divisionCodeField.nullable(),
  category: z.strictObject({ code: categoryCodeField, name: z.string(), confidence: z.number().min(0).max(1) }).nullable(),
  /** Units the report is about: they never receive it. */
  subjectUnitIds: z.array(unitIdField),
  /** True when the operator has already asked the caller: an unknown place then goes to the pool. */
  placeAsked: z.boolean(),
  /** Chinese sentences saying why a person must look first (a sensitive matter, a collective one). Not empty: never automatic. */
  holdReasons: z.array(z.string()),
})
export type DispatchPlanRequest = Readonly<z.infer<typeof dispatchPlanRequestSchema>>
