import { ok, refuse } from '@tongban/kernel/core'
import type { CaseState } from '../../domain/case-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { CaseProcedures } from '../../domain/procedures.js'
import type { noteLink } from './contract.js'

/** Says nothing twice: an event that is delivered again finds the link as it is. */
export const decideNoteLink: Decider<typeof noteLink> = ({ state, body: { caseId, number, what } }) => {
  const isKnown = state.procedures.children.some((child) => child.caseId === caseId)
  if (isKnown === (what === 'linked') || caseId === state.id) return refuse('LINK_NOTED')
  return ok([{ type: what === 'linked' ? 'case.child_linked.v1' : 'case.child_unlinked.v1', data: { caseId, number } }])
}

const withChildren = (state: CaseState, children: CaseProcedures['children']): CaseState => ({ ...state, procedures: { ...state.procedures, children } })

export const evolveNoteLink: Evolver<typeof noteLink> = {
  'case.child_linked.v1': (state, { caseId, number }) => withChildren(state, [...state.procedures.children, { caseId, number }]),
  'case.child_unlinked.v1': (state, { caseId }) => withChildren(state, state.procedures.children.filter((child) => child.caseId !== caseId)),
}
