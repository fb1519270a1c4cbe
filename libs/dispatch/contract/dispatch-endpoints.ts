import { CASE_COMMANDS, caseListItemSchema, commandResultSchema } from '@tongban/case/contract'
import { defineEndpoint, pageOf, pageQueryShape, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { readCatalogueProposals } from './catalogue-proposal.schema.js'
import { dispatchOutcomeSchema, dispatchReasonSchema } from './dispatch-plan.schema.js'

const namedUnit = z.object({ id: z.string(), name: z.string() })

/** A plan with names put to ids, as people read it. */
export const namedPlanSchema = z.object({
  outcome: dispatchOutcomeSchema,
  /** The row of the catalogue it went by; a wrong dispatch is charged to it. */
  catalogueRowId: z.string().nullable(),
  lead: namedUnit.nullable(),
  assists: z.array(namedUnit),
  copies: z.array(namedUnit),
  confidence: z.number(),
  reasons: z.array(dispatchReasonSchema),
  alternatives: z.array(z.object({ unit: namedUnit, confidence: z.number(), reason: z.string() })),
  requiredFacts: z.array(z.string()),
  wouldNeed: z.array(z.string()),
})
export type NamedPlan = z.output<typeof namedPlanSchema>

export const poolItemSchema = caseListItemSchema.extend({ description: z.string(), suggestion: namedPlanSchema.nullable() })
export type PoolItem = z.output<typeof poolItemSchema>

export const readPool = defineEndpoint({
  name: 'readPool', method: 'GET', path: '/dispatch/pool', permission: 'dispatch.pool', tag: 'dispatch', summary: '派单池：等得最久的在前，带系统的建议和理由',
  query: z.strictObject(pageQueryShape), response: pageOf(poolItemSchema),
})

export const dispatchCase = defineEndpoint({
  name: 'dispatchCase', method: 'POST', path: '/cases/:caseId/dispatch', permission: 'case.dispatch', tag: 'dispatch', summary: '派单：选定主办，时钟从此刻起算',
  params: z.strictObject({ caseId: uuidField }), body: CASE_COMMANDS.dispatch.body, response: commandResultSchema, status: 200, idempotent: true,
  refusals: ['CASE_NOT_FOUND', 'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CONFLICT', 'UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'DEPARTMENT_ONLY'],
  example: CASE_COMMANDS.dispatch.example,
})

export const DISPATCH_ENDPOINTS: readonly Endpoint[] = [readPool, dispatchCase, readCatalogueProposals]
