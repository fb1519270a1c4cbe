import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, withCitizen } from '../../contract/case-event.js'

/** Calendar days after closing in which a citizen may appeal, and how often. The product's own rule: “citizen appeals → in_progress again”. */
export const APPEAL_DAYS = 15
export const MAX_APPEALS = 1

export const appealed = defineCaseEvent({
  type: 'case.appealed.v1',
  data: z.strictObject({ reason: z.string(), round: z.int() }),
  sentence: ({ reason }) => withCitizen('诉求人申诉', reason),
})

export const appeal = defineCaseCommand({
  name: 'appeal',
  zh: '申诉',
  target: 'case',
  permission: 'case.appeal',
  actor: 'anyone_in_reach',
  from: ['closed'],
  to: ['in_progress'],
  assignmentTo: ['dispatched'],
  body: z.strictObject({ version: versionField.optional(), reason: textField('申诉理由', { min: 4, max: 1000 }) }),
  events: [appealed],
  refusals: ['APPEAL_TOO_LATE', 'APPEAL_USED', 'ASSIGNMENT_NOT_FOUND'],
  needsQuote: true,
  mount: 'generic',
  example: { version: 8, reason: '办结后第三天路灯又不亮了' },
  rules: [`办结后 ${APPEAL_DAYS} 天内可以申诉，每件工单 ${MAX_APPEALS} 次`, '申诉后进入下一轮办理，时限按新一轮重新承诺'],
})
