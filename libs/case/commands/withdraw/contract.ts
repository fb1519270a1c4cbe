import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const withdrawn = defineCaseEvent({
  type: 'case.withdrawn.v1',
  data: z.strictObject({ reason: z.string() }),
  sentence: ({ reason }) => flow('诉求人撤单', reason),
})

export const withdraw = defineCaseCommand({
  name: 'withdraw',
  zh: '撤单',
  target: 'case',
  permission: 'case.withdraw',
  actor: 'anyone_in_reach',
  from: ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'merged'],
  to: ['withdrawn'],
  assignmentTo: ['recalled'],
  body: z.strictObject({ version: versionField.optional(), reason: textField('撤单原因', { min: 2, max: 500 }) }),
  events: [withdrawn],
  refusals: [],
  mount: 'generic',
  example: { version: 2, reason: '诉求人来电表示问题已自行解决' },
  rules: ['由诉求人提出，登记原因', '未办完的承办任务随之收回', '已并案的也可撤单：只撤本件，所并入的工单照办，其答复不再给本件'],
})
