import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent } from '../../contract/case-event.js'
import { OPEN_TO_CITIZEN } from '../../contract/citizen.js'

export const urged = defineCaseEvent({
  type: 'case.urged.v1',
  data: z.strictObject({ by: z.enum(['citizen', 'staff']), note: z.string(), count: z.int() }),
  sentence: ({ by, note, count }) => ({ group: 'supervision', sentence: `${by === 'citizen' ? '诉求人催办' : '催办'}（第 ${count} 次）`, detail: note === '' ? null : note }),
})

export const urge = defineCaseCommand({
  name: 'urge',
  zh: '催办',
  target: 'case',
  permission: 'case.urge',
  actor: 'anyone_in_reach',
  from: OPEN_TO_CITIZEN,
  to: OPEN_TO_CITIZEN,
  body: z.strictObject({ version: versionField.optional(), note: textField('催办内容', { max: 500 }).default('') }),
  events: [urged],
  refusals: [],
  mount: 'generic',
  example: { version: 3, note: '来电人说还没有人联系' },
  rules: ['同一诉求人、同一件事、没有新情况的，不另立工单，告知进展并记为催办', '催办不改变状态，也不改变任何时限'],
})
