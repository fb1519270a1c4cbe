import { ok, refuse } from '@tongban/kernel/core'
import { isOpenDuty, openLead } from '../../domain/case-state.js'
import { changeAssignment } from '../../domain/change-state.js'
import { joinRefusal } from '../../domain/co-handling.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { handOver, judgedWrong, leadRefusal } from '../../domain/hand-over.js'
import { openDispute } from '../../domain/procedures.js'
import type { reassign } from './contract.js'

export const decideReassign: Decider<typeof reassign> = ({ state, body, facts, at, actor }) => {
  const lead = openLead(state)
  if (lead === null) return refuse('ASSIGNMENT_NOT_FOUND')
  if (openDispute(state.procedures) !== null) return refuse('DISPUTE_OPEN')
  const forbidden = leadRefusal(state, body.leadUnitId, facts)
  if (forbidden !== null) return refuse(forbidden.code, forbidden.params)
  if (lead.unitId === body.leadUnitId) return refuse('UNIT_ALREADY_LEADS', { unitName: facts.unit(lead.unitId)?.name ?? lead.unitId })
  if (body.assistUnitIds.includes(body.leadUnitId)) return refuse('UNIT_ALREADY_LEADS', { unitName: facts.unit(body.leadUnitId)?.name ?? body.leadUnitId })
  // Who has a duty already may be named again: the lead that goes may help the one that comes.
  const newcomers = body.assistUnitIds.filter((unitId) => !state.assignments.some((item) => item.unitId === unitId && isOpenDuty(item)))
  const cannotHelp = joinRefusal(state, newcomers, facts)
  if (cannotHelp !== null) return refuse(cannotHelp.code, cannotHelp.params)
  return ok([
    ...(body.wrongDispatch ? [judgedWrong(state, lead, 'reassign')] : []),
    ...handOver({
      state, from: lead, cause: 'reassign', leadUnitId: body.leadUnitId, assistUnitIds: body.assistUnitIds,
      reason: body.newPromiseReason === null ? body.reason : `${body.reason}；重新承诺时限：${body.newPromiseReason}`,
      facts, at, dispatchedBy: actor.userId, newPromise: body.newPromiseReason !== null,
    }),
  ])
}

export const evolveReassign: Evolver<typeof reassign> = {
  'assignment.handed_over.v1': (state, { assignmentId, cause, counted }) => {
    const next = changeAssignment(state, assignmentId, (item) => ({ ...item, status: cause === 'return' ? 'returned' : 'superseded' }))
    return { ...next, procedures: { ...next.procedures, transfers: next.procedures.transfers + (counted ? 1 : 0) } }
  },
  'case.dispatch_judged.v1': (state) => state,
  'case.became_problem.v1': (state, { cause, supervisorUnitId }, at) => ({ ...state, procedures: { ...state.procedures, problem: { cause, at, supervisorUnitId } } }),
}
