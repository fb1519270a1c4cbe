import { may } from '@tongban/access/contract'
import { instant, ok, refuse } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { REQUEST_STATUS_ZH } from '../../contract/procedures.js'
import { REQUEST_POLICIES } from '../../contract/request-policies.js'
import { CASE_STATUS_ZH } from '../../contract/states.js'
import { isOpen } from '../../domain/case-state.js'
import { changeAssignment, enter } from '../../domain/change-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { openDispute } from '../../domain/procedures.js'
import { changeRequest, requestOf } from '../../domain/request-changes.js'
import { granted } from '../../domain/request-granting.js'
import { withRatingReviewed } from '../../domain/request-rating.js'
import type { ruleRequest } from './contract.js'

export const decideRuleRequest: Decider<typeof ruleRequest> = ({ state, body, actor, facts, at }) => {
  const request = requestOf(state, body.requestId)
  if (request === null) return refuse('REQUEST_NOT_FOUND')
  const { kind, unitId, assignmentId } = request
  const policy = REQUEST_POLICIES[kind]
  if (!may(actor, policy.ruledBy)) return refuse('PERMISSION_MISSING', { permission: policy.ruledBy })
  // Rule 12: nobody rules on their own request, or on their unit's; the guard keeps every handling unit out, this one people who have moved.
  if (unitId === actor.unitId) return refuse('OWN_UNIT_FORBIDDEN', { actionZh: '裁定' })
  if (request.askedBy === actor.userId || request.endorsedBy === actor.userId) return refuse('OWN_REQUEST', { actionZh: '裁定' })
  if (request.status !== 'pending') return refuse('REQUEST_STATE_FORBIDS', { status: request.status, statusZh: REQUEST_STATUS_ZH[request.status], actionZh: '裁定' })
  if (!policy.ruledIn.includes(state.status)) {
    return refuse('CASE_STATE_FORBIDS', { status: state.status, statusZh: CASE_STATUS_ZH[state.status], action: 'rule_request', actionZh: '裁定这项申请' })
  }
  if (kind === 'return' && openDispute(state.procedures) !== null) return refuse('DISPUTE_OPEN')
  const ruled = (verdict: 'approved' | 'rejected'): CaseEvent => ({
    type: 'request.ruled.v1', data: { requestId: request.id, kind, assignmentId, unitId, verdict, remarks: body.remarks, ruledBy: actor.userId },
  })
  if (body.verdict === 'reject') {
    const stays: CaseEvent[] =
      request.details.kind === 'rating_review'
        ? [{ type: 'case.rating_reviewed.v1', data: { requestId: request.id, round: request.details.round, setAside: false, remarks: body.remarks } }]
        : []
    return ok([ruled('rejected'), ...stays])
  }
  const { remarks, leadUnitId, newPromiseReason } = body
  const follows = granted({ state, request, details: request.details, remarks, leadUnitId, newPromiseReason, ruledBy: actor.userId, facts, at })
  return follows.ok ? ok([ruled('approved'), ...follows.value]) : follows
}

export const evolveRuleRequest: Evolver<typeof ruleRequest> = {
  'request.ruled.v1': (state, { requestId, kind, assignmentId, verdict, remarks, ruledBy }, at) => {
    const next = changeRequest(state, requestId, (item) => ({ ...item, status: verdict, ruledBy, ruledAt: at, ruling: remarks }))
    return kind === 'return' && verdict === 'rejected' ? changeAssignment(next, assignmentId, (item) => ({ ...item, noReturn: true })) : next
  },
  'case.promise_extended.v1': (state, { assignmentId, until }) => ({
    ...changeAssignment(state, assignmentId, (item) => ({ ...item, promiseDueAt: instant(until) })),
    promiseDueAt: instant(until),
  }),
  'case.shelved.v1': (state, { requestId, assignmentId, reason, measures, until, leader, publicNote, milestones, nextReviewAt }, at) => ({
    ...state,
    procedures: {
      ...state.procedures,
      shelving: {
        requestId, assignmentId, reason, measures, until: instant(until), leader, publicNote, since: at, nextReviewAt: instant(nextReviewAt), endedAt: null,
        milestones: milestones.map((item) => ({ at: instant(item.at), text: item.text, doneAt: null, note: null })),
      },
    },
  }),
  'case.terminated.v1': (state, { reason, code }, at) => {
    const assignments = state.assignments.map((item) => (isOpen(item) ? { ...item, status: 'recalled' as const } : item))
    return enter({ ...state, assignments, endedReason: code, answerText: reason }, 'terminated', at)
  },
  'case.rating_reviewed.v1': (state, { round, setAside }) => withRatingReviewed(state, round, setAside),
}
