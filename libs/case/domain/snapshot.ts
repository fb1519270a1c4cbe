import type { Instant } from '@tongban/kernel/core'
import type { CaseSnapshot } from '../contract/ports.js'
import type { CaseState } from './case-state.js'
import { isShelved, type CaseProcedures } from './procedures.js'

/** Until when a case has left the active clock; null when it has not. */
export const shelvedUntil = (procedures: CaseProcedures): Instant | null => (procedures.shelving !== null && isShelved(procedures) ? procedures.shelving.until : null)

/** A case as other contexts read it. */
export const snapshotOf = (state: CaseState): CaseSnapshot => ({
  id: state.id, number: state.number, version: state.version, status: state.status, round: state.round, title: state.title, description: state.description,
  caseType: state.caseType, urgency: state.urgency, channel: state.channel, categoryCode: state.categoryCode, placeText: state.placeText,
  divisionCode: state.divisionCode, countyCode: state.countyCode, townshipCode: state.townshipCode, sealed: state.sealed, wantsCallback: state.wantsCallback,
  filedAt: state.filedAt, dispatchDueAt: state.dispatchDueAt, dispatchedAt: state.dispatchedAt, promiseDueAt: state.promiseDueAt, repliedAt: state.repliedAt,
  closedAt: state.closedAt, statusSince: state.statusSince, serviceClass: state.serviceClass, policyVersion: state.policyVersion,
  firstCallback: state.firstCallback, finalCallback: state.finalCallback, assignments: state.assignments,
  subjectUnitIds: state.subjectUnitIds, language: state.language, requests: state.procedures.requests,
  disputes: state.procedures.disputes.map(({ id, unitIds, openedAt, dueAt, ruling, mootAt }) => ({ id, unitIds, openedAt, dueAt, ruledAt: ruling?.at ?? mootAt })),
  shelvedUntil: shelvedUntil(state.procedures), problemAt: state.procedures.problem?.at ?? null, transfers: state.procedures.transfers, urges: state.procedures.urges,
  parentId: state.procedures.parent?.caseId ?? null, childIds: state.procedures.children.map((child) => child.caseId),
  dispatchTrail: state.dispatchTrail,
})
