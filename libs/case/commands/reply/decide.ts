import { ok, refuse } from '@tongban/kernel/core'
import type { Decider } from '../../domain/decider.js'
import type { reply } from './contract.js'

export const decideReply: Decider<typeof reply> = ({ state, assignment, body, at }) => {
  if (assignment.contactedAt === null) return refuse('REPLY_NEEDS_CONTACT')
  if (state.evidenceRequired && assignment.role === 'lead' && body.attachmentIds.length === 0) return refuse('REPLY_NEEDS_EVIDENCE')
  return ok([
    {
      type: 'assignment.replied.v1',
      data: { assignmentId: assignment.id, unitId: assignment.unitId, text: body.text, attachmentIds: body.attachmentIds, late: at >= assignment.promiseDueAt },
    },
  ])
}
