import { ok } from '@tongban/kernel/core'
import type { Decider } from '../../domain/decider.js'
import type { sign } from './contract.js'

export const decideSign: Decider<typeof sign> = ({ assignment, at }) =>
  ok([{ type: 'assignment.signed.v1', data: { assignmentId: assignment.id, unitId: assignment.unitId, late: at >= assignment.signDueAt } }])
