import { instant, ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import { isShelved } from '../../domain/procedures.js'
import { changeShelving, nextReviewOf } from '../../domain/request-shelving.js'
import type { noteMilestone } from './contract.js'

export const decideNoteMilestone: Decider<typeof noteMilestone> = ({ state, assignment, body, at }) => {
  const { shelving } = state.procedures
  if (shelving === null || !isShelved(state.procedures)) return refuse('CASE_NOT_SHELVED')
  const milestone = shelving.milestones[body.index]
  if (milestone === undefined || milestone.doneAt !== null) return refuse('MILESTONE_NOT_OPEN', { number: body.index + 1 })
  const left = shelving.milestones.map((item, index) => (index === body.index ? { ...item, doneAt: at } : item))
  return ok([
    {
      type: 'case.milestone_noted.v1',
      data: { assignmentId: assignment.id, unitId: assignment.unitId, index: body.index, text: milestone.text, note: body.note, nextReviewAt: nextReviewOf(left, shelving.until) },
    },
  ])
}

export const evolveNoteMilestone: Evolver<typeof noteMilestone> = {
  'case.milestone_noted.v1': (state, { index, note, nextReviewAt }, at) =>
    changeShelving(state, (shelving) => ({
      ...shelving,
      nextReviewAt: instant(nextReviewAt),
      milestones: shelving.milestones.map((item, place) => (place === index ? { ...item, doneAt: at, note } : item)),
    })),
}
