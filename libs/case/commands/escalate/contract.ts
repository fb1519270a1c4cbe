import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { dueTimesSchema, newAssignmentSchema } from '../dispatch/contract.js'

export const escalated = defineCaseEvent({
  type: 'case.escalated.v1',
  data: z.strictObject({
    byUnitId: z.string(), assignments: z.array(newAssignmentSchema), due: dueTimesSchema, reason: z.string(), measures: z.string(), dispatchedBy: z.string().optional(),
  }),
  sentence: ({ byUnitId, assignments, reason, measures }, names) =>
    flow(`${names.unit(byUnitId)}上报，${assignments.map((item) => names.unit(item.unitId)).join('、')}协助办理`, `${reason}；已采取措施：${measures}`),
})

export const escalate = defineCaseCommand({
  name: 'escalate',
  zh: '上报',
  target: 'assignment',
  permission: 'assignment.escalate',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentRoles: ['lead'],
  assignmentFrom: ['signed', 'contacted'],
  assignmentTo: ['dispatched'],
  body: z.strictObject({
    version: versionField.optional(),
    reason: textField('上报理由', { min: 4, max: 500 }),
    measures: textField('已采取的措施', { min: 4, max: 1000 }),
  }),
  events: [escalated],
  refusals: ['NO_SUPERIOR', 'ALREADY_ESCALATED'],
  needsQuote: true,
  mount: 'generic',
  example: { version: 4, reason: '需要旗县统筹资金改造管网', measures: '已临时抢修并安排人员值守' },
  rules: ['上一级以协办身份参加，有自己的时限；主办单位不变', '每一级只上报一次；上一级应当回避的，报再上一级'],
})
