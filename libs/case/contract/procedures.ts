import { textField, unitIdField } from '@tongban/kernel/contract'
import { z } from 'zod'

/** What a unit may ask of the hotline while it handles a case; who asks, until when and who rules is data: see `request-policies.ts`. */
export const requestKindSchema = z.enum(['return', 'extension', 'shelving', 'unreasonable', 'termination', 'rating_review'])
export type RequestKind = z.output<typeof requestKindSchema>
export const REQUEST_KIND_ZH: Record<RequestKind, string> = {
  return: '退单', extension: '延期', shelving: '挂账', unreasonable: '不合理诉求认定', termination: '终止办理', rating_review: '评价复核',
}

/** `in_dispute`: a panel rules instead of the dispatcher. `lapsed`: whoever had to rule was late. */
export const requestStatusSchema = z.enum(['awaiting_endorsement', 'pending', 'in_dispute', 'approved', 'rejected', 'lapsed', 'cancelled'])
export type RequestStatus = z.output<typeof requestStatusSchema>
export const REQUEST_STATUS_ZH: Record<RequestStatus, string> = {
  awaiting_endorsement: '待本单位负责人同意', pending: '待裁定', in_dispute: '会商裁定中', approved: '已同意', rejected: '不同意', lapsed: '裁定逾期', cancelled: '已撤回',
}

/** Why a unit says the case is not its own; a maintained list. */
export const returnReasonSchema = z.enum(['not_our_duty', 'other_area', 'department_only', 'already_handled_elsewhere', 'facts_missing', 'recusal_needed'])
export type ReturnReason = z.output<typeof returnReasonSchema>
export const RETURN_REASON_ZH: Record<ReturnReason, string> = {
  not_our_duty: '不属于本单位职责', other_area: '不在本单位辖区', department_only: '属于部门专属事项', already_handled_elsewhere: '其他单位已在办理',
  facts_missing: '关键要素缺失，无法核实', recusal_needed: '本单位是被反映对象，应当回避',
}

/** Why a demand may be found unreasonable; 国办函〔2020〕53号 and the cities' rules: reviewed, coded, counted in public. */
export const unreasonableReasonSchema = z.enum(['against_law', 'beyond_policy', 'no_facts', 'repeated_after_conclusion', 'harassment'])
export type UnreasonableReason = z.output<typeof unreasonableReasonSchema>
export const UNREASONABLE_REASON_ZH: Record<UnreasonableReason, string> = {
  against_law: '诉求违反法律法规', beyond_policy: '超出现行政策规定', no_facts: '经核实没有事实依据', repeated_after_conclusion: '已有合法合理结论仍反复提出', harassment: '恶意投诉或骚扰',
}

/** The year 2100: what is further off is a slip of the finger, and beyond it no calendar and no database follows. */
const LATEST_MOMENT_MS = 4_102_444_800_000
/** Moments in bodies and events are epoch ms. */
export const momentField = z.int().min(0).max(LATEST_MOMENT_MS, '时刻不能晚于 2100 年')

/** What each kind of request has to say beside its reason. */
export const requestDetailsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('return'),
    reasonCode: returnReasonSchema,
    expectedUnitId: unitIdField.describe('应当承办的单位'),
    legalBasis: textField('依据', { min: 4, max: 500 }).describe('法规、三定方案或权责清单的条款'),
  }),
  z.strictObject({ kind: z.literal('extension'), until: momentField.describe('申请延到的时刻，毫秒') }),
  z.strictObject({
    kind: z.literal('shelving'),
    measures: textField('已采取的措施', { min: 4, max: 1000 }),
    until: momentField.describe('预计解决的时刻，毫秒'),
    milestones: z.array(z.strictObject({ at: momentField, text: textField('节点', { min: 2, max: 200 }) })).min(1, '至少写一个节点').max(12),
    leader: textField('包联领导', { min: 2, max: 30 }),
    publicNote: textField('对群众的说明', { min: 4, max: 500 }),
  }),
  z.strictObject({ kind: z.literal('unreasonable'), reasonCode: unreasonableReasonSchema }),
  z.strictObject({ kind: z.literal('termination') }),
  z.strictObject({ kind: z.literal('rating_review'), round: z.int().min(1).describe('哪一轮的评价') }),
])
export type RequestDetails = z.output<typeof requestDetailsSchema>

export const disputeCauseSchema = z.enum(['second_return', 'lapsed_ruling', 'by_hand'])
export type DisputeCause = z.output<typeof disputeCauseSchema>
export const DISPUTE_CAUSE_ZH: Record<DisputeCause, string> = { second_return: '两个单位都认为不属于自己', lapsed_ruling: '退单裁定逾期', by_hand: '热线中心提请' }

/** 会商裁定: who must sit in, and who may. */
export const panelRoleSchema = z.enum(['hotline_centre', 'staffing_office', 'justice', 'discipline_inspection', 'expert'])
export type PanelRole = z.output<typeof panelRoleSchema>
export const PANEL_ROLE_ZH: Record<PanelRole, string> = { hotline_centre: '热线中心', staffing_office: '编办', justice: '司法行政', discipline_inspection: '纪检监察', expert: '专家' }
export const REQUIRED_PANEL: readonly PanelRole[] = ['hotline_centre', 'staffing_office', 'justice']
export const panelMemberSchema = z.strictObject({ role: panelRoleSchema, name: textField('姓名', { min: 2, max: 30 }) })
export type PanelMember = z.output<typeof panelMemberSchema>

/** Why a dispatch went to another unit; kept on the assignment that ended. */
export const handOverCauseSchema = z.enum(['return', 'ruling', 'reassign', 'recusal'])
export type HandOverCause = z.output<typeof handOverCauseSchema>

/** Who helps inside a unit's area; never a lead. */
export const helperKindSchema = z.enum(['village', 'grid_worker', 'volunteer'])
export type HelperKind = z.output<typeof helperKindSchema>
export const HELPER_KIND_ZH: Record<HelperKind, string> = { village: '嘎查村（社区）', grid_worker: '网格员', volunteer: '志愿者' }

export const problemCauseSchema = z.enum(['rounds', 'transfers'])
export type ProblemCause = z.output<typeof problemCauseSchema>
export const PROBLEM_CAUSE_ZH: Record<ProblemCause, string> = { rounds: '三轮办理仍未解决', transfers: '三次流转仍无单位承办' }

/** Limits of procedures inside the house; their durations are deadline's policy. */
export const procedureLimitSchema = z.enum(['return_window', 'return_ruling', 'review', 'adjudication', 'arrive', 'callback'])
export type ProcedureLimit = z.output<typeof procedureLimitSchema>
