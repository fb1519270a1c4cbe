import { defineEndpoint, isoField, pageOf, pageQueryShape, textField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { disputeCauseSchema } from './procedures.js'
import { caseStatusSchema } from './states.js'
import { namedSchema, proceduresViewSchema } from './views.js'

/** One dispute with what of its case a queue shows. */
export const disputeItemSchema = z.object({
  caseId: uuidField,
  number: z.string(),
  version: z.int(),
  title: z.string(),
  status: caseStatusSchema,
  placeText: z.string(),
  category: namedSchema.nullable(),
  county: namedSchema.nullable(),
  /** Who has it now and goes on handling. */
  leadUnit: namedSchema.nullable(),
  dispute: proceduresViewSchema.shape.disputes.element,
})
export type DisputeItem = z.output<typeof disputeItemSchema>

/** A ruling others may go by. */
export const precedentSchema = z.object({
  disputeId: uuidField,
  caseId: uuidField,
  number: z.string(),
  title: z.string(),
  category: namedSchema.nullable(),
  cause: disputeCauseSchema,
  causeZh: z.string(),
  units: z.array(namedSchema),
  unit: namedSchema.describe('裁定由谁主办'),
  principle: z.string(),
  reasons: z.string(),
  legalBasis: z.string(),
  ruledAt: isoField,
})
export type Precedent = z.output<typeof precedentSchema>

export const listDisputes = defineEndpoint({
  name: 'listDisputes', method: 'GET', path: '/disputes', permission: 'dispute.read', tag: 'case',
  summary: '会商裁定：未裁定的按期限（逾期的在前），已结束的按时间倒序；单位只看到自己是当事方的',
  query: z.strictObject({ tab: z.enum(['open', 'ruled']).default('open'), ...pageQueryShape }), response: pageOf(disputeItemSchema),
})

export const listPrecedents = defineEndpoint({
  name: 'listPrecedents', method: 'GET', path: '/precedents', permission: 'dispute.read', tag: 'case',
  summary: '裁定先例：按要旨、理由、依据、标题检索，按分类（含下级）筛选，新的在前；密件不作先例公开',
  query: z.strictObject({
    q: textField('搜索内容', { min: 2, max: 50 }).optional(),
    categoryCode: z.string().regex(/^\d{2,6}$/).optional().describe('含下级分类'),
    ...pageQueryShape,
  }),
  response: pageOf(precedentSchema),
})

export const DISPUTE_ENDPOINTS: readonly Endpoint[] = [listDisputes, listPrecedents]
