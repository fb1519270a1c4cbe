import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { dueTimesSchema, newAssignmentSchema } from '../dispatch/contract.js'

export const whistled = defineCaseEvent({
  type: 'case.whistled.v1',
  data: z.strictObject({
    byAssignmentId: z.uuid(), byUnitId: z.string(), assignments: z.array(newAssignmentSchema), due: dueTimesSchema, place: z.string(), reason: z.string(),
    dispatchedBy: z.string().optional(),
  }),
  sentence: ({ byUnitId, assignments, due, place, reason }, names) => {
    const arrive = assignments[0]?.arriveDueAt
    const by = arrive === undefined ? '' : `，${names.moment(arrive)}前到场`
    return flow(
      `${names.unit(byUnitId)}吹哨，请${assignments.map((item) => names.unit(item.unitId)).join('、')}到${place}${by}，${names.moment(due.promiseDueAt)}前答复`,
      reason,
    )
  },
})

export const whistle = defineCaseCommand({
  name: 'whistle',
  zh: '吹哨',
  target: 'assignment',
  permission: 'assignment.whistle',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentRoles: ['lead'],
  assignmentFrom: ['dispatched', 'signed', 'contacted'],
  assignmentTo: ['dispatched'],
  body: z.strictObject({
    version: versionField.optional(),
    unitIds: z.array(unitIdField).min(1, '至少选一个部门').max(5, '一次最多 5 个部门'),
    reason: textField('吹哨事由', { min: 4, max: 500 }),
    place: textField('到场地点', { min: 2, max: 200 }),
    respondWithinHours: z.int().min(1, '至少 1 小时').max(720, '最多 720 小时').nullable().default(null).describe('几小时内答复；留空时按本类诉求的办理时限'),
  }),
  events: [whistled],
  refusals: ['WHISTLE_ONLY_TOWNSHIP', 'WHISTLE_NOT_A_DEPARTMENT', 'UNIT_UNKNOWN', 'UNIT_RECUSED', 'UNIT_HAS_DUTY'],
  needsQuote: true,
  mount: 'generic',
  example: { version: 4, unitIds: ['D150525-housing'], reason: '违建占压供热管网，需部门到场认定', place: '民航社区3号楼', respondWithinHours: 24 },
  rules: ['只有主办的乡镇、苏木、街道可以吹哨，只能召集部门和公共服务企业', '到场和答复各有时限，分别计量；答复不晚于对群众的承诺'],
})
