import { procedureLimitSchema } from '@tongban/case/contract'
import { textField } from '@tongban/kernel/contract'
import { durationSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import { dutyKindSchema } from './clock.schema.js'
import { serviceClassSchema } from './service-class.js'

/** Everything a row of the table may give a limit for. */
export const limitKindSchema = z.enum([...dutyKindSchema.options, ...procedureLimitSchema.options])
export type LimitKind = z.output<typeof limitKindSchema>
export const LIMIT_KINDS: readonly LimitKind[] = limitKindSchema.options

/** The words people read for them. */
export const LIMIT_KIND_WORDS: Readonly<Record<LimitKind, string>> = {
  dispatch: '派单', sign: '签收', contact: '首次联系', promise: '办结回复', return_window: '退单申请期', return_ruling: '申请裁定', review: '审核', adjudication: '会商裁定',
  arrive: '到场', callback: '回访',
}

/**
 * Which cases a row speaks of; null is any. `categoryCode` and `divisionCode` take everything below them. The most specific row that gives a limit
 * decides it: category before division before type before class; a deeper category or division before a higher one.
 */
export const policySelectorSchema = z.strictObject({
  serviceClass: serviceClassSchema.nullable(),
  caseType: z.enum(['consultation', 'help', 'suggestion', 'complaint', 'report', 'praise']).nullable(),
  categoryCode: z.string().max(40).nullable(),
  divisionCode: z.string().regex(/^\d{6,12}$/, '区划代码为 6 至 12 位数字').nullable(),
})
export type PolicySelector = z.output<typeof policySelectorSchema>

/** A row beside the basic rows of the classes: other limits for some cases. Limits it does not name are those of the next less specific row. */
export const policyOverrideSchema = z.strictObject({
  selector: policySelectorSchema,
  limits: z.partialRecord(limitKindSchema, durationSchema),
  source: textField('依据', { min: 2, max: 200 }),
})
export type PolicyOverride = z.output<typeof policyOverrideSchema>

/** What of a case decides its limits. */
export type PolicySubject = {
  readonly urgency: string
  readonly caseType: string
  readonly categoryCode: string | null
  readonly divisionCode: string | null
}
