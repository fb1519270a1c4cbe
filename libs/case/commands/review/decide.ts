import { ok, refuse } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { openLead } from '../../domain/case-state.js'
import { unansweredAssists } from '../../domain/co-handling.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { review } from './contract.js'
import { changeAssignment, enter } from '../../domain/change-state.js'
import { becameProblem } from '../../domain/hand-over.js'
import { PROBLEM_ROUNDS } from '../../domain/rework.js'
import { takenBack } from '../../domain/taken-back.js'

export const decideReview: Decider<typeof review> = ({ state, body, facts }) => {
  const lead = openLead(state)
  if (lead === null) return refuse('ASSIGNMENT_NOT_FOUND')
  if (body.verdict === 'send_back') {
    const round = state.round + 1
    return ok([
      { type: 'case.review_failed.v1', data: { assignmentId: lead.id, remarks: body.remarks, round } },
      ...(round > PROBLEM_ROUNDS ? becameProblem(state, 'rounds', lead.unitId, facts) : []),
    ])
  }
  const passed: CaseEvent = { type: 'case.review_passed.v1', data: { assignmentId: lead.id, remarks: body.remarks, ...(body.checked === undefined || body.checked.length === 0 ? {} : { checked: body.checked }) } }
  // Who has answered is accepted with the lead; nobody waits for the others any more.
  const accepted: CaseEvent[] = [passed, ...unansweredAssists(state).map((item) => takenBack(item, '主办已办结'))]
  if (state.wantsCallback && facts.isCalledBack) return ok(accepted)
  return ok([
    ...accepted,
    { type: 'case.callback_recorded.v1', data: { outcome: state.wantsCallback ? 'not_sampled' : 'not_wanted', answers: null, note: '', round: state.round, attempts: 0 } },
    { type: 'case.closed.v1', data: { round: state.round } },
  ])
}

export const evolveReview: Evolver<typeof review> = {
  'case.review_passed.v1': (state, { assignmentId }, at) =>
    enter(changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'accepted', acceptedAt: at })), 'awaiting_callback', at),
  'case.review_failed.v1': (state, { assignmentId, round }, at) => {
    const next = changeAssignment(state, assignmentId, (item) => ({ ...item, status: 'contacted', round, repliedAt: null }))
    // Of a case whose urgency changed meanwhile, the assignment has the promise that now holds.
    const promiseDueAt = next.assignments.find(({ id }) => id === assignmentId)?.promiseDueAt ?? next.promiseDueAt
    return enter({ ...next, round, repliedAt: null, promiseDueAt }, 'in_progress', at)
  },
}
