import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const arrived = defineCaseEvent({
  type: 'assignment.arrived.v1',
  data: z.strictObject({ assignmentId: z.uuid(), unitId: z.string(), late: z.boolean(), note: z.string(), place: z.string() }),
  sentence: ({ unitId, late, note, place }, names) => flow(`${names.unit(unitId)}到场：${place}${late ? '（已超到场时限）' : ''}`, note),
})

export const arrive = defineCaseCommand({
  name: 'arrive',
  zh: '登记到场',
  target: 'assignment',
  permission: 'assignment.arrive',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentRoles: ['whistle'],
  assignmentFrom: ['dispatched', 'signed'],
  assignmentTo: ['signed'],
  body: z.strictObject({
    version: versionField.optional(),
    place: textField('到场地点', { min: 2, max: 200 }),
    note: textField('到场情况', { max: 500 }).default(''),
  }),
  events: [arrived],
  refusals: ['ALREADY_ARRIVED'],
  mount: 'generic',
  example: { version: 5, place: '民航社区3号楼', note: '执法人员2人到场，已开始勘查' },
  rules: ['到场即视为签收', '晚于到场时限的照记，标明超时'],
})
