import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const unmerged = defineCaseEvent({
  type: 'case.unmerged.v1',
  data: z.strictObject({ reason: z.string(), dispatchDueAt: z.number(), parentId: z.uuid(), parentNumber: z.string() }),
  sentence: ({ parentNumber, reason }) => flow(`撤销并入工单 ${parentNumber}，回到派单池`, reason),
})

export const unmerge = defineCaseCommand({
  name: 'unmerge',
  zh: '撤销并案',
  target: 'case',
  permission: 'case.merge',
  actor: 'anyone_in_reach',
  from: ['merged'],
  to: ['awaiting_dispatch'],
  body: z.strictObject({ version: versionField.optional(), reason: textField('撤销理由', { min: 2, max: 500 }) }),
  events: [unmerged],
  refusals: [],
  mount: 'generic',
  example: { version: 3, reason: '核实后是另一处路灯' },
  rules: ['回到派单池重新派单，派单时限重新起算，群众的承诺时限不变', '所并入的工单撤单、终止或又并入别的工单时，由系统撤销'],
})
