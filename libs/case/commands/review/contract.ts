import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const reviewPassed = defineCaseEvent({
  type: 'case.review_passed.v1',
  data: z.strictObject({ assignmentId: z.uuid(), remarks: z.string() }),
  sentence: ({ remarks }) => flow('审核通过', remarks),
})

export const reviewFailed = defineCaseEvent({
  type: 'case.review_failed.v1',
  data: z.strictObject({ assignmentId: z.uuid(), remarks: z.string(), round: z.int() }),
  sentence: ({ remarks, round }) => flow(`审核退回重办（第 ${round} 轮）`, remarks),
})

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
  events: [reviewPassed, reviewFailed],
  refusals: ['OWN_UNIT_FORBIDDEN'],
  mount: 'generic',
  example: { version: 5, verdict: 'pass', remarks: '' },
  rules: ['不得审核本单位承办的工单', '退回重办要写明理由，承诺时限不重新起算', '诉求人不愿回访的，通过后直接办结'],
})
