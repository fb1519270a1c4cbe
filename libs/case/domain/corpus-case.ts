import type { CorpusCase } from '../contract/case-corpus.js'
import type { CaseSnapshot } from '../contract/ports.js'
import type { AssignmentStatus } from '../contract/states.js'

/** Left behind without an answer of its own: the next lead went elsewhere, or nobody has it. */
const GIVEN_UP: readonly AssignmentStatus[] = ['returned', 'recalled', 'superseded']

/** A lead, as far as it says whether the first dispatch was right. */
export type LeadTaken = Pick<CaseSnapshot['assignments'][number], 'unitId' | 'dispatchedBy' | 'dispatchedAt' | 'status'> & { readonly accepted: boolean }

/** What the leads of a case, in their order, say of its first dispatch. */
export function dispatchLessonOf(leads: readonly LeadTaken[], disputed: boolean): Pick<CorpusCase, 'firstLead' | 'contested' | 'accepted'> {
  const [first] = leads
  return {
    firstLead: first === undefined ? null : { unitId: first.unitId, dispatchedBy: first.dispatchedBy, dispatchedAt: first.dispatchedAt, status: first.status },
    contested: disputed || (first !== undefined && GIVEN_UP.includes(first.status)) || new Set(leads.map(({ unitId }) => unitId)).size > 1,
    accepted: leads.some(({ accepted }) => accepted),
  }
}

/** A case that has been read, as something to learn from: the same as the bulk reading says of it. */
export function corpusCaseOf(snapshot: CaseSnapshot): CorpusCase {
  const {
    id, number, filedAt, status, caseType, urgency, title, description, placeText, categoryCode, divisionCode, countyCode, townshipCode, sealed, parentId, subjectUnitIds, dispatchTrail,
  } = snapshot
  const leads = snapshot.assignments
    .filter(({ role }) => role === 'lead')
    .map((lead) => ({ ...lead, accepted: lead.acceptedAt !== null }))
    .sort((a, b) => a.dispatchedAt - b.dispatchedAt || (a.id < b.id ? -1 : 1))
  return {
    id, number, filedAt, status, caseType, urgency, title, description, placeText, categoryCode, divisionCode, countyCode, townshipCode, sealed, parentId, subjectUnitIds, dispatchTrail,
    ...dispatchLessonOf(leads, snapshot.disputes.length > 0),
    leadUnitId: leads.at(-1)?.unitId ?? null,
  }
}
