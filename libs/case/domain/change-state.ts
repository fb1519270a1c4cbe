import type { Instant } from '@tongban/kernel/core'
import type { CaseStatus } from '../contract/states.js'
import type { AssignmentState, CaseState } from './case-state.js'

/** The one way a case's status changes. Entering the status it has keeps the moment since when. */
export const enter = (state: CaseState, status: CaseStatus, at: Instant): CaseState => ({
  ...state,
  status,
  statusSince: status === state.status ? state.statusSince : at,
})

export const changeAssignment = (state: CaseState, id: string, update: (item: AssignmentState) => AssignmentState): CaseState => ({
  ...state,
  assignments: state.assignments.map((item) => (item.id === id ? update(item) : item)),
})
