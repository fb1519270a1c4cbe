import { casePageSchema } from '@tongban/case/contract'
import { defineEndpoint, pageQueryShape } from '@tongban/kernel/contract'
import { z } from 'zod'
import { checkPeriod, periodShape } from './period-query.js'

/** What somebody answers for beside the outcome of a case. Each is one event of the timeline, counted once, against one author. */
export const actKindSchema = z.enum([
  'return_asked', 'return_approved', 'return_improper', 'wrong_dispatch', 'extension_approved', 'whistle_called', 'whistle_arrived', 'whistle_answered', 'assist_answered',
  'rating_set_aside', 'ruling_lapsed',
])
export type ActKind = z.output<typeof actKindSchema>

export const ACT_KINDS: Record<ActKind, { zh: string; definition: string }> = {
  return_asked: { zh: '退单申请', definition: '本期提出的退单，计入提出的单位' },
  return_approved: { zh: '退单成立', definition: '本期裁定同意的退单，计入提出的单位' },
  return_improper: { zh: '不当退单', definition: '本期裁定不同意的退单，计入提出的单位' },
  wrong_dispatch: { zh: '派单有误', definition: '本期认定派错的，计入派单规则或派单人，从不计入收到的单位' },
  extension_approved: { zh: '延期', definition: '本期同意的延期，计入申请的单位' },
  whistle_called: { zh: '吹哨', definition: '本期镇街吹哨，计入镇街' },
  whistle_arrived: { zh: '吹哨到场', definition: '本期被吹哨后到场的，计入部门；按时的另计' },
  whistle_answered: { zh: '吹哨回应', definition: '本期被吹哨后答复主办的，计入部门；按时的另计' },
  assist_answered: { zh: '协办答复', definition: '本期协办答复主办的，计入协办单位；按时的另计' },
  rating_set_aside: { zh: '评价复核成立', definition: '本期复核后不计入三率的评价，公开计数' },
  ruling_lapsed: { zh: '裁定逾期', definition: '本期没有按时裁定的申请，计入热线中心' },
}

export const actAuthorKindSchema = z.enum(['unit', 'rule', 'person', 'hotline'])
export type ActAuthorKind = z.output<typeof actAuthorKindSchema>

export const actRowSchema = z.object({
  kind: actKindSchema,
  author: z.object({ kind: actAuthorKindSchema, id: z.string(), name: z.string() }),
  count: z.int(),
  /** Of those where time is the question; null where it is not. */
  onTime: z.int().nullable(),
})
export type ActRow = z.output<typeof actRowSchema>

/** A bound for the table: the busiest authors first. */
export const MAX_ACT_ROWS = 500

export const readActs = defineEndpoint({
  name: 'readActs', method: 'GET', path: '/acts', permission: 'measures.read', tag: 'reporting', summary: '退单、派错、吹哨等，按该负责的人、规则或单位',
  query: z.strictObject({ ...periodShape, kind: actKindSchema.optional() }).superRefine(checkPeriod),
  response: z.object({ rows: z.array(actRowSchema).max(MAX_ACT_ROWS) }),
})

/** The cases behind a number: same scope, same period. A case with two such acts stands once a page. */
export const listActCases = defineEndpoint({
  name: 'listActCases', method: 'GET', path: '/acts/:kind/cases', permission: 'measures.read', tag: 'reporting', summary: '打开一个数字，看它背后的工单',
  params: z.strictObject({ kind: actKindSchema }),
  query: z.strictObject({ ...periodShape, authorKind: actAuthorKindSchema, authorId: z.string().min(1).max(80), onTime: z.stringbool().optional().describe('true：只列按时的'), ...pageQueryShape }).superRefine(checkPeriod),
  response: casePageSchema,
})
