import { ok, refuse } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { acceptedLead, isOpenDuty, openLead } from '../../domain/case-state.js'
import { changeAssignment } from '../../domain/change-state.js'
import { joinRefusal, joining } from '../../domain/co-handling.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { changeDispute, settleRequests } from '../../domain/dispute-changes.js'
import { handOver, judgedWrong, leadRefusal } from '../../domain/hand-over.js'
import { openDispute } from '../../domain/procedures.js'
import type { ruleDispute } from './contract.js'

export const decideRuleDispute: Decider<typeof ruleDispute> = ({ state, body, facts, at, actor }) => {
  const dispute = openDispute(state.procedures)
  if (dispute === null) return refuse('NO_OPEN_DISPUTE')
  const forbidden = leadRefusal(state, body.leadUnitId, facts)
  if (forbidden !== null) return refuse(forbidden.code, forbidden.params)
  const nameOf = (unitId: string): string => facts.unit(unitId)?.name ?? unitId
  // Who has a duty already may be named again: the lead that goes may help the one that comes.
  const newcomers = body.assistUnitIds.filter((unitId) => !state.assignments.some((item) => item.unitId === unitId && isOpenDuty(item)))
  const cannotHelp = joinRefusal(state, newcomers, facts)
  if (cannotHelp !== null) return refuse(cannotHelp.code, cannotHelp.params)
  if (body.assistUnitIds.includes(body.leadUnitId)) return refuse('UNIT_ALREADY_LEADS', { unitName: nameOf(body.leadUnitId) })

  const present = openLead(state)
  // Answered already: the citizen has what they asked for, and nobody takes it from whoever did the work.
  const moves = state.status === 'in_progress' && present !== null && present.unitId !== body.leadUnitId
  const ruled: CaseEvent = {
    type: 'case.dispute_ruled.v1',
    data: {
      disputeId: dispute.id, requestIds: [...dispute.requestIds], leadUnitId: body.leadUnitId, previousUnitId: (present ?? acceptedLead(state))?.unitId ?? null,
      principle: body.principle, reasons: body.reasons, legalBasis: body.legalBasis, ruledBy: actor.userId, proposesCatalogueRow: body.proposesCatalogueRow, moved: moves,
    },
  }
  if (!moves) {
    const helped = state.status === 'in_progress' && newcomers.length > 0
    return ok([
      ruled,
      ...(helped ? [{ type: 'case.assists_added.v1' as const, data: { ...joining({ state, role: 'assist', unitIds: newcomers, facts, at }), reason: body.principle, dispatchedBy: actor.userId } }] : []),
    ])
  }
  return ok([
    ruled,
    judgedWrong(state, present, 'ruling'),
    ...handOver({
      state, from: present, cause: 'ruling', leadUnitId: body.leadUnitId, assistUnitIds: body.assistUnitIds, reason: body.principle, facts, at,
      dispatchedBy: actor.userId, noReturn: true,
    }),
  ])
}

export const evolveRuleDispute: Evolver<typeof ruleDispute> = {
  'case.dispute_ruled.v1': (state, { disputeId, requestIds, leadUnitId, principle, reasons, legalBasis, ruledBy, moved }, at) => {
    const closed = changeDispute(state, disputeId, (dispute) => ({ ...dispute, ruling: { leadUnitId, principle, reasons, legalBasis, at, by: ruledBy } }))
    // Who said "not mine" was right unless the panel says "yours".
    const settled = settleRequests(closed, requestIds, (request) => ({
      status: request.unitId === leadUnitId ? 'rejected' : 'approved', ruledAt: at, ruledBy, ruling: principle,
    }))
    const present = openLead(state)
    // A unit that is given it by the hand-over gets its `noReturn` there.
    return !moved && present?.unitId === leadUnitId ? changeAssignment(settled, present.id, (item) => ({ ...item, noReturn: true })) : settled
  },
}
