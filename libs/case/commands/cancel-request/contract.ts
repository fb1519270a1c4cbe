import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { REQUEST_KIND_ZH, requestKindSchema } from '../../contract/procedures.js'
import { ASKED_IN } from '../../contract/request-policies.js'

export const requestCancelled = defineCaseEvent({
  type: 'request.cancelled.v1',
  data: z.strictObject({
    requestId: z.uuid(), kind: requestKindSchema, unitId: z.string(), reason: z.string(),
    /** The unit's own lead would not stand behind it. */
    refusedBy: z.string().optional(),
    /** The case went on: there is nothing left to rule on. */
    moot: z.boolean().optional(),
  }),
  sentence: ({ kind, unitId, reason, refusedBy, moot }, names) =>
    flow(`${REQUEST_KIND_ZH[kind]}申请${moot === true ? '终止' : refusedBy === undefined ? `由${names.unit(unitId)}撤回` : `未经${names.unit(unitId)}负责人同意，不再提出`}`, reason),
})

export const cancelRequest = defineCaseCommand({
  name: 'cancel_request',
  zh: '撤回申请',
  target: 'case',
  permission: 'request.ask',
  actor: 'anyone_in_reach',
  from: ASKED_IN,
  to: ASKED_IN,
  body: z.strictObject({ version: versionField.optional(), requestId: uuidField, reason: textField('撤回的理由', { min: 2, max: 500 }) }),
  events: [requestCancelled],
  refusals: ['REQUEST_NOT_FOUND', 'REQUEST_STATE_FORBIDS', 'REQUEST_NOT_YOURS'],
  mount: 'generic',
  example: { version: 4, requestId: '0199a000-0000-7000-8000-000000000021', reason: '已与相邻镇协商一致，由我镇办理' },
  rules: ['由提出申请的单位撤回；撤回的不计次数', '已经裁定或进入会商的，不能撤回', '回复、改派、撤单等使申请失去意义的，系统随之终止'],
})
