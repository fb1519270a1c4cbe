import { casePageSchema } from '@tongban/case/contract'
import { defineEndpoint, isoField, pageQueryShape } from '@tongban/kernel/contract'
import { z } from 'zod'
import { checkPeriod, periodShape } from './period-query.js'
import { rateField } from './rates.schema.js'

/** By what wrong dispatches are compared: the row of the catalogue with its version, the matter, the place, or who sent it: the system or a dispatcher. */
export const qualityBySchema = z.enum(['rule', 'category', 'county', 'township', 'author'])
export type QualityBy = z.output<typeof qualityBySchema>
export const QUALITY_BY_ZH: Readonly<Record<QualityBy, string>> = { rule: '目录规则', category: '分类', county: '旗县区', township: '镇街（苏木）', author: '派单人' }

/** Why a dispatch was wrong. Charged to the rule or the dispatcher, never to the unit that received it. */
export const wrongCauseSchema = z.enum(['return', 'ruling', 'reassign', 'recall'])
export type WrongCause = z.output<typeof wrongCauseSchema>
export const WRONG_CAUSE_ZH: Readonly<Record<WrongCause, string>> = { return: '退单成立', ruling: '裁定给别的单位', reassign: '改派（原派单有误）', recall: '收回后改给别的单位' }

/** The row of dispatches that have no category, place or rule; a list asks for it by this word. */
export const NO_QUALITY_GROUP = 'none'
export const MAX_QUALITY_ROWS = 500

const count = z.int().min(0)
export const qualityRowSchema = z.object({
  /** Row of the catalogue, category, division, or user; `system` for what went out by itself. */
  id: z.string(),
  name: z.string(),
  /** Of the catalogue, by rule alone; null for rows of before versions were kept. */
  version: z.string().nullable(),
  dispatched: count,
  wrong: count,
  causes: z.record(wrongCauseSchema, count),
  rate: rateField,
})
export type QualityRow = z.output<typeof qualityRowSchema>

export const readDispatchQuality = defineEndpoint({
  name: 'readDispatchQuality', method: 'GET', path: '/dispatch-quality', permission: 'measures.read', tag: 'reporting',
  summary: '派单质量：错派率，按目录规则和版本、分类、区划或派单人；计入规则或派单人，从不计入收到的单位',
  query: z.strictObject({ ...periodShape, by: qualityBySchema.default('rule') }).superRefine(checkPeriod),
  response: z.object({
    from: isoField, to: isoField, by: qualityBySchema,
    total: z.object({ dispatched: count, wrong: count, rate: rateField }),
    /** The most wrong ones first. */
    rows: z.array(qualityRowSchema).max(MAX_QUALITY_ROWS),
    rowCount: count.describe(`一共多少行；只列派错最多的 ${MAX_QUALITY_ROWS} 行，合计是全部的`),
  }),
})
export type DispatchQuality = z.output<typeof readDispatchQuality.response>

/** The cases behind a number: same scope, same period. A case wrongly dispatched twice stands once. */
export const listDispatchQualityCases = defineEndpoint({
  name: 'listDispatchQualityCases', method: 'GET', path: '/dispatch-quality/cases', permission: 'measures.read', tag: 'reporting', summary: '打开派单质量的一个数字，看它背后的工单',
  query: z
    .strictObject({
      ...periodShape, by: qualityBySchema, id: z.string().min(1).max(80).optional().describe(`不填：全部；${NO_QUALITY_GROUP}：没有的`),
      version: z.string().min(1).max(20).optional().describe('目录版本，只用于规则'), only: z.enum(['wrong', 'all']).default('wrong'), ...pageQueryShape,
    })
    .superRefine(checkPeriod),
  response: casePageSchema,
})
