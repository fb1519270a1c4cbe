import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'

export const dispatch = defineCaseCommand({
  name: 'dispatch',
  zh: '派单',
  target: 'case',
  permission: 'case.dispatch',
  actor: 'anyone_in_reach',
  from: ['awaiting_dispatch'],
  to: ['in_progress'],
  assignmentTo: ['dispatched'],
  body: z.strictObject({
    version: versionField.optional(),
    leadUnitId: unitIdField,
    assistUnitIds: z.array(unitIdField).max(10).default([]),
    ccUnitIds: z.array(unitIdField).max(10).default([]),
    reason: textField('派单理由', { max: 500 }).default(''),
  }),
  refusals: ['UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'DEPARTMENT_ONLY'],
  needsQuote: true,
  mount: 'own',
  example: { version: 1, leadUnitId: 'T150525100', assistUnitIds: [], ccUnitIds: ['C150525'], reason: '属地镇政府职责' },
  rules: ['时钟从派单起算，不从签收起算', '部门专属事项不得派给乡镇街道'],
})
