import { instant, ok, refuse } from '@tongban/kernel/core'
import { enter } from '../../domain/change-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { unmerge } from './contract.js'

export const decideUnmerge: Decider<typeof unmerge> = ({ state, body, facts }) => {
  const { parent } = state.procedures
  if (parent === null) return refuse('CASE_NOT_FOUND')
  return ok([
    { type: 'case.unmerged.v1', data: { reason: body.reason, dispatchDueAt: facts.dispatchDueAt(), parentId: parent.caseId, parentNumber: parent.number } },
  ])
}

export const evolveUnmerge: Evolver<typeof unmerge> = {
  'case.unmerged.v1': (state, { dispatchDueAt }, at) =>
    enter({ ...state, dispatchDueAt: instant(dispatchDueAt), procedures: { ...state.procedures, parent: null } }, 'awaiting_dispatch', at),
}
