import type { Instant } from '@tongban/kernel/core'
import type { CaseStatus } from '../contract/states.js'
import { HANDLED, isOpenDuty, type AssignmentState, type CaseState } from './case-state.js'

/** The one way a case's status changes. Entering the status it has keeps the moment since when. Nobody keeps a duty in a case that is not handled. */
export const enter = (state: CaseState, status: CaseStatus, at: Instant): CaseState => ({
  ...state,
  status,
  statusSince: status === state.status ? state.statusSince : at,
  assignments: HANDLED.includes(status) ? state.assignments : dutiesEnded(state.assignments, at),
})

/** What units still owed is taken back; what an assisting unit has answered is accepted with the case. Copies stay: they are no duty. */
function dutiesEnded(assignments: readonly AssignmentState[], at: Instant): readonly AssignmentState[] {
  if (!assignments.some(isOpenDuty)) return assignments
  return assignments.map((item) => {
    if (!isOpenDuty(item)) return item
    return item.role !== 'lead' && item.status === 'replied' ? { ...item, status: 'accepted', acceptedAt: at } : { ...item, status: 'recalled' }
  })
}

export const changeAssignment = (state: CaseState, id: string, update: (item: AssignmentState) => AssignmentState): CaseState => ({
  ...state,
  assignments: state.assignments.map((item) => (item.id === id ? update(item) : item)),
})
