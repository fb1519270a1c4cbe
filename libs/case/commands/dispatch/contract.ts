import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { assignmentRoleSchema } from '../../contract/states.js'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

/** The moments a unit owes something by, quoted when the case is dispatched; `startedAt` is what they count from. */
export const dueTimesSchema = z.strictObject({
  serviceClass: z.string(),
  policyVersion: z.string(),
  startedAt: z.number(),
  signDueAt: z.number(),
  contactDueAt: z.number(),
  promiseDueAt: z.number(),
})
export type DueTimes = z.output<typeof dueTimesSchema>

export const newAssignmentSchema = z.strictObject({
  assignmentId: z.uuid(), role: assignmentRoleSchema, unitId: z.string(), noReturn: z.boolean().optional(), arriveDueAt: z.number().optional(),
})
export type NewAssignment = z.output<typeof newAssignmentSchema>

export const dispatched = defineCaseEvent({
  type: 'case.dispatched.v1',
  data: z.strictObject({ round: z.int(), automatic: z.boolean(), reason: z.string(), assignments: z.array(newAssignmentSchema), due: dueTimesSchema, dispatchedBy: z.string().nullable().optional() }),
  sentence: ({ round, automatic, reason, assignments, due }, names) => {
    const of = (role: string): string => assignments.filter((item) => item.role === role).map((item) => names.unit(item.unitId)).join('、')
    const extra = [of('assist') === '' ? '' : `协办 ${of('assist')}`, of('cc') === '' ? '' : `抄送 ${of('cc')}`, reason].filter((part) => part !== '')
    const how = round > 1 ? `第 ${round} 轮交办` : automatic ? '系统直派' : '派单'
    return flow(`${how}给${of('lead')}，${names.moment(due.promiseDueAt)}前办结`, extra.join('；'))
  },
})

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
  events: [dispatched],
  refusals: ['UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'DEPARTMENT_ONLY', 'UNIT_CANNOT_ASSIST', 'UNIT_RECUSED', 'CASE_HELD'],
  needsQuote: true,
  mount: 'own',
  example: { version: 1, leadUnitId: 'T150525100', assistUnitIds: [], ccUnitIds: ['C150525'], reason: '属地镇政府职责' },
  rules: ['时钟从派单起算，不从签收起算', '部门专属事项不得派给乡镇街道', '被反映的单位不得承办、协办或收到抄送'],
})
