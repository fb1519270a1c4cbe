import { textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { REQUEST_KIND_ZH, momentField, requestDetailsSchema, requestKindSchema } from '../../contract/procedures.js'
import { ASKED_IN, ASKED_ON } from '../../contract/request-policies.js'
import { requestSummary } from '../../contract/request-summary.js'

export const requestAsked = defineCaseEvent({
  type: 'request.asked.v1',
  data: z.strictObject({
    requestId: z.uuid(), kind: requestKindSchema, assignmentId: z.uuid(), unitId: z.string(), status: z.enum(['awaiting_endorsement', 'pending']),
    reason: z.string(), details: requestDetailsSchema, attachmentIds: z.array(z.uuid()), askedBy: z.string(),
    /** Null until the unit's own lead has agreed, and when a panel rules. */
    rulingDueAt: momentField.nullable(),
  }),
  sentence: ({ kind, unitId, status, reason, details }, names) =>
    flow(`${names.unit(unitId)}申请${REQUEST_KIND_ZH[kind]}${status === 'pending' ? '' : '（待本单位负责人同意）'}`, `${requestSummary(details, names)}；理由：${reason}`),
})

export const request = defineCaseCommand({
  name: 'request',
  zh: '申请',
  target: 'assignment',
  permission: 'request.ask',
  actor: 'assignment_unit',
  assignmentRoles: ['lead'],
  from: ASKED_IN,
  to: ASKED_IN,
  assignmentFrom: ASKED_ON,
  body: z.strictObject({
    version: versionField.optional(),
    reason: textField('理由', { min: 4, max: 1000 }).describe('延期的理由会告知群众'),
    details: requestDetailsSchema,
    attachmentIds: z.array(uuidField).max(9, '最多 9 个附件').default([]),
  }),
  events: [requestAsked],
  refusals: [
    'REQUEST_TOO_LATE', 'REQUEST_ALREADY_MADE', 'REQUEST_OPEN', 'REQUEST_NEEDS_EVIDENCE', 'RETURN_FORBIDDEN', 'EXPECTED_UNIT_IS_OWN', 'UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD',
    'UNIT_RECUSED', 'DEPARTMENT_ONLY', 'DISPUTE_OPEN', 'EXTENSION_NOT_LATER', 'EXTENSION_TOO_LONG', 'CASE_SHELVED', 'SHELVING_DATE_PAST', 'SHELVING_TOO_LONG',
    'SHELVING_MILESTONE_OUTSIDE', 'RATING_NOT_REVIEWABLE', 'CASE_STATE_FORBIDS', 'ASSIGNMENT_STATE_FORBIDS', 'ATTACHMENT_UNKNOWN',
  ],
  mount: 'generic',
  example: {
    version: 3,
    reason: '事发地在相邻镇辖区，我镇无管辖权',
    details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: 'T150525101', legalBasis: '奈曼旗乡镇权责清单第 12 项' },
    attachmentIds: [],
  },
  rules: [
    '由主办单位提出；谁可以提、何时之前、几次、要不要佐证、谁裁定、逾期怎样，见“申请的规则”表', '承办人提出的，先由本单位负责人同意；负责人自己提出的，直接进入裁定',
    '先办后议：申请期间单位照常办理，时限照走', '工单曾经退单成功的，再次退单不由派单员裁定，转会商裁定', '裁定不同意退单的，该项任务不得再退',
  ],
})
