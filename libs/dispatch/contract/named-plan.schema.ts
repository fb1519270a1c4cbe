import { z } from 'zod'
import { dispatchOutcomeSchema, dispatchReasonSchema, planBasisSchema } from './dispatch-plan.schema.js'

const namedUnit = z.object({ id: z.string(), name: z.string() })

/** A plan with names put to ids, as people read it. */
export const namedPlanSchema = z.object({
  outcome: dispatchOutcomeSchema,
  /** The row of the catalogue it went by; a wrong dispatch is charged to it. */
  catalogueRowId: z.string().nullable(),
  /** The version of the catalogue that row stands in. */
  catalogueVersion: z.int().nullable(),
  lead: namedUnit.nullable(),
  assists: z.array(namedUnit),
  copies: z.array(namedUnit),
  confidence: z.number(),
  reasons: z.array(dispatchReasonSchema),
  alternatives: z.array(z.object({ unit: namedUnit, confidence: z.number(), reason: z.string() })),
  requiredFacts: z.array(z.string()),
  wouldNeed: z.array(z.string()),
  basis: planBasisSchema.optional(),
})
export type NamedPlan = z.output<typeof namedPlanSchema>
