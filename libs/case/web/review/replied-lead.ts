import type { AssignmentView, CaseView } from '../../contract/index.js'

/** The lead whose reply waits for review: the last one that has replied. */
export const repliedLead = (view: Pick<CaseView, 'assignments'>): AssignmentView | null =>
  view.assignments.findLast((item) => item.role === 'lead' && item.repliedAt !== null) ?? null

/** Attachments sent with the reply that waits for review. */
export function replyAttachmentIds(view: Pick<CaseView, 'timeline'>): readonly string[] {
  const last = [...view.timeline].sort((a, b) => a.seq - b.seq).findLast((entry) => entry.type === 'assignment.replied.v1')
  return last?.attachmentIds ?? []
}
