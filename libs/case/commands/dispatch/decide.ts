import { instant, ok, refuse } from '@tongban/kernel/core'
import { joinRefusal } from '../../domain/co-handling.js'
import { dispatchedEvent } from '../../domain/dispatched-event.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { dispatch } from './contract.js'
import { newAssignment } from '../../domain/new-assignment.js'
import { enter } from '../../domain/change-state.js'
import { leadRefusal, recusedOf } from '../../domain/hand-over.js'

export const decideDispatch: Decider<typeof dispatch> = ({ state, body, facts, at, actor }) => {
  // The system's own plan went by the catalogue; a person's choice is held to the same hard rules.
  const forbidden = leadRefusal(state, body.leadUnitId, facts)
  if (forbidden !== null) return refuse(forbidden.code, forbidden.params)
  const cannotHelp = joinRefusal(state, body.assistUnitIds, facts)
  if (cannotHelp !== null) return refuse(cannotHelp.code, cannotHelp.params)
  const stranger = body.ccUnitIds.find((unitId) => facts.unit(unitId) === null)
  if (stranger !== undefined) return refuse('UNIT_UNKNOWN', { unitId: stranger })
  const recused = recusedOf(state, body.ccUnitIds)
  if (recused !== null) return refuse('UNIT_RECUSED', { unitName: facts.unit(recused)?.name ?? recused })
  const automatic = actor.permissions.has('case.dispatch_automatic')
  return ok([
    dispatchedEvent({
      target: body,
      round: Math.max(1, state.round),
      automatic,
      reason: body.reason,
      facts,
      at,
      dispatchedBy: automatic ? null : actor.userId,
      // A case that comes back into the pool keeps the promise its citizen was given.
      promiseDueAt: state.promiseDueAt,
    }),
  ])
}

export const evolveDispatch: Evolver<typeof dispatch> = {
  'case.dispatched.v1': (state, { round, assignments, due, dispatchedBy }, at) => {
    const added = assignments.map((item) => newAssignment(item, { round, due, dispatchedBy: dispatchedBy ?? null, at }))
    const next = {
      ...state, round, dispatchedAt: state.dispatchedAt ?? at, serviceClass: due.serviceClass, policyVersion: due.policyVersion,
      promiseDueAt: instant(due.promiseDueAt), assignments: [...state.assignments, ...added],
    }
    return enter(next, 'in_progress', at)
  },
}
