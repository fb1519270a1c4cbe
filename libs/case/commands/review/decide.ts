import { ok, refuse } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { openLead } from '../../domain/case-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { review } from './contract.js'
import { changeAssignment, enter } from '../../domain/change-state.js'

export const decideReview: Decider<typeof review> = ({ state, body }) => {
  const lead = openLead(state)
  if (lead === null) return refuse('ASSIGNMENT_NOT_FOUND')
  if (body.verdict === 'send_back') {
    return ok([{ type: 'case.review_failed.v1', data: { assignmentId: lead.id, remarks: body.remarks, round: state.round + 1 } }])
  }
  const passed: CaseEvent = { type: 'case.review_passed.v1', data: { assignmentId: lead.id, remarks: body.remarks } }
  if (state.wantsCallback) return ok([passed])
  return ok([
    passed,
    { type: 'case.callback_recorded.v1', data: { outcome: 'not_wanted', answers: null, note: '', round: state.round, attempts: 0 } },
    { type: 'case.closed.v1', data: { round: state.round } },
  ])
}

export const evolveReview: Evolver<typeof review> = {
  'case.review_passed.v1': (state, { assignmentId }, at) =>
    enter(changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'accepted', acceptedAt: at })), 'awaiting_callback', at),
  'case.review_failed.v1': (state, { assignmentId, round }, at) => {
    const next = changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'contacted', round, repliedAt: null }))
    return enter({ ...next, round, repliedAt: null }, 'in_progress', at)
  },
}
