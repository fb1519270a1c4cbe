import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const reviewPassed = defineCaseEvent({
  type: 'case.review_passed.v1',
  data: z.strictObject({ assignmentId: z.uuid(), remarks: z.string(), checked: z.array(z.string()).optional() }),
  sentence: ({ remarks, checked }) => flow(checked === undefined ? '审核通过' : `审核通过，核对 ${checked.length} 项`, remarks),
})

export const reviewFailed = defineCaseEvent({
  type: 'case.review_failed.v1',
  data: z.strictObject({ assignmentId: z.uuid(), remarks: z.string(), round: z.int() }),
  sentence: ({ remarks, round }) => flow(`审核退回重办（第 ${round} 轮）`, remarks),
})

/** What the reviewer ticked on the review sheet. */
const checkedField = z.array(z.string().max(40)).max(30).optional().describe('审核单上核对过的事项')

export const review = defineCaseCommand({
  name: 'review',
  zh: '审核',
  target: 'case',
  permission: 'case.review',
  actor: 'outside_handling_units',
  from: ['awaiting_review'],
  to: ['awaiting_callback', 'in_progress', 'closed'],
  assignmentFrom: ['replied'],
  assignmentTo: ['accepted', 'contacted', 'recalled'],
  body: z.discriminatedUnion('verdict', [
    z.strictObject({ version: versionField.optional(), verdict: z.literal('pass'), remarks: textField('审核意见', { max: 1000 }).default(''), checked: checkedField }),
    z.strictObject({ version: versionField.optional(), verdict: z.literal('send_back'), remarks: textField('退回理由', { min: 4, max: 1000 }), checked: checkedField }),
  ]),
  events: [reviewPassed, reviewFailed],
  refusals: ['OWN_UNIT_FORBIDDEN'],
  mount: 'generic',
  example: { version: 5, verdict: 'pass', remarks: '' },
  rules: ['不得审核本单位承办的工单', '退回重办要写明理由，承诺时限不重新起算', '诉求人不愿回访的，或按配置未抽中回访的，通过后直接办结', '通过时，已答复的协办、吹哨任务一并通过，未答复的收回', '退回重办超过三轮的，列为问题工单'],
})
