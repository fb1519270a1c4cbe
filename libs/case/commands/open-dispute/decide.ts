import { instant, ok, refuse } from '@tongban/kernel/core'
import { openLead } from '../../domain/case-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { disputeOpened } from '../../domain/dispute-opened.js'
import { changeDispute, settleRequests } from '../../domain/dispute-changes.js'
import { leadRefusal } from '../../domain/hand-over.js'
import { isUnruled, openDispute } from '../../domain/procedures.js'
import type { openDisputeCommand } from './contract.js'

export const decideOpenDispute: Decider<typeof openDisputeCommand> = ({ state, body, facts, at }) => {
  if (openDispute(state.procedures) !== null) return refuse('DISPUTE_OPEN')
  const lead = openLead(state)
  if (lead === null) return refuse('ASSIGNMENT_NOT_FOUND')
  // A party that could never be given the case would leave the panel nothing to rule on.
  for (const unitId of body.otherUnitIds) {
    if (unitId === lead.unitId) return refuse('UNIT_ALREADY_LEADS', { unitName: facts.unit(unitId)?.name ?? unitId })
    const forbidden = leadRefusal(state, unitId, facts)
    if (forbidden !== null) return refuse(forbidden.code, forbidden.params)
  }
  const returns = state.procedures.requests.filter((request) => request.kind === 'return' && isUnruled(request)).map((request) => request.id)
  return ok([disputeOpened({ state, cause: 'by_hand', requestIds: returns, otherUnitIds: body.otherUnitIds, reason: body.reason, facts, at })])
}

export const evolveOpenDispute: Evolver<typeof openDisputeCommand> = {
  'case.dispute_opened.v1': (state, { disputeId, cause, requestIds, unitIds, dueAt }, at) => {
    const { procedures } = state
    const dispute = {
      id: disputeId, cause, requestIds, unitIds, openedAt: at, dueAt: instant(dueAt), lapsedAt: null, panel: [], meeting: null, positions: [], ruling: null, mootAt: null,
    }
    const requests = procedures.requests.map((request) => (requestIds.includes(request.id) ? { ...request, status: 'in_dispute' as const } : request))
    return { ...state, procedures: { ...procedures, requests, disputes: [...procedures.disputes, dispute] } }
  },
  'case.dispute_lapsed.v1': (state, { disputeId }, at) => changeDispute(state, disputeId, (dispute) => ({ ...dispute, lapsedAt: at })),
  'case.dispute_mooted.v1': (state, { disputeId, requestIds }, at) =>
    settleRequests(changeDispute(state, disputeId, (dispute) => ({ ...dispute, mootAt: at })), requestIds, () => ({
      status: 'cancelled', ruledAt: at, ruling: '工单已经办结或结束，不再裁定',
    })),
}
