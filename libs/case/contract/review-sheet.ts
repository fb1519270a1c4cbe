import { defineEndpoint, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'

/** What the system noticed of a reply, for the reviewer to weigh; it never decides. `serious`: a rule of the model is at stake. */
export const remarkCodeSchema = z.enum([
  'no_contact', 'contact_not_reached', 'no_evidence', 'template_text', 'same_as_before', 'off_topic', 'before_visit', 'hasty', 'very_short', 'late', 'assist_open',
])
export type RemarkCode = z.output<typeof remarkCodeSchema>

export const reviewRemarkSchema = z.object({ code: remarkCodeSchema, weight: z.enum(['serious', 'notice']), text: z.string(), textEn: z.string() })
export type ReviewRemark = z.output<typeof reviewRemarkSchema>

export const checklistItemSchema = z.object({ id: z.string(), text: z.string(), textEn: z.string() })
export type ChecklistItem = z.output<typeof checklistItemSchema>

export const reviewSheetSchema = z.object({ version: z.int(), checklist: z.array(checklistItemSchema), remarks: z.array(reviewRemarkSchema) })
export type ReviewSheet = z.output<typeof reviewSheetSchema>

export const readReviewSheet = defineEndpoint({
  name: 'readReviewSheet', method: 'GET', path: '/cases/:caseId/review-sheet', permission: 'case.review', tag: 'case', summary: '审核单：按分类要核对的事项，和系统看出的问题',
  params: z.strictObject({ caseId: uuidField }), response: reviewSheetSchema, refusals: ['CASE_NOT_FOUND', 'CASE_STATE_FORBIDS', 'OWN_UNIT_FORBIDDEN'],
})
