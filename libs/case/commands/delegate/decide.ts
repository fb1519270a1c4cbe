import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { delegate } from './contract.js'

/** Helpers of one case, over all its rounds. */
export const HELPERS_MAX = 30

export const decideDelegate: Decider<typeof delegate> = ({ state, assignment, body, facts }) => {
  if (state.procedures.helpers.length >= HELPERS_MAX) return refuse('HELPERS_FULL', { max: HELPERS_MAX })
  const { kind, name, task } = body
  return ok([{ type: 'assignment.delegated.v1', data: { helperId: facts.nextId(), assignmentId: assignment.id, unitId: assignment.unitId, kind, name, task } }])
}

export const evolveDelegate: Evolver<typeof delegate> = {
  'assignment.delegated.v1': (state, { helperId, ...helper }, at) => ({
    ...state,
    procedures: { ...state.procedures, helpers: [...state.procedures.helpers, { id: helperId, ...helper, askedAt: at, doneAt: null, result: null }] },
  }),
}
