import { may, type Principal } from '@tongban/access/contract'
import { REQUEST_POLICIES, kindsAskableIn } from '../contract/request-policies.js'
import type { AssignmentState, CaseState } from './case-state.js'
import { isShelved } from './procedures.js'
import { isWaiting } from './request-changes.js'
import { isBadRating, ratingOf } from './request-rating.js'

/** Whether there is anything in this case a command could be about, for this person; what concerns nobody is not offered. */
export type Concerns = (state: CaseState, assignment: AssignmentState | null, actor: Principal) => boolean

export const mayAskSomething: Concerns = (state, assignment) => {
  if (assignment === null || kindsAskableIn(state.status, assignment.status).length === 0) return false
  if (assignment.status !== 'accepted') return true
  const rating = ratingOf(state, assignment.round)
  return rating !== null && isBadRating(rating)
}

export const hasToEndorse: Concerns = (state, _, { unitId }) =>
  state.procedures.requests.some((request) => request.status === 'awaiting_endorsement' && request.unitId === unitId)

export const hasToCancel: Concerns = (state, _, { unitId }) => state.procedures.requests.some((request) => isWaiting(request) && request.unitId === unitId)

export const hasToRule: Concerns = (state, _, actor) =>
  state.procedures.requests.some((request) => request.status === 'pending' && may(actor, REQUEST_POLICIES[request.kind].ruledBy))

export const standsShelved: Concerns = ({ procedures }) => isShelved(procedures)

export const hasOpenMilestone: Concerns = ({ procedures }) =>
  isShelved(procedures) && procedures.shelving?.milestones.some((item) => item.doneAt === null) === true
