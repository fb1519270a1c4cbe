import { categoryCodeField, defineEndpoint, divisionCodeField, isoField, pageOf, pageQueryShape, textField, unitIdField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { likeCaseSchema, poolClaimSchema, poolCountsSchema, poolFilterShape, poolItemSchema, poolSuggestionSchema } from './pool.schema.js'

const params = z.strictObject({ caseId: uuidField })
/** At most so many cases are dispatched in one act. */
export const MOST_IN_A_BATCH = 100

export const readPool = defineEndpoint({
  name: 'readPool', method: 'GET', path: '/dispatch/pool', permission: 'dispatch.pool', tag: 'dispatch',
  summary: '派单池：派单时限最近的在前，带系统的建议、理由、谁在处理',
  query: z.strictObject({ ...poolFilterShape, ...pageQueryShape }), response: pageOf(poolItemSchema),
})

export const countPool = defineEndpoint({
  name: 'countPool', method: 'GET', path: '/dispatch/pool/counts', permission: 'dispatch.pool', tag: 'dispatch', summary: '派单池各类件数',
  response: poolCountsSchema,
})

export const claimNext = defineEndpoint({
  name: 'claimNext', method: 'POST', path: '/dispatch/claims/next', permission: 'case.dispatch', tag: 'dispatch',
  summary: '领取下一件：没有人在处理的里面派单时限最近的；同时领取的人得到不同的工单；没有时为空',
  body: z.strictObject({ ...poolFilterShape, skipCaseIds: z.array(uuidField).max(100).default([]).describe('先放一放的') }),
  response: z.object({ item: poolItemSchema.nullable() }), status: 200, example: { skipCaseIds: [] },
})

export const claimPoolCase = defineEndpoint({
  name: 'claimPoolCase', method: 'POST', path: '/dispatch/pool/:caseId/claim', permission: 'case.dispatch', tag: 'dispatch',
  summary: '领取一件待派、待裁定退单的工单；一个人手上只有一件；别人在处理的，写明理由可以接手',
  params, body: z.strictObject({ takeOverReason: textField('接手理由', { min: 2, max: 200 }).nullable().default(null) }),
  response: poolClaimSchema, status: 200, refusals: ['CASE_NOT_FOUND', 'CLAIM_NOTHING_TO_DO', 'CASE_HELD'], example: { takeOverReason: '他去开会了' },
})

/** Answers whether it is still held, never a refusal: a page that has lost it says so and goes on. */
export const renewClaim = defineEndpoint({
  name: 'renewClaim', method: 'POST', path: '/dispatch/pool/:caseId/claim/renew', permission: 'case.dispatch', tag: 'dispatch', summary: '页面还开着：续领',
  params, response: z.object({ held: z.boolean(), claim: poolClaimSchema.nullable() }), status: 200,
})

export const releaseClaim = defineEndpoint({
  name: 'releaseClaim', method: 'DELETE', path: '/dispatch/pool/:caseId/claim', permission: 'case.dispatch', tag: 'dispatch', summary: '放开（没有领取时什么也不做）',
  params, response: z.object({ released: z.boolean() }), status: 200,
})

export const readPoolSuggestion = defineEndpoint({
  name: 'readPoolSuggestion', method: 'GET', path: '/dispatch/pool/:caseId/suggestion', permission: 'dispatch.pool', tag: 'dispatch',
  summary: '一件工单的建议：按目录当前内容重新得出；可换分类、地点来问；附各单位的签收、联系、办结时限预览',
  params, query: z.strictObject({ categoryCode: categoryCodeField.optional(), divisionCode: divisionCodeField.optional(), unitId: unitIdField.optional().describe('另外想派的单位') }),
  response: poolSuggestionSchema, refusals: ['CASE_NOT_FOUND', 'CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN', 'UNIT_UNKNOWN'],
})

export const readLikeCases = defineEndpoint({
  name: 'readLikeCases', method: 'GET', path: '/dispatch/pool/:caseId/like', permission: 'dispatch.pool', tag: 'dispatch',
  summary: `与这件相似的待派工单（同分类同地点，或建议的单位相同），最多 ${MOST_IN_A_BATCH - 1} 件`,
  params, response: z.object({ items: z.array(likeCaseSchema) }), refusals: ['CASE_NOT_FOUND'],
})

/** How long a claim lasts without a sign of life, in seconds: what a city may set, and what it starts with. */
export const CLAIM_LEASE = { least: 60, most: 3_600, shipped: 300 } as const
/** So many changes of a setting are told of; earlier ones stay in the table. */
export const SETTING_HISTORY_MOST = 50

/** `version` 0: as shipped. */
const benchVersion = { version: z.int(), claimLeaseSeconds: z.int(), reason: z.string(), changedBy: z.object({ id: z.string(), name: z.string() }).nullable(), changedAt: isoField.nullable() }
export const benchSettingsSchema = z.object({ ...benchVersion, history: z.array(z.object(benchVersion)).describe(`以往的修改，新的在前，最多 ${SETTING_HISTORY_MOST} 次`) })
export type BenchSettingsView = z.output<typeof benchSettingsSchema>

/** With the permission that reads the threshold: both stand on one page. */
export const readBenchSettings = defineEndpoint({
  name: 'readBenchSettings', method: 'GET', path: '/dispatch/bench-settings', permission: 'catalogue.read', tag: 'dispatch', summary: '派单工作台的设置：现在的值，谁在什么时候为什么改过', response: benchSettingsSchema,
})

export const writeBenchSettings = defineEndpoint({
  name: 'writeBenchSettings', method: 'PUT', path: '/dispatch/bench-settings', permission: 'system.configure', tag: 'dispatch', summary: '改派单工作台的设置（留版本、作者、理由）',
  body: z.strictObject({
    claimLeaseSeconds: z
      .int({ error: '领取时长应为整数（秒）' })
      .min(CLAIM_LEASE.least, `领取时长不能短于 ${CLAIM_LEASE.least} 秒`)
      .max(CLAIM_LEASE.most, `领取时长不能长于 ${CLAIM_LEASE.most} 秒（一小时）`),
    reason: textField('修改理由', { min: 2, max: 500 }),
    version: z.int({ error: '版本号应为整数' }).min(0).describe('看到的是第几版'),
  }),
  response: benchSettingsSchema, status: 200, refusals: ['CONFLICT'], example: { claimLeaseSeconds: 300, reason: '照旧', version: 0 },
})

export const POOL_ENDPOINTS: readonly Endpoint[] = [
  readPool, countPool, claimNext, claimPoolCase, renewClaim, releaseClaim, readPoolSuggestion, readLikeCases, readBenchSettings, writeBenchSettings,
]
