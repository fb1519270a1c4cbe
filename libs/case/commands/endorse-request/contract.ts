import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { REQUEST_KIND_ZH, momentField, requestKindSchema } from '../../contract/procedures.js'
import { ASKED_IN } from '../../contract/request-policies.js'

export const requestEndorsed = defineCaseEvent({
  type: 'request.endorsed.v1',
  data: z.strictObject({
    requestId: z.uuid(), kind: requestKindSchema, unitId: z.string(), endorsedBy: z.string(),
    /** Null when a panel rules. */
    rulingDueAt: momentField.nullable(), remarks: z.string().optional(),
  }),
  sentence: ({ kind, unitId, remarks }, names) => flow(`${names.unit(unitId)}负责人同意提出${REQUEST_KIND_ZH[kind]}`, remarks ?? null),
})

export const endorseRequest = defineCaseCommand({
  name: 'endorse_request',
  zh: '审签本单位的申请',
  target: 'case',
  permission: 'request.endorse',
  actor: 'anyone_in_reach',
  from: ASKED_IN,
  to: ASKED_IN,
  body: z.discriminatedUnion('verdict', [
    z.strictObject({ version: versionField.optional(), requestId: uuidField, verdict: z.literal('agree'), remarks: textField('意见', { max: 500 }).default('') }),
    z.strictObject({ version: versionField.optional(), requestId: uuidField, verdict: z.literal('refuse'), remarks: textField('不同意的理由', { min: 4, max: 500 }) }),
  ]),
  events: [requestEndorsed],
  refusals: ['REQUEST_NOT_FOUND', 'REQUEST_STATE_FORBIDS', 'REQUEST_NOT_YOURS', 'OWN_REQUEST', 'DISPUTE_OPEN'],
  mount: 'generic',
  example: { version: 4, requestId: '0199a000-0000-7000-8000-000000000021', verdict: 'agree', remarks: '情况属实' },
  rules: ['只能由提出申请的单位负责人审签，且不得是提出人本人', '期限看提出的时刻，不看审签的时刻', '同意后才计裁定时限；不同意的视为撤回，不计次数'],
})
