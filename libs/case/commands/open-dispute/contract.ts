import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent } from '../../contract/case-event.js'
import { DISPUTE_CAUSE_ZH, disputeCauseSchema } from '../../contract/procedures.js'

export const disputeOpened = defineCaseEvent({
  type: 'case.dispute_opened.v1',
  data: z.strictObject({
    disputeId: z.uuid(), cause: disputeCauseSchema,
    /** Requests the panel rules on instead of the dispatcher. */
    requestIds: z.array(z.uuid()), unitIds: z.array(z.string()),
    /** The lead that goes on handling meanwhile; null when the case waits for its review or callback. */
    assignmentId: z.uuid().nullable(), dueAt: z.int(), reason: z.string().optional(),
  }),
  sentence: ({ cause, unitIds, dueAt, reason }, names) => ({
    group: 'flow', sentence: `提交会商裁定：${DISPUTE_CAUSE_ZH[cause]}；现承办单位先办`,
    detail: [`当事单位：${unitIds.map((unitId) => names.unit(unitId)).join('、')}`, `${names.moment(dueAt)} 前裁定`, reason].filter((part) => part !== undefined && part !== '').join('；'),
  }),
})

export const disputeLapsed = defineCaseEvent({
  type: 'case.dispute_lapsed.v1',
  data: z.strictObject({ disputeId: z.uuid() }),
  sentence: () => ({ group: 'supervision', sentence: '会商裁定逾期，转督办', detail: null }),
})

/** The case ended, by whatever way, before the panel ruled: a citizen does not wait for a dispute among units. */
export const disputeMooted = defineCaseEvent({
  type: 'case.dispute_mooted.v1',
  data: z.strictObject({ disputeId: z.uuid(), requestIds: z.array(z.uuid()) }),
  sentence: () => ({ group: 'flow', sentence: '会商裁定终止：工单已经办结或结束，不再裁定', detail: null }),
})

export const openDisputeCommand = defineCaseCommand({
  name: 'open_dispute',
  zh: '提请会商裁定',
  target: 'case',
  permission: 'dispute.open',
  actor: 'outside_handling_units',
  from: ['in_progress'],
  to: ['in_progress'],
  body: z.strictObject({
    version: versionField.optional(),
    otherUnitIds: z.array(unitIdField).min(1, '至少写一个可能应当承办的单位').max(10).describe('除现承办单位外，可能应当承办的单位'),
    reason: textField('提请理由', { min: 4, max: 500 }),
  }),
  events: [disputeOpened, disputeLapsed, disputeMooted],
  refusals: ['DISPUTE_OPEN', 'UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'UNIT_RECUSED', 'DEPARTMENT_ONLY', 'UNIT_ALREADY_LEADS', 'CASE_HELD'],
  mount: 'generic',
  example: { version: 4, otherUnitIds: ['D1505-housing'], reason: '两个单位对路灯管护职责认识不一' },
  rules: [
    '一件工单同时只有一起会商裁定；第二次退单、退单裁定逾期时由系统提起', '会商期间现承办单位先办，时限照走；不得退单、收回、改派',
    '未裁定的退单申请并入会商一并裁定', '工单先行办结或结束的，会商裁定随之终止',
  ],
})
