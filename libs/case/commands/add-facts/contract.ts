import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, withCitizen } from '../../contract/case-event.js'
import { OPEN_TO_CITIZEN } from '../../contract/citizen.js'

export const factsAdded = defineCaseEvent({
  type: 'case.facts_added.v1',
  data: z.strictObject({ text: z.string(), attachmentIds: z.array(z.uuid()) }),
  sentence: ({ text }) => withCitizen('诉求人补充情况', text),
})

export const addFacts = defineCaseCommand({
  name: 'add_facts',
  zh: '补充情况',
  target: 'case',
  permission: 'case.add_facts',
  actor: 'anyone_in_reach',
  from: OPEN_TO_CITIZEN,
  to: OPEN_TO_CITIZEN,
  body: z.strictObject({
    version: versionField.optional(),
    text: textField('补充的情况', { min: 2, max: 2000 }),
    attachmentIds: z.array(uuidField).max(9, { message: '最多 9 个附件' }).default([]),
  }),
  events: [factsAdded],
  refusals: ['ATTACHMENT_UNKNOWN'],
  mount: 'generic',
  example: { version: 3, text: '昨晚又有两盏灯不亮，在供销社门口', attachmentIds: [] },
  rules: ['有新情况的记在原工单上，不另立工单；不改变状态和时限'],
})
