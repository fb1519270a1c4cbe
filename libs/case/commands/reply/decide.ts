import { ok, refuse } from '@tongban/kernel/core'
import { unansweredAssists } from '../../domain/co-handling.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { runningPromise } from '../../domain/request-shelving.js'
import type { reply } from './contract.js'
import { changeAssignment, enter } from '../../domain/change-state.js'

export const decideReply: Decider<typeof reply> = ({ state, assignment, body, at, facts }) => {
  const awaited = unansweredAssists(state)
  if (awaited.length > 0 && body.openAssistReason === undefined) {
    return refuse('REPLY_ASSIST_OPEN', { unitNames: awaited.map(({ unitId }) => facts.unit(unitId)?.name ?? unitId).join('、') })
  }
  if (state.evidenceRequired && body.attachmentIds.length === 0) return refuse('REPLY_NEEDS_EVIDENCE')
  return ok([
    {
      type: 'assignment.replied.v1',
      data: {
        assignmentId: assignment.id, unitId: assignment.unitId, text: body.text, attachmentIds: body.attachmentIds, late: at >= runningPromise(state, assignment, at, facts), round: state.round,
        ...(awaited.length > 0 && body.openAssistReason !== undefined ? { openAssistReason: body.openAssistReason } : {}),
      },
    },
  ])
}

export const evolveReply: Evolver<typeof reply> = {
  'assignment.replied.v1': (state, { assignmentId, text }, at) => {
    const next = changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'replied', repliedAt: at, replyText: text }))
    // Timelines of before hold replies of assisting units too: those went to the lead.
    const isLead = state.assignments.some((item) => item.id === assignmentId && item.role === 'lead')
    return isLead ? enter({ ...next, repliedAt: at }, 'awaiting_review', at) : next
  },
}
