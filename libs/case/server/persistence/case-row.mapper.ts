import { instant, isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import {
  NO_PROCEDURES, acceptedLead, involvedUnits, isOpen, openDispute, openLead, shelvedUntil, type AssignmentState, type CaseState,
} from '../../domain/index.js'

/** `case_case` as read: timestamptz as epoch ms. */
export type CaseRow = {
  id: string; number: string; version: number; status: CaseState['status']; status_since: number; round: number; title: string; description: string
  case_type: CaseState['caseType']; category_code: string | null; urgency: CaseState['urgency']; channel: CaseState['channel']; origin_line: string | null
  place_text: string; division_code: string | null; county_code: string | null; township_code: string | null; sealed: boolean; wants_callback: boolean
  evidence_required: boolean; attachment_ids: string[]; dispatch_trail: Record<string, unknown> | null; filed_at: number; filed_by: string
  dispatch_due_at: number; dispatched_at: number | null; service_class: string | null; policy_version: string | null; promise_due_at: number | null
  replied_at: number | null; closed_at: number | null; ended_reason: string | null; answer_text: string | null
  first_callback: CaseState['firstCallback']; final_callback: CaseState['finalCallback']; lead_unit_id: string | null; unit_ids: string[]
  timeline_length: number; timeline_hash: string; subject_unit_ids: string[] | null; language: CaseState['language'] | null; procedures: CaseState['procedures'] | null
}

/** `case_assignment` as `to_jsonb` gives it inside the case's query: moments as ISO text. */
export type AssignmentJson = {
  id: string; role: AssignmentState['role']; unit_id: string; round: number; status: AssignmentState['status']; dispatched_at: string; sign_due_at: string
  contact_due_at: string; promise_due_at: string; signed_at: string | null; contacted_at: string | null; contact_reached: boolean | null
  replied_at: string | null; reply_text: string | null; accepted_at: string | null; dispatched_by: string | null; no_return: boolean | null
  arrive_due_at: string | null; arrived_at: string | null
}

const at = (iso: string): Instant => instant(Date.parse(iso))
const atOrNull = (iso: string | null): Instant | null => (iso === null ? null : at(iso))
const instantOrNull = (value: number | null): Instant | null => (value === null ? null : instant(value))

export const assignmentOf = (json: AssignmentJson): AssignmentState => ({
  id: json.id, role: json.role, unitId: json.unit_id, round: json.round, status: json.status, dispatchedAt: at(json.dispatched_at), signDueAt: at(json.sign_due_at),
  contactDueAt: at(json.contact_due_at), promiseDueAt: at(json.promise_due_at), signedAt: atOrNull(json.signed_at), contactedAt: atOrNull(json.contacted_at),
  contactReached: json.contact_reached, repliedAt: atOrNull(json.replied_at), replyText: json.reply_text, acceptedAt: atOrNull(json.accepted_at),
  dispatchedBy: json.dispatched_by, noReturn: json.no_return ?? false, arriveDueAt: atOrNull(json.arrive_due_at), arrivedAt: atOrNull(json.arrived_at),
})

export const caseStateOf = (row: CaseRow, assignments: readonly AssignmentJson[]): CaseState => ({
  id: row.id, number: row.number, version: row.version, status: row.status, statusSince: instant(row.status_since), round: row.round, title: row.title,
  description: row.description, caseType: row.case_type, categoryCode: row.category_code, urgency: row.urgency, channel: row.channel, originLine: row.origin_line,
  placeText: row.place_text, divisionCode: row.division_code, countyCode: row.county_code, townshipCode: row.township_code, sealed: row.sealed,
  wantsCallback: row.wants_callback, evidenceRequired: row.evidence_required, attachmentIds: row.attachment_ids, dispatchTrail: row.dispatch_trail,
  filedAt: instant(row.filed_at), filedBy: row.filed_by, dispatchDueAt: instant(row.dispatch_due_at), dispatchedAt: instantOrNull(row.dispatched_at),
  serviceClass: row.service_class, policyVersion: row.policy_version, promiseDueAt: instantOrNull(row.promise_due_at), repliedAt: instantOrNull(row.replied_at),
  closedAt: instantOrNull(row.closed_at), endedReason: row.ended_reason, answerText: row.answer_text, firstCallback: row.first_callback,
  finalCallback: row.final_callback, assignments: assignments.map(assignmentOf), timelineLength: row.timeline_length, timelineHash: row.timeline_hash,
  subjectUnitIds: row.subject_unit_ids ?? [], language: row.language ?? 'zh', procedures: row.procedures ?? NO_PROCEDURES,
})

/** The row a state is stored as; every column, so that insert and update share one shape. */
export const caseJsonOf = (state: CaseState, cityCode: string): Record<string, unknown> => ({
  city_code: cityCode, id: state.id, number: state.number, version: state.version, status: state.status, status_since: isoOf(state.statusSince), round: state.round,
  title: state.title, description: state.description, case_type: state.caseType, category_code: state.categoryCode, urgency: state.urgency, channel: state.channel,
  origin_line: state.originLine, place_text: state.placeText, division_code: state.divisionCode, county_code: state.countyCode, township_code: state.townshipCode,
  sealed: state.sealed, wants_callback: state.wantsCallback, evidence_required: state.evidenceRequired, attachment_ids: state.attachmentIds,
  dispatch_trail: state.dispatchTrail, filed_at: isoOf(state.filedAt), filed_by: state.filedBy, dispatch_due_at: isoOf(state.dispatchDueAt),
  dispatched_at: isoOrNull(state.dispatchedAt), service_class: state.serviceClass, policy_version: state.policyVersion, promise_due_at: isoOrNull(state.promiseDueAt),
  replied_at: isoOrNull(state.repliedAt), closed_at: isoOrNull(state.closedAt), ended_reason: state.endedReason, answer_text: state.answerText,
  first_callback: state.firstCallback, final_callback: state.finalCallback, lead_unit_id: leadUnitOf(state), unit_ids: involvedUnits(state),
  timeline_length: state.timelineLength, timeline_hash: state.timelineHash,
  subject_unit_ids: state.subjectUnitIds.length === 0 ? null : state.subjectUnitIds, language: state.language,
  procedures: state.procedures === NO_PROCEDURES ? null : state.procedures, ...markersOf(state),
})

/** What lists filter by, kept in columns of its own; null where there is nothing out of the ordinary. */
const markersOf = ({ procedures }: CaseState): Record<string, unknown> => ({
  problem_at: isoOrNull(procedures.problem?.at ?? null), parent_id: procedures.parent?.caseId ?? null, urges: procedures.urges === 0 ? null : procedures.urges,
  last_urged_at: isoOrNull(procedures.lastUrgedAt), shelved_until: isoOrNull(shelvedUntil(procedures)), disputed_at: isoOrNull(openDispute(procedures)?.openedAt ?? null),
})

export const assignmentJsonOf = (item: AssignmentState, state: CaseState, cityCode: string): Record<string, unknown> => ({
  city_code: cityCode, id: item.id, case_id: state.id, role: item.role, unit_id: item.unitId, round: item.round, status: item.status,
  dispatched_at: isoOf(item.dispatchedAt), sign_due_at: isoOf(item.signDueAt), contact_due_at: isoOf(item.contactDueAt), promise_due_at: isoOf(item.promiseDueAt),
  signed_at: isoOrNull(item.signedAt), contacted_at: isoOrNull(item.contactedAt), contact_reached: item.contactReached, replied_at: isoOrNull(item.repliedAt),
  reply_text: item.replyText, accepted_at: isoOrNull(item.acceptedAt),
  dispatched_by: item.dispatchedBy, no_return: item.noReturn ? true : null, arrive_due_at: isoOrNull(item.arriveDueAt), arrived_at: isoOrNull(item.arrivedAt), next_due_at: isoOrNull(nextDueOf(item, state)?.at ?? null),
})

const leadUnitOf = (state: CaseState): string | null => (openLead(state) ?? acceptedLead(state) ?? state.assignments.findLast((item) => item.role === 'lead'))?.unitId ?? null

/**
 * What a unit owes next: of the steps still to be done, the one that is due first. A contact may fall due before an unsigned case is signed.
 * An assist that has replied, a copy, or a finished duty owes nothing.
 */
export function nextDueOf(item: AssignmentState, state: CaseState): { kind: 'sign' | 'arrive' | 'contact' | 'promise'; at: Instant } | null {
  if (item.role === 'cc' || !isOpen(item) || state.status !== 'in_progress' || item.status === 'replied') return null
  const outstanding = [
    ...(item.status === 'dispatched' ? [{ kind: 'sign' as const, at: item.signDueAt }] : []),
    ...(item.arriveDueAt !== null && item.arrivedAt === null ? [{ kind: 'arrive' as const, at: item.arriveDueAt }] : []),
    // Only the lead owes the citizen a call.
    ...(item.status === 'contacted' || item.role !== 'lead' ? [] : [{ kind: 'contact' as const, at: item.contactDueAt }]),
    // A shelved case has left the active clock: what it owes stands in the ledger, and the date is its own.
    { kind: 'promise' as const, at: shelvedUntil(state.procedures) ?? item.promiseDueAt },
  ]
  return outstanding.reduce((first, step) => (step.at < first.at ? step : first))
}
