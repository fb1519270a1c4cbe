import { z } from 'zod'

/** `draft` is where every case begins and is never stored: filing is its first transition. */
export const caseStatusSchema = z.enum([
  'draft', 'awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'closed', 'archived',
  'answered', 'declined', 'redirected', 'handed_to_emergency', 'withdrawn', 'merged', 'terminated',
])
export type CaseStatus = z.output<typeof caseStatusSchema>

export const assignmentStatusSchema = z.enum(['dispatched', 'signed', 'contacted', 'replied', 'accepted', 'returned', 'recalled', 'superseded'])
export type AssignmentStatus = z.output<typeof assignmentStatusSchema>

export const assignmentRoleSchema = z.enum(['lead', 'assist', 'whistle', 'cc'])
export type AssignmentRole = z.output<typeof assignmentRoleSchema>

export const CASE_STATUS_ZH: Record<CaseStatus, string> = {
  draft: '草稿', awaiting_dispatch: '待派单', in_progress: '办理中', awaiting_review: '待审核', awaiting_callback: '待回访', closed: '已办结', archived: '已归档',
  answered: '直接答复', declined: '不予受理', redirected: '已告知法定途径', handed_to_emergency: '已转紧急专线', withdrawn: '已撤单', merged: '已并案', terminated: '已终止',
}

export const ASSIGNMENT_STATUS_ZH: Record<AssignmentStatus, string> = {
  dispatched: '待签收', signed: '已签收', contacted: '已联系', replied: '已回复', accepted: '审核通过', returned: '已退单', recalled: '已收回', superseded: '已改派',
}

export const ASSIGNMENT_ROLE_ZH: Record<AssignmentRole, string> = { lead: '主办', assist: '协办', whistle: '吹哨', cc: '抄送' }

/** Nothing more happens to a case in one of these. A merged one waits for the answer of the case it follows; a closed one may be appealed or archived. */
export const TERMINAL_STATUSES: readonly CaseStatus[] = ['archived', 'answered', 'declined', 'redirected', 'handed_to_emergency', 'withdrawn', 'terminated']
