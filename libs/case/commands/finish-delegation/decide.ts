import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { finishDelegation } from './contract.js'

export const decideFinishDelegation: Decider<typeof finishDelegation> = ({ state, assignment, body }) => {
  const helper = state.procedures.helpers.find((item) => item.id === body.helperId && item.assignmentId === assignment.id && item.doneAt === null)
  if (helper === undefined) return refuse('NO_OPEN_HELPER')
  return ok([
    { type: 'assignment.delegation_done.v1', data: { helperId: helper.id, assignmentId: assignment.id, unitId: assignment.unitId, name: helper.name, result: body.result } },
  ])
}

export const evolveFinishDelegation: Evolver<typeof finishDelegation> = {
  'assignment.delegation_done.v1': (state, { helperId, result }, at) => ({
    ...state,
    procedures: { ...state.procedures, helpers: state.procedures.helpers.map((item) => (item.id === helperId ? { ...item, doneAt: at, result } : item)) },
  }),
}
