import { plainDate } from '@tongban/kernel/core'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { ladderSchema, policyDraftSchema, policyOverrideSchema, warnRuleSchema, type PolicyDraft } from '../../contract/index.js'
import { procedureLimitOf, type DeadlinePolicy } from '../../domain/index.js'

export type PolicyTableRow = { readonly version: number; readonly valid_from: string; readonly valid_to: string | null; readonly rules: unknown }

/** As stored: wider than a draft, for the first versions said nothing of arriving, calling back, ladders and rows for some cases. */
const rulesSchema = z.strictObject({
  rows: z.array(policyDraftSchema.shape.rows.element.extend({ source: z.string() })).min(1),
  procedureLimits: policyDraftSchema.shape.procedureLimits.extend({ arrive: durationSchema.optional(), callback: durationSchema.optional() }),
  procedureSources: policyDraftSchema.shape.procedureSources,
  overrides: z.array(policyOverrideSchema).default([]),
  ladder: ladderSchema.default([]),
  warnRules: z.array(warnRuleSchema),
})

/** Throws on rules that make no policy: a process that cannot tell deadlines must not start quietly. */
export const policyOf = ({ version, valid_from, valid_to, rules }: PolicyTableRow): DeadlinePolicy => ({
  version,
  validFrom: plainDate(valid_from),
  validTo: valid_to === null ? null : plainDate(valid_to),
  ...rulesSchema.parse(rules),
})

export const rulesOf = ({ rows, procedureLimits, procedureSources = {}, overrides, ladder, warnRules }: Omit<DeadlinePolicy, 'version' | 'validFrom' | 'validTo'>): z.input<typeof rulesSchema> =>
  rulesSchema.parse({ rows, procedureLimits, procedureSources, overrides, ladder, warnRules })

/** A version as an editor starts from it: what an older one leaves to the defaults is written out. */
export const draftOf = (policy: DeadlinePolicy): PolicyDraft => {
  const { rows, procedureLimits, procedureSources, overrides, ladder, warnRules } = rulesSchema.parse(rulesOf(policy))
  return {
    rows, procedureSources, overrides, ladder, warnRules,
    procedureLimits: { ...procedureLimits, arrive: procedureLimitOf(policy, 'arrive'), callback: procedureLimitOf(policy, 'callback') },
  }
}
