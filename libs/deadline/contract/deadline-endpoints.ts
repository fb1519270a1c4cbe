import { defineEndpoint, isoField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { changeUrgencyOfCase, previewUrgency } from '@tongban/case/contract'
import { z } from 'zod'
import { clockExplanationSchema } from './clock-explanation.schema.js'
import { clockKindSchema, clockStateSchema } from './clock.schema.js'
import { POLICY_ENDPOINTS } from './policy-endpoints.js'
import { RISK_ENDPOINTS } from './risk-endpoints.js'
import { serviceClassSchema } from './service-class.js'

export const clockViewSchema = z.object({
  id: uuidField,
  kind: clockKindSchema,
  state: clockStateSchema,
  assignmentId: uuidField.nullable(),
  unitName: z.string().nullable(),
  serviceClass: serviceClassSchema,
  startedAt: isoField,
  dueAt: isoField,
  warnAt: isoField.nullable(),
  warnedAt: isoField.nullable(),
  overdueAt: isoField.nullable(),
  finishedAt: isoField.nullable(),
  lateByMs: z.number().nullable(),
  /** The pause it is in or ended in (a shelved case: 挂账). */
  pause: z.object({ at: isoField, reason: z.string() }).nullable(),
  /** The last extension that was granted. */
  extension: z.object({ at: isoField, dueBefore: isoField, dueAfter: isoField, reason: z.string() }).nullable(),
  /** Chinese sentences: when it started and why, what counted, why it is due then. */
  sentences: z.array(z.string()),
})
export type ClockView = z.output<typeof clockViewSchema>

export const readCaseClocks = defineEndpoint({
  name: 'readCaseClocks', method: 'GET', path: '/cases/:caseId/clocks', permission: 'deadline.read', tag: 'deadline', summary: '一件工单的全部时钟，每个都能说明自己',
  params: z.strictObject({ caseId: uuidField }), response: z.object({ items: z.array(clockViewSchema) }), refusals: ['CASE_NOT_FOUND'],
})

export const explainClock = defineEndpoint({
  name: 'explainClock', method: 'GET', path: '/clocks/:clockId/explanation', permission: 'deadline.read', tag: 'deadline', summary: '时钟的逐日说明；任一时刻（过去或将来）的剩余时间',
  params: z.strictObject({ clockId: uuidField }),
  // Left out: now.
  query: z.strictObject({ at: isoField.optional() }), response: clockExplanationSchema, refusals: ['NOT_FOUND'],
})

export const DEADLINE_ENDPOINTS: readonly Endpoint[] = [readCaseClocks, explainClock, changeUrgencyOfCase, previewUrgency, ...POLICY_ENDPOINTS, ...RISK_ENDPOINTS]
