import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { sign } from './contract.js'
import { changeAssignment } from '../../domain/change-state.js'

export const decideSign: Decider<typeof sign> = ({ assignment, at }) =>
  ok([{ type: 'assignment.signed.v1', data: { assignmentId: assignment.id, unitId: assignment.unitId, late: at >= assignment.signDueAt } }])

export const evolveSign: Evolver<typeof sign> = {
  'assignment.signed.v1': (state, { assignmentId }, at) => changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'signed', signedAt: at })),
}
