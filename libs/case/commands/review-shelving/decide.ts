import { instant, ok, refuse } from '@tongban/kernel/core'
import { isOpen } from '../../domain/case-state.js'
import { changeAssignment } from '../../domain/change-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { isShelved } from '../../domain/procedures.js'
import { shelvingRefusal } from '../../domain/request-asking.js'
import { changeShelving, nextReviewOf, promiseAfterShelving } from '../../domain/request-shelving.js'
import type { reviewShelving } from './contract.js'

export const decideReviewShelving: Decider<typeof reviewShelving> = ({ state, body, at, facts }) => {
  const { shelving } = state.procedures
  if (shelving === null || !isShelved(state.procedures)) return refuse('CASE_NOT_SHELVED')
  if (body.verdict === 'end') {
    const { requestId, assignmentId } = shelving
    const promiseDueAt = state.promiseDueAt === null ? null : promiseAfterShelving(state.promiseDueAt, shelving, at, facts)
    return ok([{ type: 'case.shelving_ended.v1', data: { requestId, assignmentId, reason: body.note, promiseDueAt } }])
  }
  const stands = shelvingRefusal(body.until, at)
  if (stands !== null) return refuse(stands.code, stands.params)
  // Milestones that have gone by were looked at just now: the next one is ahead.
  return ok([{ type: 'case.shelving_reviewed.v1', data: { until: body.until, nextReviewAt: nextReviewOf(shelving.milestones, body.until, at), note: body.note } }])
}

export const evolveReviewShelving: Evolver<typeof reviewShelving> = {
  'case.shelving_reviewed.v1': (state, { until, nextReviewAt }) =>
    changeShelving(state, (shelving) => ({ ...shelving, until: instant(until), nextReviewAt: instant(nextReviewAt) })),
  'case.shelving_ended.v1': (state, { assignmentId, promiseDueAt }, at) => {
    const ended = changeShelving(state, (shelving) => ({ ...shelving, endedAt: at }))
    if (promiseDueAt === null) return ended
    const before = state.promiseDueAt
    // The lead's promise is the case's, whoever leads by now.
    const leads = ended.assignments.filter((item) => item.id === assignmentId || (item.role === 'lead' && isOpen(item) && item.promiseDueAt === before))
    const moved = leads.reduce((next, lead) => changeAssignment(next, lead.id, (item) => ({ ...item, promiseDueAt: instant(promiseDueAt) })), ended)
    return { ...moved, promiseDueAt: instant(promiseDueAt) }
  },
}
