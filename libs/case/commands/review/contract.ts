import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'

export const review = defineCaseCommand({
  name: 'review',
  zh: '审核',
  target: 'case',
  permission: 'case.review',
  actor: 'outside_handling_units',
  from: ['awaiting_review'],
  to: ['awaiting_callback', 'in_progress', 'closed'],
  assignmentFrom: ['replied'],
  assignmentTo: ['accepted', 'contacted'],
  body: z.discriminatedUnion('verdict', [
    z.strictObject({ version: versionField.optional(), verdict: z.literal('pass'), remarks: textField('审核意见', { max: 1000 }).default('') }),
    z.strictObject({ version: versionField.optional(), verdict: z.literal('send_back'), remarks: textField('退回理由', { min: 4, max: 1000 }) }),
  ]),
  refusals: ['OWN_UNIT_FORBIDDEN'],
  mount: 'generic',
  example: { version: 5, verdict: 'pass', remarks: '' },
  rules: ['不得审核本单位承办的工单', '退回重办要写明理由，承诺时限不重新起算', '诉求人不愿回访的，通过后直接办结'],
})
