import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { CONTACT_METHOD_ZH, NO_CONTACT_REASON_ZH, contactMethodSchema, noContactReasonSchema } from '../../contract/words.js'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, withCitizen } from '../../contract/case-event.js'

export const contacted = defineCaseEvent({
  type: 'assignment.contacted.v1',
  data: z.strictObject({
    assignmentId: z.uuid(),
    unitId: z.string(),
    reached: z.boolean(),
    method: contactMethodSchema.nullable(),
    noContactReason: noContactReasonSchema.nullable(),
    note: z.string(),
  }),
  sentence: ({ unitId, method, noContactReason, note }, names) =>
    withCitizen(
      method === null
        ? `${names.unit(unitId)}未能联系：${noContactReason === null ? '' : NO_CONTACT_REASON_ZH[noContactReason]}`
        : `${names.unit(unitId)}已联系诉求人（${CONTACT_METHOD_ZH[method]}）`,
      note,
    ),
})

export const contact = defineCaseCommand({
  name: 'contact',
  zh: '登记联系',
  target: 'assignment',
  permission: 'assignment.contact',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentRoles: ['lead', 'assist'],
  assignmentFrom: ['signed', 'contacted'],
  assignmentTo: ['contacted'],
  body: z.discriminatedUnion('reached', [
    z.strictObject({ version: versionField.optional(), reached: z.literal(true), method: contactMethodSchema, note: textField('联系情况', { min: 2, max: 1000 }) }),
    z.strictObject({ version: versionField.optional(), reached: z.literal(false), noContactReason: noContactReasonSchema, note: textField('说明', { max: 1000 }).default('') }),
  ]),
  events: [contacted],
  refusals: ['ASSIGNMENT_IS_COPY'],
  mount: 'generic',
  example: { version: 3, reached: true, method: 'phone', note: '已电话联系，约定下午到现场查看' },
  rules: ['没有联系上要选原因代码', '可以多次登记，首次联系的时间不变'],
})
