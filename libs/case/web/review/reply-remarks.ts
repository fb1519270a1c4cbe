import { instantFromIso, MINUTE_MS } from '@tongban/kernel/core'
import type { AssignmentView, CaseView } from '../../contract/index.js'

/** Faster than this from signing to reply, a matter on the ground can hardly have been handled. */
const HASTY_REPLY_MS = 15 * MINUTE_MS
/** Shorter than this (in characters) a reply can hardly say what was done, when, and what the citizen said. */
const SHORT_REPLY_CHARACTERS = 40

export type ReplyRemark = {
  readonly code: 'no_evidence' | 'hasty' | 'very_short' | 'contact_not_reached' | 'late' | 'same_as_before'
  /** `serious`: a rule of the model is at stake; `notice`: worth a look. */
  readonly weight: 'serious' | 'notice'
  readonly params: Readonly<Record<string, string | number>>
}

/** The lead whose reply waits for review: the last one that has replied. */
export const repliedLead = (view: Pick<CaseView, 'assignments'>): AssignmentView | null =>
  view.assignments.findLast((item) => item.role === 'lead' && item.repliedAt !== null) ?? null

type RemarkInput = Pick<CaseView, 'assignments' | 'timeline' | 'evidenceRequired'>

/** Attachments sent with the reply that waits for review. */
export function replyAttachmentIds(view: Pick<CaseView, 'timeline'>): readonly string[] {
  const last = [...view.timeline].sort((a, b) => a.seq - b.seq).findLast((entry) => entry.type === 'assignment.replied.v1')
  return last?.attachmentIds ?? []
}

/** What the machine noticed about the reply, for the reviewer to weigh; it never decides. */
export function replyRemarks(view: RemarkInput): ReplyRemark[] {
  const lead = repliedLead(view)
  if (lead === null || lead.repliedAt === null) return []
  const remarks: ReplyRemark[] = []
  const repliedAt = instantFromIso(lead.repliedAt)
  const text = (lead.replyText ?? '').trim()
  if (replyAttachmentIds(view).length === 0)
    remarks.push({ code: 'no_evidence', weight: view.evidenceRequired ? 'serious' : 'notice', params: {} })
  if (lead.contactReached === false) remarks.push({ code: 'contact_not_reached', weight: 'serious', params: {} })
  if (lead.signedAt !== null && repliedAt - instantFromIso(lead.signedAt) < HASTY_REPLY_MS) {
    const minutes = Math.floor((repliedAt - instantFromIso(lead.signedAt)) / MINUTE_MS)
    remarks.push({ code: 'hasty', weight: 'notice', params: { minutes } })
  }
  const length = [...text].length
  if (length < SHORT_REPLY_CHARACTERS) remarks.push({ code: 'very_short', weight: 'notice', params: { length } })
  if (repliedAt >= instantFromIso(lead.promiseDueAt)) remarks.push({ code: 'late', weight: 'notice', params: {} })
  if (earlierReplies(view).some((earlier) => earlier === text)) remarks.push({ code: 'same_as_before', weight: 'serious', params: {} })
  return remarks
}

function earlierReplies(view: Pick<CaseView, 'timeline'>): string[] {
  const replies = [...view.timeline].sort((a, b) => a.seq - b.seq).filter((entry) => entry.type === 'assignment.replied.v1')
  return replies.slice(0, -1).map((entry) => (entry.detail ?? '').trim())
}
