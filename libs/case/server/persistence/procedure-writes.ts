import { isoOf, isoOrNull, type BatchWrite } from '@tongban/kernel/core'
import { statement } from '@tongban/platform/server'
import { openLead, type CaseState, type DisputeState, type RequestState, type ShelvingState } from '../../domain/index.js'

const PUT_REQUESTS = statement(
  'case.put_requests',
  `INSERT INTO case_request SELECT r.* FROM jsonb_populate_recordset(null::case_request, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, id) DO UPDATE SET status = excluded.status, ruling_due_at = excluded.ruling_due_at, ruled_at = excluded.ruled_at, ruled_by = excluded.ruled_by,
     endorsed_by = excluded.endorsed_by, ruling = excluded.ruling`,
)
const PUT_DISPUTES = statement(
  'case.put_disputes',
  `INSERT INTO case_dispute SELECT r.* FROM jsonb_populate_recordset(null::case_dispute, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, id) DO UPDATE SET unit_ids = excluded.unit_ids, due_at = excluded.due_at, lapsed_at = excluded.lapsed_at, ruled_at = excluded.ruled_at,
     ruled_unit_id = excluded.ruled_unit_id, principle = excluded.principle, reasons = excluded.reasons, legal_basis = excluded.legal_basis`,
)
const PUT_SHELVINGS = statement(
  'case.put_shelvings',
  `INSERT INTO case_shelving SELECT r.* FROM jsonb_populate_recordset(null::case_shelving, $1::jsonb) AS r WHERE r.city_code = $2
   ON CONFLICT (city_code, id) DO UPDATE SET until_at = excluded.until_at, next_review_at = excluded.next_review_at, ended_at = excluded.ended_at, leader = excluded.leader,
     public_note = excluded.public_note`,
)

/**
 * Rows for the queues and ledgers that look across cases: requests to rule on, disputes and their precedents, what is shelved. The case itself
 * decides by its own `procedures`; these repeat it in columns that can be searched, in the same commit. An ordinary case writes none.
 */
export function procedureWrites(before: CaseState, after: CaseState, cityCode: string): BatchWrite[] {
  if (before.procedures === after.procedures) return []
  const changed = <T>(now: readonly T[], then: readonly T[]): readonly T[] => now.filter((item) => !then.includes(item))
  const { requests, disputes, shelving } = after.procedures
  return [
    ...changed(requests, before.procedures.requests).map((request) => ({ statement: PUT_REQUESTS, row: requestRowOf(request, after, cityCode) })),
    ...changed(disputes, before.procedures.disputes).map((dispute) => ({ statement: PUT_DISPUTES, row: disputeRowOf(dispute, after, cityCode) })),
    ...(shelving === null || shelving === before.procedures.shelving ? [] : [{ statement: PUT_SHELVINGS, row: shelvingRowOf(shelving, after, cityCode) }]),
  ]
}

const requestRowOf = (request: RequestState, state: CaseState, cityCode: string): Record<string, unknown> => ({
  city_code: cityCode, id: request.id, case_id: state.id, assignment_id: request.assignmentId, unit_id: request.unitId, kind: request.kind, status: request.status,
  asked_at: isoOf(request.askedAt), asked_by: request.askedBy, endorsed_by: request.endorsedBy, ruling_due_at: isoOrNull(request.rulingDueAt),
  ruled_at: isoOrNull(request.ruledAt), ruled_by: request.ruledBy, ruling: request.ruling, reason: request.reason, details: request.details,
})

const disputeRowOf = (dispute: DisputeState, state: CaseState, cityCode: string): Record<string, unknown> => ({
  city_code: cityCode, id: dispute.id, case_id: state.id, cause: dispute.cause, unit_ids: dispute.unitIds, opened_at: isoOf(dispute.openedAt), due_at: isoOf(dispute.dueAt),
  lapsed_at: isoOrNull(dispute.lapsedAt), category_code: state.categoryCode, division_code: state.divisionCode, title: state.title,
  // A moot dispute is settled without a ruling: it leaves the queue and is no precedent.
  ruled_at: isoOrNull(dispute.ruling?.at ?? dispute.mootAt), ruled_unit_id: dispute.ruling?.leadUnitId ?? null, principle: dispute.ruling?.principle ?? null,
  reasons: dispute.ruling?.reasons ?? null, legal_basis: dispute.ruling?.legalBasis ?? null,
})

const shelvingRowOf = (shelving: ShelvingState, state: CaseState, cityCode: string): Record<string, unknown> => ({
  city_code: cityCode, id: shelving.requestId, case_id: state.id, unit_id: openLead(state)?.unitId ?? null, county_code: state.countyCode, reason: shelving.reason,
  leader: shelving.leader, public_note: shelving.publicNote, since_at: isoOf(shelving.since), until_at: isoOf(shelving.until), next_review_at: isoOf(shelving.nextReviewAt),
  ended_at: isoOrNull(shelving.endedAt),
})
