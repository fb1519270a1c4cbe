import { z } from 'zod'
import { caseTypeSchema } from '@tongban/case/contract'
import { categoryCodeField, dayField, divisionCodeField, unitIdField } from '@tongban/kernel/contract'
import { placeResolutionSchema } from '@tongban/place/contract'
import { urgencySchema } from '@tongban/taxonomy/contract'

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
  'unit_copied',
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

/** What a plan's certainty is made of, kept with the case so that a dry run can plan it again with another catalogue or threshold. */
export const planBasisSchema = z.strictObject({
  /** A person chose the division: certain at every level. */
  placeChosen: z.boolean(),
  countyConfidence: z.number().min(0).max(1),
  townshipConfidence: z.number().min(0).max(1),
  categoryConfidence: z.number().min(0).max(1),
  /** Somebody had to look first, whatever the catalogue said. */
  held: z.boolean(),
})
export type PlanBasis = Readonly<z.infer<typeof planBasisSchema>>

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
  /** The version of the catalogue the plan was made by; null with one that was never published, as in a dry run. */
  catalogueVersion: z.int().nullable(),
  divisionCode: divisionCodeField.nullable(),
  /** What the catalogue row wants asked of the caller. */
  requiredFacts: z.array(z.string()),
  /** Whether the row wants a photo with time and place in the reply; null: as the category says. */
  evidenceRequired: z.boolean().nullable(),
  /** What would make it sure. Empty when the outcome is automatic. */
  wouldNeed: z.array(z.string()),
  /** Left out of plans made before it was kept. */
  basis: planBasisSchema.optional(),
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
  /** For rows under conditions; unknown, such a row does not answer, but it still keeps townships out. */
  caseType: caseTypeSchema.nullable().optional(),
  urgency: urgencySchema.nullable().optional(),
  /** The day it is planned for: rows have seasons and dates. Left out, the server takes today. */
  day: dayField.nullable().optional(),
})
export type DispatchPlanRequest = Readonly<z.infer<typeof dispatchPlanRequestSchema>>
