import { caseListItemSchema } from '@tongban/case/contract'
import { categoryCodeField, divisionCodeField, isoField, unitIdField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { namedPlanSchema } from './named-plan.schema.js'

/** Why a case waits for a person. `came_back`: it had been dispatched and was recalled; `unit_chosen`: the operator named another unit than the system. */
export const poolReasonSchema = z.enum([
  'came_back', 'unit_chosen', 'place_unknown', 'place_ambiguous', 'place_too_coarse', 'category_missing', 'row_missing', 'row_tied', 'township_forbidden', 'unit_missing',
  'recused', 'held', 'not_sure_enough', 'other',
])
export type PoolReason = z.output<typeof poolReasonSchema>

export const POOL_REASON_ZH: Readonly<Record<PoolReason, string>> = {
  came_back: '派出后收回', unit_chosen: '话务员另选单位', place_unknown: '地点不明', place_ambiguous: '地点有几处', place_too_coarse: '不知哪个镇街', category_missing: '未定分类',
  row_missing: '目录无规则', row_tied: '目录规则冲突', township_forbidden: '不得派镇街', unit_missing: '规则单位不存在', recused: '被反映单位回避', held: '需人先看',
  not_sure_enough: '把握不够', other: '其他',
}

const named = z.object({ id: z.string(), name: z.string() })

/** Somebody works on it. Nobody else dispatches it before `until`, which moves on as long as the page is open. */
export const poolClaimSchema = z.object({
  caseId: uuidField,
  by: z.object({ id: z.string(), name: z.string(), me: z.boolean() }),
  since: isoField,
  until: isoField,
  /** Set when it was taken over from somebody. */
  takenFrom: z.object({ name: z.string(), me: z.boolean(), reason: z.string() }).nullable(),
})
export type PoolClaim = z.output<typeof poolClaimSchema>

/** A unit that had it before, and how that ended. */
export const earlierUnitSchema = z.object({ unit: named, endedZh: z.string(), dispatchedAt: isoField })

export const poolItemSchema = caseListItemSchema.extend({
  description: z.string(),
  suggestion: namedPlanSchema.nullable(),
  poolReasons: z.array(poolReasonSchema),
  claim: poolClaimSchema.nullable(),
  /** The unit the operator named instead of the suggestion. */
  chosenUnit: named.nullable(),
  /** Units the matter is about: they never receive it. */
  subjectUnits: z.array(named),
  earlierUnits: z.array(earlierUnitSchema),
})
export type PoolItem = z.output<typeof poolItemSchema>

const urgency = z.enum(['emergency', 'livelihood', 'general', 'complex'])

export const poolFilterShape = {
  urgency: urgency.optional(),
  countyCode: divisionCodeField.optional(),
  categoryCode: categoryCodeField.optional().describe('含下级分类'),
  reason: poolReasonSchema.optional().describe('为什么在派单池'),
  holder: z.enum(['me', 'nobody', 'others']).optional().describe('谁在处理'),
}
export type PoolFilters = { readonly [K in keyof typeof poolFilterShape]?: z.output<(typeof poolFilterShape)[K]> }

const countOf = <T extends z.ZodType>(code: T) => z.object({ code, name: z.string(), count: z.int() })

/** The pool in numbers, over the 20,000 that are due first. */
export const poolCountsSchema = z.object({
  total: z.int(),
  overdue: z.int(),
  mine: z.int(),
  heldByOthers: z.int(),
  urgencies: z.array(countOf(urgency)),
  counties: z.array(countOf(z.string().nullable())),
  categories: z.array(countOf(z.string().nullable())).describe('第一级分类'),
  reasons: z.array(countOf(poolReasonSchema)),
})
export type PoolCounts = z.output<typeof poolCountsSchema>

/** What the unit would owe by when, if it got the case now. */
export const unitQuoteSchema = z.object({ unit: named, signDueAt: isoField, contactDueAt: isoField, promiseDueAt: isoField })
export type UnitQuote = z.output<typeof unitQuoteSchema>

/** The suggestion for one case, made anew, with what else it might be: where, and what. */
export const poolSuggestionSchema = z.object({
  caseId: uuidField,
  suggestion: namedPlanSchema,
  /** Where it might be, when what was said fits several places; likeliest first. */
  places: z.array(z.object({ code: z.string(), name: z.string(), confidence: z.number() })),
  categories: z.array(z.object({ code: z.string(), name: z.string(), confidence: z.number() })),
  /** Of the suggested lead, every alternative, and the unit that was asked about. */
  quotes: z.array(unitQuoteSchema),
})
export type PoolSuggestion = z.output<typeof poolSuggestionSchema>

/** A case that could go the same way in the same breath. `matter`: same category and place; `lead`: the system would give it to the same unit. */
export const likeCaseSchema = z.object({
  id: uuidField, number: z.string(), version: z.int(), title: z.string(), placeText: z.string(), urgency: z.string(), dispatchDueAt: isoField, sealed: z.boolean(),
  because: z.enum(['matter', 'lead']), claim: poolClaimSchema.nullable(), suggestedLead: named.nullable(), subjectUnitIds: z.array(unitIdField),
})
export type LikeCase = z.output<typeof likeCaseSchema>
