import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { reply } from './contract.js'
import { changeAssignment, enter } from '../../domain/change-state.js'

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

export const evolveReply: Evolver<typeof reply> = {
  'assignment.replied.v1': (state, { assignmentId, text }, at) => {
    const next = changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'replied', repliedAt: at, replyText: text }))
    const isLead = state.assignments.some((item) => item.id === assignmentId && item.role === 'lead')
    return isLead ? enter({ ...next, repliedAt: at }, 'awaiting_review', at) : next
  },
}
