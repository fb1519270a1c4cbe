import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { contact } from './contract.js'
import { changeAssignment } from '../../domain/change-state.js'

export const decideContact: Decider<typeof contact> = ({ assignment, body }) =>
  ok([
    {
      type: 'assignment.contacted.v1',
      data: {
        assignmentId: assignment.id,
        unitId: assignment.unitId,
        reached: body.reached,
        method: body.reached ? body.method : null,
        noContactReason: body.reached ? null : body.noContactReason,
        note: body.note,
      },
    },
  ])

export const evolveContact: Evolver<typeof contact> = {
  // The first contact's moment stands; having reached the citizen once is having reached them.
  'assignment.contacted.v1': (state, { assignmentId, reached }, at) =>
    changeAssignment(state, assignmentId, (item) => ({
      ...item, status: 'contacted', contactedAt: item.contactedAt ?? at, contactReached: item.contactReached === true || reached,
    })),
}
