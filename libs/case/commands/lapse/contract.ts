import { uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent } from '../../contract/case-event.js'
import { REQUEST_KIND_ZH, requestKindSchema } from '../../contract/procedures.js'
import { REQUEST_POLICIES, RULED_IN } from '../../contract/request-policies.js'

export const requestLapsed = defineCaseEvent({
  type: 'request.lapsed.v1',
  data: z.strictObject({ requestId: z.uuid(), kind: requestKindSchema, unitId: z.string() }),
  sentence: ({ kind, unitId }, names) => ({
    group: 'supervision',
    sentence: `${names.unit(unitId)}${REQUEST_KIND_ZH[kind]}申请逾期未裁定`,
    detail: REQUEST_POLICIES[kind].whenLapsed === 'open_dispute' ? '转会商裁定' : '视为不同意，承办单位的时限不停',
  }),
})

export const lapse = defineCaseCommand({
  name: 'lapse',
  zh: '记录裁定逾期',
  target: 'case',
  permission: 'case.lapse',
  actor: 'anyone_in_reach',
  from: RULED_IN,
  to: RULED_IN,
  body: z.strictObject({ subjectId: uuidField.describe('申请或会商的编号'), what: z.enum(['ruling', 'adjudication']) }),
  events: [requestLapsed],
  refusals: ['REQUEST_NOT_FOUND', 'REQUEST_STATE_FORBIDS', 'DISPUTE_NOT_FOUND', 'DISPUTE_LAPSED_ALREADY', 'LAPSE_TOO_EARLY'],
  mount: 'own',
  offered: false,
  example: { subjectId: '0199a000-0000-7000-8000-000000000021', what: 'ruling' },
  rules: ['只有系统可以记录；同一项只记一次', '裁定人逾期不影响承办单位自己的时钟', '退单逾期未裁定的转会商裁定，其他申请视为不同意，可以再提', '会商裁定逾期的转督办，会商继续'],
})
