import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const delegationDone = defineCaseEvent({
  type: 'assignment.delegation_done.v1',
  data: z.strictObject({ helperId: z.uuid(), assignmentId: z.uuid(), unitId: z.string(), name: z.string(), result: z.string() }),
  sentence: ({ name, result }) => flow(`${name}完成协助`, result),
})

export const finishDelegation = defineCaseCommand({
  name: 'finish_delegation',
  zh: '登记协助结果',
  target: 'assignment',
  permission: 'assignment.delegate',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentRoles: ['lead', 'assist'],
  assignmentFrom: ['signed', 'contacted'],
  body: z.strictObject({ version: versionField.optional(), helperId: uuidField, result: textField('结果', { min: 2, max: 1000 }) }),
  events: [delegationDone],
  refusals: ['NO_OPEN_HELPER'],
  mount: 'generic',
  example: { version: 5, helperId: '0199a000-0000-7000-8000-000000000021', result: '已上门查看，三盏路灯不亮，照片已交' },
  rules: ['由请其协助的单位登记结果，每项一次'],
})
