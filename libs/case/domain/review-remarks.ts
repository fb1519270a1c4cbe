import { MINUTE_MS, type Instant } from '@tongban/kernel/core'
import type { RemarkCode, ReviewRemark } from '../contract/review-sheet.js'
import { openLead, type CaseState } from './case-state.js'
import { unansweredAssists } from './co-handling.js'

/** Faster than this from signing to reply, a matter on the ground can hardly have been handled. */
const HASTY_REPLY_MS = 15 * MINUTE_MS
/** Shorter than this (in characters) a reply can hardly say what was done, when, and what the citizen said. */
const SHORT_REPLY_CHARACTERS = 40
/** Two replies with more than this part of their pairs of characters in common are one text. */
const SAME_TEXT = 0.85
/** A reply that shares less than this part of the title's pairs of characters does not speak of the matter. */
const ON_TOPIC = 0.15

export type ReviewFacts = {
  /** Contacts of the present lead in this round, in order. */
  readonly contacts: readonly { readonly method: string | null; readonly reached: boolean; readonly at: Instant }[]
  readonly attachments: number
  /** Replies to this case before this one, sent back or found wanting. */
  readonly earlierReplies: readonly string[]
  /** Late replies of the same unit to other cases. */
  readonly otherReplies: readonly { readonly number: string; readonly text: string }[]
}

/** Everything noticed of the reply that waits for review; empty when nothing is, or nothing waits. */
export function reviewRemarks(state: CaseState, { contacts, attachments, earlierReplies, otherReplies }: ReviewFacts): readonly ReviewRemark[] {
  const lead = openLead(state)
  if (lead === null || lead.repliedAt === null) return []
  const text = (lead.replyText ?? '').trim()
  const remarks: ReviewRemark[] = []
  const say = (code: RemarkCode, weight: ReviewRemark['weight'], zh: string, en: string): void => void remarks.push({ code, weight, text: zh, textEn: en })

  if (contacts.length === 0) say('no_contact', 'serious', '没有登记过与群众的联系', 'No contact with the citizen is logged')
  else if (!contacts.some((contact) => contact.reached)) say('contact_not_reached', 'serious', '登记的联系都没有接通', 'No logged contact reached the citizen')
  if (attachments === 0) say('no_evidence', state.evidenceRequired ? 'serious' : 'notice', '回复没有附佐证', 'The reply has no evidence')
  if (state.evidenceRequired && !contacts.some((contact) => contact.method === 'visit')) {
    say('before_visit', 'notice', '这类诉求要到现场，回复前没有登记上门', 'The matter needs a visit, and none is logged before the reply')
  }
  if (earlierReplies.some((earlier) => likeness(earlier, text) >= SAME_TEXT)) say('same_as_before', 'serious', '与上一次的回复几乎相同', 'Almost the same text as the reply before')
  const copied = otherReplies.find((other) => likeness(other.text, text) >= SAME_TEXT)
  if (copied !== undefined) say('template_text', 'serious', `与本单位对工单 ${copied.number} 的回复几乎相同，疑为套话`, `Almost the same text as this unit’s reply to ${copied.number}`)
  if (pairsOf(state.title).size > 1 && covered(state.title, text) < ON_TOPIC && covered(state.description, text) < ON_TOPIC) {
    say('off_topic', 'notice', '回复没有提到群众反映的事', 'The reply does not speak of the matter')
  }
  if (lead.signedAt !== null && lead.repliedAt - lead.signedAt < HASTY_REPLY_MS) {
    const minutes = Math.floor((lead.repliedAt - lead.signedAt) / MINUTE_MS)
    say('hasty', 'notice', `签收后 ${minutes} 分钟就回复`, `Replied ${minutes} minutes after signing`)
  }
  const length = [...text].length
  if (length < SHORT_REPLY_CHARACTERS) say('very_short', 'notice', `回复只有 ${length} 个字`, `The reply has only ${length} characters`)
  if (lead.repliedAt >= lead.promiseDueAt) say('late', 'notice', '回复时已过承诺时限', 'Replied after the promise was due')
  const open = unansweredAssists(state).length
  if (open > 0) say('assist_open', 'notice', `还有 ${open} 个协办单位没有答复主办`, `${open} assisting units have not answered yet`)
  return remarks
}

const pairsOf = (text: string): ReadonlySet<string> => {
  const characters = [...text.replace(/[\s\p{P}]/gu, '')]
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))
}

/** Pairs in common over all pairs (Jaccard), 0 to 1. */
export function likeness(left: string, right: string): number {
  const [a, b] = [pairsOf(left), pairsOf(right)]
  if (a.size === 0 || b.size === 0) return 0
  const common = [...a].filter((pair) => b.has(pair)).length
  return common / (a.size + b.size - common)
}

/** The part of the first text's pairs that the second has, 0 to 1. */
function covered(wanted: string, text: string): number {
  const [a, b] = [pairsOf(wanted), pairsOf(text)]
  return a.size === 0 ? 1 : [...a].filter((pair) => b.has(pair)).length / a.size
}
