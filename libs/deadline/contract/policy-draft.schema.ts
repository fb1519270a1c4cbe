import { procedureLimitSchema } from '@tongban/case/contract'
import { dayField, textField } from '@tongban/kernel/contract'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { clockKindSchema, dutyKindSchema } from './clock.schema.js'
import { ladderSchema } from './ladder.js'
import { policyOverrideSchema } from './policy.schema.js'
import { serviceClassSchema } from './service-class.js'

/** At most this many rows beside those of the classes. */
export const OVERRIDES_MAX = 200

const source = textField('依据', { min: 2, max: 200 })
const dutyLimits = z.strictObject({ dispatch: durationSchema, sign: durationSchema, contact: durationSchema, promise: durationSchema } satisfies Record<z.output<typeof dutyKindSchema>, z.ZodType>)

/** The basic row of a class, with the norm its limits stay below. */
export const policyRowSchema = z.strictObject({ serviceClass: serviceClassSchema, limits: dutyLimits, source })

export const warnRuleSchema = z.strictObject({
  kinds: z.array(clockKindSchema).min(1).nullable(),
  counts: z.enum(['working', 'round_the_clock', 'any']),
  longerThanMinutes: z.number().min(0).max(1_000_000),
  before: z.strictObject({ amount: z.int().min(1).max(100_000), unit: z.enum(['minute', 'work_minute']) }),
})

/** The whole table as somebody would have it: what a version is published from. Sentences about what does not fit together are the check's. */
export const policyDraftSchema = z.strictObject({
  rows: z.array(policyRowSchema).min(1).max(12),
  procedureLimits: z.strictObject({
    return_window: durationSchema, return_ruling: durationSchema, review: durationSchema, adjudication: durationSchema, arrive: durationSchema, callback: durationSchema,
  } satisfies Record<z.output<typeof procedureLimitSchema>, z.ZodType>),
  procedureSources: z.partialRecord(procedureLimitSchema, source).default({}),
  overrides: z.array(policyOverrideSchema).max(OVERRIDES_MAX),
  ladder: ladderSchema,
  warnRules: z.array(warnRuleSchema).max(30),
})
export type PolicyDraft = z.output<typeof policyDraftSchema>

/**
 * What does not fit. Errors keep a version from being published; warnings are shown. `part` and `row` say where: the place in the draft's list, null for
 * the part as a whole; `others`: further rows of the same part it is about.
 */
export const policyFaultSchema = z.object({
  code: z.enum([
    'CLASS_MISSING', 'CLASS_TWICE', 'POLICY_ROWS_TIED', 'ROW_EMPTY', 'ROW_FOR_ALL', 'CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN', 'RUNG_CODE_TWICE', 'LADDER_SILENCED',
    'PROMISE_WITHOUT_RUNG', 'DUE_UNTOLD', 'LADDER_STAYS_LOW', 'RUNG_TOO_FAR', 'REPLY_TOO_LONG', 'RUNG_IMPOSSIBLE', 'RUNG_BEFORE_START', 'RUNG_NOBODY', 'CEILING_PASSED', 'LIMIT_ORDER',
    'LIMIT_TOO_LONG', 'LIMIT_UNREACHABLE',
  ]),
  severity: z.enum(['error', 'warning']),
  part: z.enum(['rows', 'procedureLimits', 'overrides', 'ladder']),
  row: z.int().nullable(),
  others: z.array(z.int()),
  text: z.string(),
})
export type PolicyFault = z.output<typeof policyFaultSchema>

export const publishPolicySchema = z.strictObject({
  draft: policyDraftSchema,
  validFrom: dayField,
  reason: textField('理由', { min: 4, max: 500 }),
  /** The newest version the editor has seen, withdrawn ones included: somebody else's publication in between is refused. */
  latestSeen: z.int().min(1),
  /** A version that has not begun yet and that this one takes the place of. */
  replaces: z.int().min(1).nullable().default(null),
})
