import type { CaseAssignmentFacts, CaseSnapshot } from '@tongban/case/contract'
import { wasRedispatched } from './dispatch-fact.mapper.js'
import { isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'

/** What a screen may call a sealed case by. */
export const SEALED_TITLE = '保密件'

/** `reporting_case_fact` as written: every column, moments as ISO text. */
export type CaseFactJson = { readonly case_id: string; readonly version: number } & Readonly<Record<string, unknown>>

/** The fact row of a case. The title of a sealed case is not copied: the board is looked at by whoever passes. */
export function caseFactOf(snapshot: CaseSnapshot, cityCode: string): CaseFactJson {
  const leads = snapshot.assignments.filter((item) => item.role === 'lead')
  const unsigned = leads.find((item) => item.status === 'dispatched' && item.signedAt === null)
  return {
    city_code: cityCode,
    case_id: snapshot.id,
    version: snapshot.version,
    number: snapshot.number,
    status: snapshot.status,
    round: snapshot.round,
    title: snapshot.sealed ? SEALED_TITLE : snapshot.title,
    case_type: snapshot.caseType,
    urgency: snapshot.urgency,
    channel: snapshot.channel,
    category_code: snapshot.categoryCode,
    county_code: snapshot.countyCode,
    township_code: snapshot.townshipCode,
    lead_unit_id: leadOf(leads)?.unitId ?? null,
    unit_ids: unitIdsOf(snapshot),
    recused_unit_ids: recusedUnitIdsOf(snapshot),
    filed_at: isoOf(snapshot.filedAt),
    dispatched_at: isoOrNull(snapshot.dispatchedAt),
    promise_due_at: isoOrNull(snapshot.promiseDueAt),
    replied_at: isoOrNull(snapshot.repliedAt),
    closed_at: isoOrNull(snapshot.closedAt),
    signed_late: leads.some((item) => signedLate(item, snapshot)),
    unsigned_due_at: isoOrNull(unsigned?.signDueAt ?? null),
    first_callback_at: isoOrNull(snapshot.firstCallback?.at ?? null),
    parent_id: snapshot.parentId,
    problem_at: isoOrNull(snapshot.problemAt),
    transfers: snapshot.transfers === 0 ? null : snapshot.transfers,
    redispatched: wasRedispatched(snapshot),
    shelved_until: isoOrNull(snapshot.shelvedUntil),
    first_set_aside: snapshot.firstCallback?.setAside ?? null,
    ...callbackColumns('first', snapshot.firstCallback),
    ...callbackColumns('final', snapshot.finalCallback),
  }
}

/** Whose case it is: the lead at work, else the one whose reply was accepted last, else the last that was. */
const leadOf = (leads: readonly CaseAssignmentFacts[]): CaseAssignmentFacts | undefined =>
  leads.find((item) => ['dispatched', 'signed', 'contacted', 'replied'].includes(item.status)) ??
  leads.findLast((item) => item.status === 'accepted') ??
  leads.at(-1)

/** Those who may see the case because it was given to them; a unit it was taken back from is not among them. */
const unitIdsOf = (snapshot: CaseSnapshot): string[] => [
  ...new Set(snapshot.assignments.filter((item) => item.status !== 'recalled').map((item) => item.unitId)),
]

/** The units the case is about, which must not see it; null for most. */
export const recusedUnitIdsOf = ({ subjectUnitIds }: CaseSnapshot): readonly string[] | null => (subjectUnitIds.length === 0 ? null : subjectUnitIds)

/** Signed at or after the due moment; or taken back unsigned after it, which a withdrawal does at the moment it changes the status. */
function signedLate(item: CaseAssignmentFacts, { status, statusSince }: CaseSnapshot): boolean {
  const until: Instant | null = item.signedAt ?? (item.status === 'recalled' && status === 'withdrawn' ? statusSince : null)
  return until !== null && until >= item.signDueAt
}

const callbackColumns = (which: 'first' | 'final', callback: CaseSnapshot['firstCallback']): Record<string, unknown> => ({
  [`${which}_outcome`]: callback?.outcome ?? null,
  [`${which}_contacted`]: callback?.answers?.contacted ?? null,
  [`${which}_resolved`]: callback?.answers?.resolved ?? null,
  [`${which}_satisfaction`]: callback?.answers?.satisfaction ?? null,
  [`${which}_truthful`]: callback?.answers?.truthful ?? null,
})
