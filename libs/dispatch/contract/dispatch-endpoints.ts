import { CASE_COMMANDS, commandResultSchema } from '@tongban/case/contract'
import { categoryCodeField, defineEndpoint, divisionCodeField, uuidField, versionField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { CATALOGUE_ENDPOINTS } from './catalogue-endpoints.js'
import { PROPOSAL_ENDPOINTS } from './catalogue-proposal.schema.js'
import { DRY_RUN_ENDPOINTS } from './dry-run.schema.js'
import { THRESHOLD_ENDPOINTS } from './dry-run-threshold.js'
import { POOL_ENDPOINTS } from './pool-endpoints.js'

export { namedPlanSchema, type NamedPlan } from './named-plan.schema.js'

export const dispatchCase = defineEndpoint({
  name: 'dispatchCase', method: 'POST', path: '/cases/:caseId/dispatch', permission: 'case.dispatch', tag: 'dispatch',
  summary: '派单：选定主办，时钟从此刻起算；别人领取着的须先接手，紧急件除外',
  params: z.strictObject({ caseId: uuidField }), body: CASE_COMMANDS.dispatch.body, response: commandResultSchema, status: 200, idempotent: true,
  refusals: ['CASE_NOT_FOUND', 'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CONFLICT', 'CASE_HELD', 'UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'DEPARTMENT_ONLY'],
  example: CASE_COMMANDS.dispatch.example,
})

/** Null leaves either as it is. */
export const clarifyCase = defineEndpoint({
  name: 'clarifyCase', method: 'POST', path: '/cases/:caseId/clarify', permission: 'case.dispatch', tag: 'dispatch', summary: '核定一件待派工单的分类、地点，建议随之重新得出',
  params: z.strictObject({ caseId: uuidField }),
  body: z.strictObject({ version: versionField.optional(), categoryCode: categoryCodeField.nullable().default(null), divisionCode: divisionCodeField.nullable().default(null) }),
  response: commandResultSchema, status: 200, idempotent: true,
  refusals: ['CASE_NOT_FOUND', 'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CONFLICT', 'CASE_HELD', 'CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN', 'NOTHING_CLARIFIED'],
  example: { version: 1, categoryCode: '040201', divisionCode: '150525100' },
})

export const DISPATCH_ENDPOINTS: readonly Endpoint[] = [...POOL_ENDPOINTS, dispatchCase, clarifyCase, ...PROPOSAL_ENDPOINTS, ...DRY_RUN_ENDPOINTS, ...THRESHOLD_ENDPOINTS, ...CATALOGUE_ENDPOINTS]
