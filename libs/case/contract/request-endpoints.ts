import { defineEndpoint, divisionCodeField, pageQueryShape, unitIdField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { requestQueuePageSchema, shelvingLedgerPageSchema } from './request-views.js'

export const requestTabSchema = z.enum(['to_rule', 'to_endorse', 'mine'])
export type RequestTab = z.output<typeof requestTabSchema>

/** What each tab takes beside `case.read`. */
export const REQUEST_TAB_PERMISSIONS = { to_rule: 'request.rule', to_endorse: 'request.endorse', mine: 'request.ask' } as const satisfies Record<RequestTab, string>

export const readRequests = defineEndpoint({
  name: 'readRequests', method: 'GET', path: '/requests', permission: 'case.read', tag: 'case',
  summary: '申请：待我裁定（最快到期的在前）、待本单位负责人同意（最早的在前）、本单位提出的（最新的在前）',
  query: z.strictObject({ tab: requestTabSchema.default('to_rule').describe('to_rule 需裁定申请的权限，to_endorse 需同意本单位申请的权限，mine 需提出申请的权限'), ...pageQueryShape }),
  response: requestQueuePageSchema, refusals: ['PERMISSION_MISSING'],
})

export const readShelvingLedger = defineEndpoint({
  name: 'readShelvingLedger', method: 'GET', path: '/shelving-ledger', permission: 'case.read', tag: 'case', summary: '挂账台账（最先要复核的在前；已结束的按结束时间倒序）',
  query: z.strictObject({
    open: z.stringbool().default(true).describe('true 正在挂账，false 已结束'), countyCode: divisionCodeField.optional(), unitId: unitIdField.optional(), ...pageQueryShape,
  }),
  response: shelvingLedgerPageSchema,
})
