import { z } from 'zod'
import type { CategoryCode } from '@tongban/kernel/core'
import { categoryCodeField } from '@tongban/kernel/contract'

/** The class of urgency that picks the row of the clock table. */
export const urgencySchema = z.enum(['emergency', 'livelihood', 'general', 'complex'])
export type Urgency = z.infer<typeof urgencySchema>

export const URGENCY_LABELS_ZH: Readonly<Record<Urgency, string>> = {
  emergency: '紧急',
  livelihood: '民生保障',
  general: '一般',
  complex: '复杂疑难',
}

export const usualAnswerScopeSchema = z.enum(['township', 'county_department', 'city_department', 'enterprise'])
export type UsualAnswerScope = z.infer<typeof usualAnswerScopeSchema>

const USUAL_ANSWER = /^(?:township|(?:county_department|city_department|enterprise):[a-z_]+)$/

/** Who usually answers, as the data file writes it: `township`, or `county_department:housing`. A hint; the catalogue decides. */
export const usualAnswerSchema = z.string().regex(USUAL_ANSWER, '应为 township，或“层级:职能代码”，如 county_department:housing')
export type UsualAnswer = { readonly scope: UsualAnswerScope; readonly functionCode: string | null }

/** Throws on text the schema would have refused. */
export function parseUsualAnswer(text: string): UsualAnswer {
  const [scope = '', functionCode] = usualAnswerSchema.parse(text).split(':')
  return { scope: usualAnswerScopeSchema.parse(scope), functionCode: functionCode ?? null }
}

export const categoryCodeSchema = categoryCodeField as unknown as z.ZodType<CategoryCode, string>

/**
 * One node of the three-level tree; the length of its code is its level: two, four or six digits.
 * `keywords` are what citizens say (leaves only): the seed for suggesting a category from text.
 * `usualAnswer` is null on the first level, where matters differ too much to say.
 */
export const categorySchema = z.strictObject({
  code: categoryCodeSchema,
  parentCode: categoryCodeSchema.nullable(),
  name: z.string().min(1).max(30),
  keywords: z.array(z.string().min(2).max(12)).max(12).readonly(),
  defaultUrgency: urgencySchema,
  evidenceRequired: z.boolean(),
  usualAnswer: usualAnswerSchema.nullable(),
})
export type Category = Readonly<z.infer<typeof categorySchema>>
