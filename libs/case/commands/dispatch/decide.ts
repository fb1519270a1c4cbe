import { ok, instant } from '@tongban/kernel/core'
import { dispatchedEvent } from '../../domain/dispatched-event.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { dispatch } from './contract.js'
import type { AssignmentState } from '../../domain/case-state.js'
import { enter } from '../../domain/change-state.js'

export const decideDispatch: Decider<typeof dispatch> = ({ state, body, facts, at, actor }) =>
  ok([
    dispatchedEvent({
      target: body,
      round: Math.max(1, state.round),
      automatic: actor.permissions.has('case.dispatch_automatic'),
      reason: body.reason,
      facts,
      at,
    }),
  ])

export const evolveDispatch: Evolver<typeof dispatch> = {
  'case.dispatched.v1': (state, { round, assignments, due }, at) => {
    const added = assignments.map(
      (item): AssignmentState => ({
        id: item.assignmentId, role: item.role, unitId: item.unitId, round, status: 'dispatched', dispatchedAt: at,
        signDueAt: instant(due.signDueAt), contactDueAt: instant(due.contactDueAt), promiseDueAt: instant(due.promiseDueAt),
        signedAt: null, contactedAt: null, contactReached: null, repliedAt: null, replyText: null, acceptedAt: null,
      }),
    )
    const next = {
      ...state, round, dispatchedAt: state.dispatchedAt ?? at, serviceClass: due.serviceClass, policyVersion: due.policyVersion,
      promiseDueAt: instant(due.promiseDueAt), assignments: [...state.assignments, ...added],
    }
    return enter(next, 'in_progress', at)
  },
}
