import { ok } from '@tongban/kernel/core'
import { changeAssignment } from '../../domain/change-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { answerLead } from './contract.js'

export const decideAnswerLead: Decider<typeof answerLead> = ({ assignment, body, at }) =>
  ok([
    {
      type: 'assignment.answered_lead.v1',
      data: { assignmentId: assignment.id, unitId: assignment.unitId, text: body.text, attachmentIds: body.attachmentIds, late: at >= assignment.promiseDueAt },
    },
  ])

export const evolveAnswerLead: Evolver<typeof answerLead> = {
  'assignment.answered_lead.v1': (state, { assignmentId, text }, at) =>
    changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'replied', repliedAt: at, replyText: text })),
}
