import { isoOf, isoOrNull } from '@tongban/kernel/core'
import { DISPUTE_CAUSE_ZH, HELPER_KIND_ZH, PROBLEM_CAUSE_ZH, REQUEST_KIND_ZH } from '../../contract/procedures.js'
import { requestSummary } from '../../contract/request-summary.js'
import type { DisputeView, ProceduresView, RequestView } from '../../contract/views.js'
import type { CaseProcedures, DisputeState, RequestState } from '../../domain/index.js'

/** Names for ids and moments in words; whoever makes views brings them. */
export type ProcedureNames = { readonly unit: (unitId: string) => string; readonly person: (userId: string) => string; readonly moment: (epochMs: number) => string }

export function proceduresViewOf(procedures: CaseProcedures, names: ProcedureNames): ProceduresView {
  const unit = (id: string): { id: string; name: string } => ({ id, name: names.unit(id) })
  const { shelving, problem } = procedures
  return {
    requests: procedures.requests.map((request) => requestViewOf(request, names)),
    disputes: procedures.disputes.map((dispute) => disputeViewOf(dispute, names)),
    shelving:
      shelving === null
        ? null
        : {
            requestId: shelving.requestId, reason: shelving.reason, measures: shelving.measures, leader: shelving.leader, publicNote: shelving.publicNote,
            since: isoOf(shelving.since), until: isoOf(shelving.until), nextReviewAt: isoOf(shelving.nextReviewAt), endedAt: isoOrNull(shelving.endedAt),
            milestones: shelving.milestones.map((item) => ({ at: isoOf(item.at), text: item.text, doneAt: isoOrNull(item.doneAt), note: item.note })),
          },
    problem: problem === null ? null : { causeZh: PROBLEM_CAUSE_ZH[problem.cause], at: isoOf(problem.at), supervisorUnit: problem.supervisorUnitId === null ? null : unit(problem.supervisorUnitId) },
    transfers: procedures.transfers, urges: procedures.urges, lastUrgedAt: isoOrNull(procedures.lastUrgedAt),
    parent: procedures.parent === null ? null : { ...procedures.parent, at: isoOf(procedures.parent.at) },
    children: [...procedures.children], splitInto: [...procedures.splitInto], splitFrom: procedures.splitFrom,
    helpers: procedures.helpers.map((helper) => ({
      id: helper.id, unit: unit(helper.unitId), kind: helper.kind, kindZh: HELPER_KIND_ZH[helper.kind], name: helper.name, task: helper.task,
      askedAt: isoOf(helper.askedAt), doneAt: isoOrNull(helper.doneAt), result: helper.result,
    })),
  }
}

export const requestViewOf = (request: RequestState, names: ProcedureNames): RequestView => ({
  id: request.id, kind: request.kind, kindZh: REQUEST_KIND_ZH[request.kind], status: request.status, assignmentId: request.assignmentId,
  unit: { id: request.unitId, name: names.unit(request.unitId) }, reason: request.reason, details: request.details,
  summary: requestSummary(request.details, names), attachmentIds: [...request.attachmentIds],
  askedAt: isoOf(request.askedAt), askedBy: names.person(request.askedBy), rulingDueAt: isoOrNull(request.rulingDueAt), ruledAt: isoOrNull(request.ruledAt),
  ruling: request.ruling,
})

export const disputeViewOf = (dispute: DisputeState, names: ProcedureNames): DisputeView => {
  const unit = (id: string): { id: string; name: string } => ({ id, name: names.unit(id) })
  return {
    id: dispute.id, cause: dispute.cause, causeZh: DISPUTE_CAUSE_ZH[dispute.cause], units: dispute.unitIds.map(unit), openedAt: isoOf(dispute.openedAt),
    dueAt: isoOf(dispute.dueAt), lapsedAt: isoOrNull(dispute.lapsedAt), mootAt: isoOrNull(dispute.mootAt), panel: [...dispute.panel],
    meeting: dispute.meeting === null ? null : { ...dispute.meeting, at: isoOf(dispute.meeting.at) },
    positions: dispute.positions.map((item) => ({ unit: unit(item.unitId), text: item.text, legalBasis: item.legalBasis, attachmentIds: [...item.attachmentIds], at: isoOf(item.at) })),
    ruling:
      dispute.ruling === null
        ? null
        : { unit: unit(dispute.ruling.leadUnitId), principle: dispute.ruling.principle, reasons: dispute.ruling.reasons, legalBasis: dispute.ruling.legalBasis, at: isoOf(dispute.ruling.at) },
  }
}
