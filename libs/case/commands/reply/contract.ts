import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const replied = defineCaseEvent({
  type: 'assignment.replied.v1',
  data: z.strictObject({
    assignmentId: z.uuid(), unitId: z.string(), text: z.string(), attachmentIds: z.array(z.uuid()), late: z.boolean(), round: z.int().optional(),
    /** Why the lead did not wait for every unit that helps. */
    openAssistReason: z.string().optional(),
  }),
  sentence: ({ unitId, late, text, openAssistReason }, names) =>
    flow(`${names.unit(unitId)}回复${late ? '（已超办理时限）' : ''}`, openAssistReason === undefined ? text : `${text}（未等协办答复：${openAssistReason}）`),
})

export const reply = defineCaseCommand({
  name: 'reply',
  zh: '提交回复',
  target: 'assignment',
  permission: 'assignment.reply',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['awaiting_review'],
  assignmentRoles: ['lead'],
  assignmentFrom: ['contacted'],
  assignmentTo: ['replied'],
  assignmentNeeds: { step: 'contact', refusal: 'REPLY_NEEDS_CONTACT' },
  body: z.strictObject({
    version: versionField.optional(),
    text: textField('办理情况', { min: 10, max: 5000 }),
    attachmentIds: z.array(uuidField).max(9, '最多 9 个附件').default([]),
    openAssistReason: textField('未等协办答复的理由', { min: 4, max: 500 }).optional().describe('协办、吹哨单位还没有答复时必填'),
  }),
  events: [replied],
  refusals: ['ASSIGNMENT_IS_COPY', 'REPLY_NEEDS_CONTACT', 'REPLY_NEEDS_EVIDENCE', 'REPLY_ASSIST_OPEN', 'ATTACHMENT_UNKNOWN'],
  mount: 'generic',
  example: { version: 4, text: '11月21日到现场，已更换路灯光源三盏，当晚亮灯，已告知来电人。', attachmentIds: [] },
  rules: ['回复前要登记过与群众的联系，或有无法联系的原因', '分类要求佐证时必须附件', '由主办单位统一回复群众；协办、吹哨单位没有答复而先行回复的，要写明理由'],
})
