import { defineEndpoint, isoField, textField, uuidField, versionField } from '@tongban/kernel/contract'
import { urgencySchema } from '@tongban/taxonomy/contract'
import { z } from 'zod'
import { extensionUseSchema } from '../commands/recount/contract.js'
import { commandResultSchema } from './views.js'

/** The door to `change_urgency`, which deadline opens: whoever keeps the clocks counts what they come to. */
export const changeUrgencyOfCase = defineEndpoint({
  name: 'changeUrgencyOfCase', method: 'POST', path: '/cases/:caseId/change-urgency', permission: 'case.change_urgency', tag: 'deadline', status: 200, idempotent: true,
  summary: '改变紧急程度：在走的时限从原起点重算，暂停保留，延期按批准时的长度另加（更紧急时不计入），已经超期的不收回',
  params: z.strictObject({ caseId: uuidField }),
  body: z.strictObject({ version: versionField, urgency: urgencySchema, reason: textField('理由', { min: 2, max: 500 }) }), response: commandResultSchema,
  refusals: ['CASE_NOT_FOUND', 'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CONFLICT', 'URGENCY_UNCHANGED', 'NO_WORKING_TIME_AHEAD', 'DEADLINE_POLICY_MISSING'],
  example: { version: 3, urgency: 'emergency', reason: '现场塌陷扩大，已有车辆陷入' },
})

/** What one running clock would come to. `late`: its new due moment has passed already, so it is overdue at once. */
export const urgencyPreviewItemSchema = z.object({
  clockId: uuidField, kind: z.string(), kindZh: z.string(), unitName: z.string().nullable(), dueBefore: isoField, dueAfter: isoField, late: z.boolean(),
  /** An extension granted before: its length is on top of the new limit, or it is left out, for the case would be more urgent than what it was for. Null: none, or it holds. */
  extension: extensionUseSchema.nullable(),
})
export type UrgencyPreviewItem = z.output<typeof urgencyPreviewItemSchema>

export const previewUrgency = defineEndpoint({
  name: 'previewUrgency', method: 'GET', path: '/cases/:caseId/urgency-preview', permission: 'case.change_urgency', tag: 'deadline',
  summary: '改变紧急程度之前：在走的时限现在何时到期，改变之后何时到期',
  params: z.strictObject({ caseId: uuidField }), query: z.strictObject({ urgency: urgencySchema }),
  response: z.object({ urgency: urgencySchema, items: z.array(urgencyPreviewItemSchema), overdue: z.int() }),
  refusals: ['CASE_NOT_FOUND', 'NO_WORKING_TIME_AHEAD', 'DEADLINE_POLICY_MISSING'],
})
