import { caseTypeSchema } from '@tongban/case/contract'
import { categoryCodeField, dayField, divisionCodeField, textField, unitIdField } from '@tongban/kernel/contract'
import { urgencySchema } from '@tongban/taxonomy/contract'
import { z } from 'zod'

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

/** As many rows as a catalogue may have: seven times the shipped one. */
export const CATALOGUE_ROWS_MAX = 2_000
export const REQUIRED_FACTS_MAX = 8
export const FACT_LENGTH_MAX = 60
export const LEGAL_BASIS_MAX = 500
export const FUNCTIONS_MAX = 8

const functionField = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, '职能代码只能由小写字母、数字和下划线组成')
const unique = (values: readonly string[]): boolean => new Set(values).size === values.length
const functionsField = (name: string): z.ZodDefault<z.ZodArray<z.ZodString>> =>
  z.array(functionField).max(FUNCTIONS_MAX, `${name}最多 ${FUNCTIONS_MAX} 个`).refine(unique, `${name}有重复`).default([])

/** A month and a day of any year, `MM-DD`; 29 February stands for the day after the 28th. */
const monthDayField = z.string().refine((text) => /^\d\d-\d\d$/.test(text) && dayField.safeParse(`2024-${text}`).success, '应为 月-日，如 10-15')

/** Days of every year from `from` up to but not including `until`; a season may run over the new year. */
export const seasonSchema = z.strictObject({ from: monthDayField, until: monthDayField }).refine(({ from, until }) => from !== until, '季节的起止不能是同一天')
export type Season = Readonly<z.infer<typeof seasonSchema>>

/**
 * One row of the dispatch catalogue 派单目录: a category subtree in a place subtree, under conditions, and who answers there.
 * Everything that may be left out means “no condition” or “as the category says”.
 */
export const catalogueRowSchema = z.strictObject({
  /** Names the row for as long as it is about this category and place; cases keep it, wrong dispatches are charged to it. */
  id: z.string().min(1).max(64),
  categoryCode: categoryCodeField,
  /** Null: the whole city. */
  placeCode: divisionCodeField.nullable(),
  /** Only for these kinds of case; empty: for all. */
  caseTypes: z.array(caseTypeSchema).refine(unique, '诉求类型有重复').default([]),
  /** Only for these classes of urgency; empty: for all. */
  urgencies: z.array(urgencySchema).refine(unique, '紧急程度有重复').default([]),
  /** Only in this part of the year, e.g. the heating season. */
  season: seasonSchema.nullable().default(null),
  scope: answeringScopeSchema,
  /** What the lead answers for; null for townships and coordinators, who answer for a place, and where a unit is named. */
  functionCode: functionField.nullable(),
  /** One named unit instead of whoever has the function. */
  leadUnitId: unitIdField.nullable().default(null),
  assistFunctions: functionsField('协办职能'),
  /** Told beside the county, e.g. emergency management. */
  copyFunctions: functionsField('抄送职能'),
  /** A direct dispatch to a township copies the county whatever this says. */
  copyCounty: z.boolean(),
  /** A hard block for this subtree: no township ever leads, whatever a narrower row says. */
  forbidTownship: z.boolean(),
  legalBasis: textField('依据', { max: LEGAL_BASIS_MAX }),
  /** Asked of the caller while filing. */
  requiredFacts: z
    .array(textField('要问清的事项', { min: 1, max: FACT_LENGTH_MAX }).refine((text) => !text.includes('|'), '不能含有 |'))
    .max(REQUIRED_FACTS_MAX, `最多 ${REQUIRED_FACTS_MAX} 个问题`).refine(unique, '问题有重复'),
  /** Whether a reply needs a photo with time and place; null: as the category says. */
  evidenceRequired: z.boolean().nullable().default(null),
  /** The first day it holds; null: from the beginning. */
  validFrom: dayField.nullable().default(null),
  /** The first day it holds no more; null: open. */
  validTo: dayField.nullable().default(null),
})
export type CatalogueRow = Readonly<z.infer<typeof catalogueRowSchema>>
/** As somebody writes it: what is left out gets its default. */
export type CatalogueRowInput = Readonly<z.input<typeof catalogueRowSchema>>

/** What an editor writes; the server names the row. */
export const catalogueRowDraftSchema = catalogueRowSchema.omit({ id: true })
export type CatalogueRowDraft = Readonly<z.infer<typeof catalogueRowDraftSchema>>
