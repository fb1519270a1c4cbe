import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const disputeRuled = defineCaseEvent({
  type: 'case.dispute_ruled.v1',
  data: z.strictObject({
    disputeId: z.uuid(), requestIds: z.array(z.uuid()), leadUnitId: z.string(),
    /** Who had it when the panel ruled; null when nobody did. */
    previousUnitId: z.string().nullable(),
    principle: z.string(), reasons: z.string(), legalBasis: z.string(), ruledBy: z.string(), proposesCatalogueRow: z.boolean(),
    /** The case went to another unit; false when it stays, or had been answered already and the ruling is a precedent only. */
    moved: z.boolean(),
  }),
  sentence: ({ leadUnitId, previousUnitId, principle, reasons, legalBasis, moved }, names) => {
    const binding = moved ? '，不得再退单' : leadUnitId === previousUnitId ? '，继续办理，不得再退单' : '；工单已经办复，本裁定只作为先例'
    return flow(`会商裁定：由${names.unit(leadUnitId)}承办${binding}`, `裁定要旨：${principle}；理由：${reasons}；依据：${legalBasis}`)
  },
})

export const ruleDispute = defineCaseCommand({
  name: 'rule_dispute',
  zh: '会商裁定',
  target: 'case',
  permission: 'dispute.rule',
  actor: 'outside_dispute',
  needsWholePanel: true,
  from: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  to: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  assignmentTo: ['superseded', 'dispatched', 'recalled'],
  body: z.strictObject({
    version: versionField.optional(),
    leadUnitId: unitIdField.describe('裁定由谁主办'),
    assistUnitIds: z.array(unitIdField).max(10).default([]).describe('一并指定的协办；工单已经办复的不再增派'),
    principle: textField('裁定要旨', { min: 4, max: 200 }).describe('一句话，以后按它检索先例'),
    reasons: textField('裁定理由', { min: 10, max: 2000 }),
    legalBasis: textField('依据', { min: 4, max: 500 }),
    proposesCatalogueRow: z.boolean().default(false).describe('建议据此修改派单目录'),
  }),
  events: [disputeRuled],
  refusals: [
    'OWN_UNIT_FORBIDDEN', 'PANEL_INCOMPLETE', 'UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'UNIT_CANNOT_ASSIST', 'UNIT_RECUSED', 'DEPARTMENT_ONLY', 'UNIT_ALREADY_LEADS',
  ],
  needsQuote: true,
  mount: 'generic',
  example: {
    version: 8, leadUnitId: 'D1505-housing', assistUnitIds: [], principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在市政移交清单内，管护责任已经移交',
    legalBasis: '《城市道路照明设施管理规定》第七条', proposesCatalogueRow: true,
  },
  rules: [
    '会商组三方到齐后才能裁定；当事单位和承办单位的人不得裁定', '裁定有约束力：被裁定的单位不得再退单；改由别的单位主办的，该单位得到剩余的承诺时限，原派单计为有误',
    '裁定由现承办单位办理的，其退单申请不予同意；工单已经办复的，裁定只作为先例', '裁定要旨、理由、依据成为可检索的先例，可以提出修改派单目录',
  ],
})
