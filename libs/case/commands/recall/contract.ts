import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { ASSIGNMENT_ROLE_ZH, assignmentRoleSchema } from '../../contract/states.js'

export const recalled = defineCaseEvent({
  type: 'assignment.recalled.v1',
  data: z.strictObject({ assignmentId: z.uuid(), unitId: z.string(), role: assignmentRoleSchema, reason: z.string() }),
  sentence: ({ unitId, role, reason }, names) => flow(`收回${names.unit(unitId)}的${ASSIGNMENT_ROLE_ZH[role]}任务`, reason),
})

export const returnedToPool = defineCaseEvent({
  type: 'case.returned_to_pool.v1',
  data: z.strictObject({ reason: z.string(), dispatchDueAt: z.number() }),
  sentence: ({ reason, dispatchDueAt }, names) => flow(`退回派单池，${names.moment(dispatchDueAt)}前重新派单`, reason),
})

export const recall = defineCaseCommand({
  name: 'recall',
  zh: '收回',
  target: 'case',
  permission: 'case.reassign',
  actor: 'outside_handling_units',
  from: ['in_progress'],
  to: ['in_progress', 'awaiting_dispatch'],
  assignmentTo: ['recalled'],
  body: z.strictObject({ version: versionField.optional(), assignmentId: uuidField.describe('收回哪一项承办任务'), reason: textField('收回理由', { min: 4, max: 500 }) }),
  events: [recalled, returnedToPool],
  refusals: ['ASSIGNMENT_NOT_FOUND', 'ASSIGNMENT_STATE_FORBIDS', 'DISPUTE_OPEN'],
  mount: 'generic',
  example: { version: 4, assignmentId: '0199a000-0000-7000-8000-000000000002', reason: '经核实不涉及该部门' },
  rules: ['收回主办的，工单退回派单池，协办、吹哨和抄送一并收回，对群众的承诺时限不变', '会商裁定期间不得收回主办'],
})
