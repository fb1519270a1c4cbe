import { textField, unitIdField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow, withCitizen } from '../../contract/case-event.js'
import { REQUEST_KIND_ZH, UNREASONABLE_REASON_ZH, momentField, requestKindSchema, unreasonableReasonSchema } from '../../contract/procedures.js'
import { RULED_IN } from '../../contract/request-policies.js'

export const requestRuled = defineCaseEvent({
  type: 'request.ruled.v1',
  data: z.strictObject({
    requestId: z.uuid(), kind: requestKindSchema, assignmentId: z.uuid(), unitId: z.string(), verdict: z.enum(['approved', 'rejected']), remarks: z.string(), ruledBy: z.string(),
  }),
  sentence: ({ kind, unitId, verdict, remarks }, names) =>
    flow(`${verdict === 'approved' ? '同意' : '不同意'}${names.unit(unitId)}${REQUEST_KIND_ZH[kind]}${kind === 'return' && verdict === 'rejected' ? '，不得再退' : ''}`, remarks),
})

/** The citizen is told of it and of the reason: it stands among what was said to them. */
export const promiseExtended = defineCaseEvent({
  type: 'case.promise_extended.v1',
  data: z.strictObject({ assignmentId: z.uuid(), requestId: z.uuid(), from: momentField, until: momentField, reason: z.string() }),
  sentence: ({ from, until, reason }, names) => withCitizen(`承诺时限由 ${names.moment(from)} 延到 ${names.moment(until)}，告知群众`, reason),
})

export const shelved = defineCaseEvent({
  type: 'case.shelved.v1',
  data: z.strictObject({
    requestId: z.uuid(), assignmentId: z.uuid(), reason: z.string(), measures: z.string(), until: momentField, leader: z.string(), publicNote: z.string(),
    milestones: z.array(z.strictObject({ at: momentField, text: z.string() })), nextReviewAt: momentField,
  }),
  sentence: ({ until, leader, publicNote }, names) => flow(`列入挂账台账，预计 ${names.moment(until)} 解决，包联领导 ${leader}`, publicNote),
})

export const terminationCodeSchema = z.enum(['terminated', ...unreasonableReasonSchema.options])

export const terminated = defineCaseEvent({
  type: 'case.terminated.v1',
  data: z.strictObject({ requestId: z.uuid(), reason: z.string(), code: terminationCodeSchema }),
  sentence: ({ reason, code }) => flow(code === 'terminated' ? '终止办理' : `认定为不合理诉求，终止办理：${UNREASONABLE_REASON_ZH[code]}`, reason),
})

export const ratingReviewed = defineCaseEvent({
  type: 'case.rating_reviewed.v1',
  data: z.strictObject({ requestId: z.uuid(), round: z.int(), setAside: z.boolean(), remarks: z.string() }),
  sentence: ({ round, setAside, remarks }) => ({
    group: 'supervision', sentence: `第 ${round} 轮评价复核：${setAside ? '不计入考核，评价仍保留' : '评价有效'}`, detail: remarks === '' ? null : remarks,
  }),
})

const ruling = { version: versionField.optional(), requestId: uuidField }

export const ruleRequest = defineCaseCommand({
  name: 'rule_request',
  zh: '裁定申请',
  target: 'case',
  permission: 'request.rule',
  actor: 'outside_handling_units',
  from: RULED_IN,
  to: [...RULED_IN, 'terminated'],
  assignmentTo: ['returned', 'dispatched', 'recalled'],
  body: z.discriminatedUnion('verdict', [
    z.strictObject({
      ...ruling, verdict: z.literal('approve'), remarks: textField('裁定意见', { max: 1000 }).default(''),
      leadUnitId: unitIdField.nullable().default(null).describe('退单：改由哪个单位主办；留空时为申请中写明的单位'),
      newPromiseReason: textField('重新承诺时限的理由', { min: 4, max: 500 }).nullable().default(null).describe('退单：留空时，新单位只有剩余的承诺时限'),
    }),
    z.strictObject({ ...ruling, verdict: z.literal('reject'), remarks: textField('不同意的理由', { min: 4, max: 1000 }) }),
  ]),
  events: [requestRuled, promiseExtended, shelved, terminated, ratingReviewed],
  refusals: [
    'REQUEST_NOT_FOUND', 'REQUEST_STATE_FORBIDS', 'OWN_REQUEST', 'OWN_UNIT_FORBIDDEN', 'PERMISSION_MISSING', 'CASE_STATE_FORBIDS', 'DISPUTE_OPEN', 'ASSIGNMENT_NOT_FOUND',
    'UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'UNIT_RECUSED', 'DEPARTMENT_ONLY', 'UNIT_ALREADY_LEADS', 'EXTENSION_NOT_LATER', 'EXTENSION_TOO_LONG', 'CASE_SHELVED',
    'SHELVING_DATE_PAST', 'SHELVING_TOO_LONG', 'RATING_NOT_REVIEWABLE', 'CASE_HELD',
  ],
  needsQuote: true,
  mount: 'generic',
  example: { version: 5, requestId: '0199a000-0000-7000-8000-000000000021', verdict: 'approve', remarks: '属相邻镇辖区', leadUnitId: null, newPromiseReason: null },
  rules: [
    '提出人、同意人及承办单位的人都不得裁定；退单、延期由派单员，挂账由督办员，不合理诉求、终止、评价复核由审核员', '退单同意：改由应当承办的单位主办，只有剩余的承诺时限（派单员写明理由的，可以重新承诺），原派单记为有误',
    '退单不同意：该项任务不得再退，记为不当退单', '延期同意：承诺时限顺延，理由告知群众', '挂账同意：离开在办时限，进入台账，按节点复核', '不合理诉求、终止同意：工单终止，未办完的任务收回',
    '评价复核同意：该轮评价不计入考核，但仍保留',
  ],
})
