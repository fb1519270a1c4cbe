import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const positionStated = defineCaseEvent({
  type: 'case.position_stated.v1',
  data: z.strictObject({ disputeId: z.uuid(), unitId: z.string(), text: z.string(), legalBasis: z.string(), attachmentIds: z.array(z.uuid()) }),
  // Without the text, as the outbox has it, the sentence still stands.
  sentence: ({ unitId, text, legalBasis }, names) => flow(`${names.unit(unitId)}陈述意见`, [(text as string | undefined)?.replace(/[。；]$/, ''), `依据：${legalBasis}`].filter((part) => part !== undefined).join('；')),
})

export const statePosition = defineCaseCommand({
  name: 'state_position',
  zh: '陈述意见',
  target: 'case',
  permission: 'dispute.position',
  actor: 'dispute_party',
  from: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  to: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  body: z.strictObject({
    version: versionField.optional(),
    text: textField('意见', { min: 10, max: 2000 }),
    legalBasis: textField('依据', { min: 4, max: 500 }).describe('法规、三定方案或权责清单的条款'),
    attachmentIds: z.array(z.uuid()).max(9).default([]),
  }),
  events: [positionStated],
  refusals: ['PARTY_ONLY', 'ATTACHMENT_UNKNOWN'],
  mount: 'generic',
  example: { version: 6, text: '该路段路灯已移交市政管护，移交清单见附件。', legalBasis: '《城市道路照明设施管理规定》第七条', attachmentIds: [] },
  rules: ['只有当事单位可以陈述；可以再次陈述，以最后一次为准，时间线都保留'],
})
