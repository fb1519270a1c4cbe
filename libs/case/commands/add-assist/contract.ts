import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { dueTimesSchema, newAssignmentSchema } from '../dispatch/contract.js'

export const assistsAdded = defineCaseEvent({
  type: 'case.assists_added.v1',
  data: z.strictObject({ assignments: z.array(newAssignmentSchema), due: dueTimesSchema, reason: z.string(), dispatchedBy: z.string().optional() }),
  sentence: ({ assignments, due, reason }, names) =>
    flow(`增派${assignments.map((item) => names.unit(item.unitId)).join('、')}协办，${names.moment(due.promiseDueAt)}前答复主办单位`, reason),
})

export const addAssist = defineCaseCommand({
  name: 'add_assist',
  zh: '增派协办',
  target: 'case',
  permission: 'case.reassign',
  actor: 'outside_handling_units',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentTo: ['dispatched'],
  body: z.strictObject({
    version: versionField.optional(),
    unitIds: z.array(unitIdField).min(1, '至少选一个单位').max(10, '最多 10 个单位'),
    reason: textField('增派理由', { min: 4, max: 500 }),
  }),
  events: [assistsAdded],
  refusals: ['UNIT_UNKNOWN', 'UNIT_CANNOT_ASSIST', 'UNIT_RECUSED', 'UNIT_HAS_DUTY'],
  needsQuote: true,
  mount: 'generic',
  example: { version: 3, unitIds: ['D150525-housing'], reason: '涉及供热管网，需住建部门配合' },
  rules: ['协办单位的时钟从增派起算，不晚于对群众的承诺', '已有承办任务或应当回避的单位不能增派'],
})
