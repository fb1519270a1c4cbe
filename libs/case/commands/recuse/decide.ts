import { ok, refuse } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { isOpen, openLead, type CaseState } from '../../domain/case-state.js'
import { backToPool } from '../../domain/co-handling.js'
import type { DecideInput, Decider, Evolver } from '../../domain/decider.js'
import { handOver, leadRefusal } from '../../domain/hand-over.js'
import { unrecusedSuperior } from '../../domain/recusal.js'
import { takenBack } from '../../domain/taken-back.js'
import { SUBJECTS_MAX, type recuse } from './contract.js'

export const decideRecuse: Decider<typeof recuse> = (input) => {
  const { state, body, facts } = input
  const unknown = body.unitIds.find((unitId) => facts.unit(unitId) === null)
  if (unknown !== undefined) return refuse('UNIT_UNKNOWN', { unitId: unknown })
  const unitIds = [...new Set(body.unitIds)].filter((unitId) => !state.subjectUnitIds.includes(unitId))
  if (unitIds.length === 0) return refuse('ALREADY_RECUSED')
  if (state.subjectUnitIds.length + unitIds.length > SUBJECTS_MAX) return refuse('SUBJECTS_FULL', { max: SUBJECTS_MAX })
  const after: CaseState = { ...state, subjectUnitIds: [...state.subjectUnitIds, ...unitIds] }
  return ok([{ type: 'case.recused.v1', data: { unitIds, reason: body.reason } }, ...leavings(after, input)])
}

/** What becomes of the duties and copies the recused units have: the lead goes one level up, else back to the pool. */
function leavings(after: CaseState, { body, facts, at, actor }: DecideInput<typeof recuse>): CaseEvent[] {
  const lead = openLead(after)
  const leadLeaves = lead !== null && after.subjectUnitIds.includes(lead.unitId)
  const successor = leadLeaves ? unrecusedSuperior(after, lead.unitId, facts) : null
  if (leadLeaves && (successor === null || leadRefusal(after, successor.id, facts) !== null)) return backToPool(after, body.reason, facts)
  const leaving = after.assignments.filter((item) => isOpen(item) && item !== lead && after.subjectUnitIds.includes(item.unitId))
  return [
    ...leaving.map((item) => takenBack(item, body.reason)),
    ...(leadLeaves && successor !== null
      ? handOver({ state: after, from: lead, cause: 'recusal', leadUnitId: successor.id, reason: body.reason, facts, at, dispatchedBy: actor.userId })
      : []),
  ]
}

export const evolveRecuse: Evolver<typeof recuse> = {
  'case.recused.v1': (state, { unitIds }) => {
    const lead = openLead(state)
    return {
      ...state,
      subjectUnitIds: [...state.subjectUnitIds, ...unitIds],
      // A reply of the unit it is about is no answer to the citizen: it waits for no review.
      repliedAt: lead !== null && unitIds.includes(lead.unitId) ? null : state.repliedAt,
    }
  },
}
