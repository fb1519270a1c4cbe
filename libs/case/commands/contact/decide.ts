import { ok } from '@tongban/kernel/core'
import type { Decider } from '../../domain/decider.js'
import type { contact } from './contract.js'

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
