import { assertNever, instant, type Instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import type { CaseStatus } from '../contract/states.js'
import { isOpen, type AssignmentState, type CaseState } from './case-state.js'

/** The state after an event. Total and pure: a timeline replayed through it gives the stored row (a property the tests hold). */
export function evolve(state: CaseState, event: CaseEvent, at: Instant): CaseState {
  switch (event.type) {
    case 'case.filed.v1': {
      const { dispatchDueAt, ...facts } = event.data
      return enter({ ...state, ...facts, dispatchDueAt: instant(dispatchDueAt), filedAt: at }, 'awaiting_dispatch', at)
    }
    case 'case.answered.v1':
      return enter({ ...state, answerText: event.data.answer }, 'answered', at)
    case 'case.declined.v1':
      return enter({ ...state, endedReason: event.data.reason, answerText: event.data.explanation }, 'declined', at)
    case 'case.redirected.v1':
      return enter({ ...state, endedReason: event.data.channel, answerText: event.data.explanation }, 'redirected', at)
    case 'case.handed_to_emergency.v1':
      return enter({ ...state, endedReason: event.data.line, answerText: event.data.note }, 'handed_to_emergency', at)
    case 'case.dispatched.v1':
      return dispatched(state, event.data, at)
    case 'assignment.signed.v1':
      return change(state, event.data.assignmentId, (item) => ({ ...item, status: 'signed', signedAt: at }))
    case 'assignment.contacted.v1':
      return change(state, event.data.assignmentId, (item) => ({
        ...item,
        status: 'contacted',
        contactedAt: item.contactedAt ?? at,
        contactReached: item.contactReached === true || event.data.reached,
      }))
    case 'assignment.replied.v1': {
      const next = change(state, event.data.assignmentId, (item) => ({ ...item, status: 'replied', repliedAt: at, replyText: event.data.text }))
      const isLead = state.assignments.some((item) => item.id === event.data.assignmentId && item.role === 'lead')
      return isLead ? enter({ ...next, repliedAt: at }, 'awaiting_review', at) : next
    }
    case 'case.review_passed.v1': {
      const next = change(state, event.data.assignmentId, (item) => ({ ...item, status: 'accepted', acceptedAt: at }))
      return enter(next, 'awaiting_callback', at)
    }
    case 'case.review_failed.v1': {
      const next = change(state, event.data.assignmentId, (item) => ({ ...item, status: 'contacted', round: event.data.round, repliedAt: null }))
      return enter({ ...next, round: event.data.round, repliedAt: null }, 'in_progress', at)
    }
    case 'case.callback_recorded.v1': {
      const callback = { outcome: event.data.outcome, answers: event.data.answers, at }
      return { ...state, firstCallback: state.firstCallback ?? callback, finalCallback: callback }
    }
    case 'case.rework_started.v1':
      return enter({ ...state, round: event.data.round, repliedAt: null }, 'in_progress', at)
    case 'case.closed.v1':
      return enter({ ...state, closedAt: at }, 'closed', at)
    case 'case.archived.v1':
      return enter(state, 'archived', at)
    case 'case.withdrawn.v1': {
      const assignments = state.assignments.map((item) => (isOpen(item) ? { ...item, status: 'recalled' as const } : item))
      return enter({ ...state, assignments, endedReason: event.data.reason }, 'withdrawn', at)
    }
    case 'case.clock_noted.v1':
      return state
    default:
      return assertNever(event)
  }
}

type Dispatched = Extract<CaseEvent, { type: 'case.dispatched.v1' }>['data']

function dispatched(state: CaseState, data: Dispatched, at: Instant): CaseState {
  const { due } = data
  const added = data.assignments.map(
    (item): AssignmentState => ({
      id: item.assignmentId, role: item.role, unitId: item.unitId, round: data.round, status: 'dispatched', dispatchedAt: at,
      signDueAt: instant(due.signDueAt), contactDueAt: instant(due.contactDueAt), promiseDueAt: instant(due.promiseDueAt),
      signedAt: null, contactedAt: null, contactReached: null, repliedAt: null, replyText: null, acceptedAt: null,
    }),
  )
  return enter(
    {
      ...state,
      round: data.round,
      dispatchedAt: state.dispatchedAt ?? at,
      serviceClass: due.serviceClass,
      policyVersion: due.policyVersion,
      promiseDueAt: instant(due.promiseDueAt),
      assignments: [...state.assignments, ...added],
    },
    'in_progress',
    at,
  )
}

const enter = (state: CaseState, status: CaseStatus, at: Instant): CaseState => ({ ...state, status, statusSince: status === state.status ? state.statusSince : at })

const change = (state: CaseState, id: string, update: (item: AssignmentState) => AssignmentState): CaseState => ({
  ...state,
  assignments: state.assignments.map((item) => (item.id === id ? update(item) : item)),
})
