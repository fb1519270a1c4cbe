import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { callbackAnswersSchema } from '../../contract/words.js'
import { defineCaseCommand } from '../../contract/case-command.js'

export const recordCallback = defineCaseCommand({
  name: 'record_callback',
  zh: '回访',
  target: 'case',
  permission: 'callback.work',
  actor: 'outside_handling_units',
  from: ['awaiting_callback'],
  to: ['closed', 'in_progress'],
  assignmentTo: ['dispatched'],
  body: z.discriminatedUnion('outcome', [
    z.strictObject({ version: versionField.optional(), outcome: z.literal('answered'), answers: callbackAnswersSchema, note: textField('回访记录', { max: 1000 }), attempts: z.int().min(1).max(3) }),
    z.strictObject({ version: versionField.optional(), outcome: z.literal('refused'), note: textField('回访记录', { max: 1000 }), attempts: z.int().min(1).max(3) }),
    z.strictObject({ version: versionField.optional(), outcome: z.literal('unreachable'), note: textField('回访记录', { max: 1000 }), attempts: z.literal(3) }),
  ]),
  refusals: ['OWN_UNIT_FORBIDDEN', 'CALLBACK_INDEPENDENCE'],
  needsQuote: true,
  mount: 'own',
  example: { outcome: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '', attempts: 1 },
  rules: ['未联系、未解决或不满意的，进入下一轮办理（二次交办），时限按新一轮重新承诺', '三次未接通记为“无法接通”，不算满意', '回访员不得属于承办单位'],
})
