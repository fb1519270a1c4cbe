import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const answeredLead = defineCaseEvent({
  type: 'assignment.answered_lead.v1',
  data: z.strictObject({ assignmentId: z.uuid(), unitId: z.string(), text: z.string(), attachmentIds: z.array(z.uuid()), late: z.boolean() }),
  sentence: ({ unitId, late, text }, names) => flow(`${names.unit(unitId)}答复主办单位${late ? '（已超时限）' : ''}`, text),
})

export const answerLead = defineCaseCommand({
  name: 'answer_lead',
  zh: '答复主办',
  target: 'assignment',
  permission: 'assignment.reply',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentRoles: ['assist', 'whistle'],
  assignmentFrom: ['signed', 'contacted'],
  assignmentTo: ['replied'],
  assignmentNeeds: { step: 'arrival', refusal: 'ARRIVE_FIRST' },
  body: z.strictObject({
    version: versionField.optional(),
    text: textField('办理情况', { min: 4, max: 3000 }),
    attachmentIds: z.array(uuidField).max(9, '最多 9 个附件').default([]),
  }),
  events: [answeredLead],
  refusals: ['ASSIGNMENT_IS_COPY', 'ARRIVE_FIRST', 'ATTACHMENT_UNKNOWN'],
  mount: 'generic',
  example: { version: 6, text: '已认定为违建，责令三日内自行拆除，逾期由综合执法局强制拆除。', attachmentIds: [] },
  rules: ['协办、吹哨单位的答复交给主办单位，由主办单位统一回复群众', '不要求与群众联系；被吹哨的单位要先到场'],
})
