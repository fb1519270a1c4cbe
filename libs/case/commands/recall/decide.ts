import { instant, ok, refuse } from '@tongban/kernel/core'
import { ASSIGNMENT_STATUS_ZH } from '../../contract/states.js'
import { isOpen } from '../../domain/case-state.js'
import { changeAssignment, enter } from '../../domain/change-state.js'
import { backToPool } from '../../domain/co-handling.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { openDispute } from '../../domain/procedures.js'
import { takenBack } from '../../domain/taken-back.js'
import type { recall } from './contract.js'

export const decideRecall: Decider<typeof recall> = ({ state, body, facts }) => {
  const duty = state.assignments.find((item) => item.id === body.assignmentId)
  if (duty === undefined) return refuse('ASSIGNMENT_NOT_FOUND')
  if (!isOpen(duty)) {
    return refuse('ASSIGNMENT_STATE_FORBIDS', { status: duty.status, statusZh: ASSIGNMENT_STATUS_ZH[duty.status], action: 'recall', actionZh: '收回' })
  }
  if (duty.role !== 'lead') return ok([takenBack(duty, body.reason)])
  if (openDispute(state.procedures) !== null) return refuse('DISPUTE_OPEN')
  return ok(backToPool(state, body.reason, facts))
}

export const evolveRecall: Evolver<typeof recall> = {
  'assignment.recalled.v1': (state, { assignmentId }) => changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'recalled' })),
  'case.returned_to_pool.v1': (state, { dispatchDueAt }, at) => enter({ ...state, dispatchDueAt: instant(dispatchDueAt), repliedAt: null }, 'awaiting_dispatch', at),
}
