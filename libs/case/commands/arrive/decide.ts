import { ok, refuse } from '@tongban/kernel/core'
import { changeAssignment } from '../../domain/change-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { arrive } from './contract.js'

export const decideArrive: Decider<typeof arrive> = ({ assignment, body, at }) => {
  if (assignment.arrivedAt !== null) return refuse('ALREADY_ARRIVED')
  return ok([
    {
      type: 'assignment.arrived.v1',
      data: {
        assignmentId: assignment.id, unitId: assignment.unitId, late: assignment.arriveDueAt !== null && at >= assignment.arriveDueAt, note: body.note, place: body.place,
      },
    },
  ])
}

export const evolveArrive: Evolver<typeof arrive> = {
  'assignment.arrived.v1': (state, { assignmentId }, at) =>
    changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'signed', signedAt: item.signedAt ?? at, arrivedAt: at })),
}
