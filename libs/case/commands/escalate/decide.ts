import { ok, refuse } from '@tongban/kernel/core'
import { isOpen } from '../../domain/case-state.js'
import { joining, withJoined } from '../../domain/co-handling.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { unrecusedSuperior } from '../../domain/recusal.js'
import type { escalate } from './contract.js'

export const decideEscalate: Decider<typeof escalate> = ({ state, assignment, body, facts, at, actor }) => {
  const superior = unrecusedSuperior(state, assignment.unitId, facts)
  if (superior === null) return refuse('NO_SUPERIOR', { unitName: facts.unit(assignment.unitId)?.name ?? assignment.unitId })
  const takesPart = state.assignments.some((item) => item.unitId === superior.id && item.role !== 'cc' && (isOpen(item) || item.round === state.round))
  if (takesPart) return refuse('ALREADY_ESCALATED', { unitName: superior.name })
  const joined = joining({ state, role: 'assist', unitIds: [superior.id], facts, at })
  return ok([
    { type: 'case.escalated.v1', data: { byUnitId: assignment.unitId, ...joined, reason: body.reason, measures: body.measures, dispatchedBy: actor.userId } },
  ])
}

export const evolveEscalate: Evolver<typeof escalate> = {
  'case.escalated.v1': withJoined,
}
