import { z } from 'zod'
import { categoryCodeField, divisionCodeField } from '@tongban/kernel/contract'

/** Which level answers. */
export const answeringScopeSchema = z.enum(['township', 'county_department', 'city_department', 'enterprise', 'county_coordinator'])
export type AnsweringScope = z.infer<typeof answeringScopeSchema>

export const ANSWERING_SCOPE_LABELS_ZH: Readonly<Record<AnsweringScope, string>> = {
  township: '镇街直办',
  county_department: '旗县部门',
  city_department: '市直部门',
  enterprise: '公共服务企业',
  county_coordinator: '旗县统筹',
}

const functionField = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, '职能代码只能由小写字母、数字和下划线组成')

/** One row of the dispatch catalogue 派单目录: a category subtree in a place subtree, and who answers there. */
export const catalogueRowSchema = z.strictObject({
  id: z.string().min(1).max(64),
  categoryCode: categoryCodeField,
  /** Null: the whole city. */
  placeCode: divisionCodeField.nullable(),
  scope: answeringScopeSchema,
  /** What the lead answers for; null for townships and coordinators, who answer for a place. */
  functionCode: functionField.nullable(),
  assistFunctions: z.array(functionField),
  /** A direct dispatch to a township copies the county whatever this says. */
  copyCounty: z.boolean(),
  /** A hard block for this subtree: no township ever leads, whatever a narrower row says. */
  forbidTownship: z.boolean(),
  legalBasis: z.string().max(500),
  /** Asked of the caller while filing. */
  requiredFacts: z.array(z.string().min(1).max(60)),
})
export type CatalogueRow = Readonly<z.infer<typeof catalogueRowSchema>>
