import type { Instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import { REQUEST_POLICIES } from '../contract/request-policies.js'
import { isOpen, type CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { evolve } from './evolve.js'
import { isShelved, type RequestState } from './procedures.js'
import { isWaiting } from './request-changes.js'
import { promiseAfterShelving } from './request-shelving.js'

const MOOT_ZH = '工单已进入下一环节，申请不再需要裁定'

/**
 * A request hangs on a duty, and so does a shelving: what ends the duty (a reply, a hand-over, a withdrawal) ends them too. Asked once for every
 * command, so that no way on can forget it. Costs nothing for a case that has neither.
 */
export function withMootRequests(state: CaseState, events: CaseEvent[], at: Instant, facts: DecideFacts): CaseEvent[] {
  const { procedures } = state
  if (events.length === 0 || (!procedures.requests.some(isWaiting) && !isShelved(procedures))) return events
  const after = events.reduce((next, event) => evolve(next, event, at), state)
  return [...events, ...endedShelving(state, after, at, facts), ...after.procedures.requests.filter((request) => isMoot(request, after)).map(cancelled)]
}

function isMoot(request: RequestState, { status, assignments }: CaseState): boolean {
  if (!isWaiting(request)) return false
  if (!REQUEST_POLICIES[request.kind].ruledIn.includes(status)) return true
  // What the citizen said is looked at again after the duty has ended; everything else is about the duty.
  return request.kind !== 'rating_review' && !assignments.some((item) => item.id === request.assignmentId && isOpen(item))
}

const cancelled = ({ id, kind, unitId }: RequestState): CaseEvent => ({
  type: 'request.cancelled.v1', data: { requestId: id, kind, unitId, reason: MOOT_ZH, moot: true },
})

/** The lead replied, or another has the case now: what was put off is put off no longer. */
function endedShelving(before: CaseState, after: CaseState, at: Instant, facts: DecideFacts): CaseEvent[] {
  const { shelving } = after.procedures
  if (shelving === null || shelving.endedAt !== null) return []
  const lead = after.assignments.find((item) => item.id === shelving.assignmentId)
  if (after.status === 'in_progress' && lead !== undefined && isOpen(lead)) return []
  const unchanged = after.promiseDueAt !== null && after.promiseDueAt === before.promiseDueAt
  return [{
    type: 'case.shelving_ended.v1',
    data: {
      requestId: shelving.requestId, assignmentId: shelving.assignmentId, reason: lead?.status === 'replied' ? '承办单位已回复' : '承办任务已结束',
      // A promise given anew at the same moment has no pause behind it.
      promiseDueAt: unchanged && after.promiseDueAt !== null ? promiseAfterShelving(after.promiseDueAt, shelving, at, facts) : null,
    },
  }]
}
