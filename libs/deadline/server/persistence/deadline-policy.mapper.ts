import { plainDate } from '@tongban/kernel/core'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { clockKindSchema, serviceClassSchema } from '../../contract/index.js'
import type { DeadlinePolicy } from '../../domain/index.js'

export type PolicyTableRow = { readonly version: number; readonly valid_from: string; readonly valid_to: string | null; readonly rules: unknown }

const limits = z.strictObject({ dispatch: durationSchema, sign: durationSchema, contact: durationSchema, promise: durationSchema })
const rulesSchema = z.strictObject({
  rows: z.array(z.strictObject({ serviceClass: serviceClassSchema, limits, source: z.string() })).min(1),
  procedureLimits: z.strictObject({ return_window: durationSchema, return_ruling: durationSchema, review: durationSchema, adjudication: durationSchema, arrive: durationSchema.optional() }),
  warnRules: z.array(
    z.strictObject({
      kinds: z.array(clockKindSchema).nullable(),
      counts: z.enum(['working', 'round_the_clock', 'any']),
      longerThanMinutes: z.number().min(0),
      before: z.strictObject({ amount: z.int().min(1), unit: z.enum(['minute', 'work_minute']) }),
    }),
  ),
})

/** Throws on rules that make no policy: a process that cannot tell deadlines must not start quietly. */
export const policyOf = ({ version, valid_from, valid_to, rules }: PolicyTableRow): DeadlinePolicy => ({
  version,
  validFrom: plainDate(valid_from),
  validTo: valid_to === null ? null : plainDate(valid_to),
  ...rulesSchema.parse(rules),
})

export const rulesOf = ({ rows, procedureLimits, warnRules }: DeadlinePolicy): z.input<typeof rulesSchema> =>
  rulesSchema.parse({ rows, procedureLimits, warnRules })
