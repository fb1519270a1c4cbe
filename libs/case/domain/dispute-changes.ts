import type { CaseState } from './case-state.js'
import type { DisputeState, RequestState } from './procedures.js'

/** One dispute of a case changed; the others, and the case, as they were. */
export const changeDispute = (state: CaseState, disputeId: string, update: (dispute: DisputeState) => DisputeState): CaseState => ({
  ...state,
  procedures: { ...state.procedures, disputes: state.procedures.disputes.map((dispute) => (dispute.id === disputeId ? update(dispute) : dispute)) },
})

/** What became of the requests that stood in a dispute. */
export const settleRequests = (
  state: CaseState,
  requestIds: readonly string[],
  outcome: (request: RequestState) => Pick<RequestState, 'status' | 'ruledAt' | 'ruling'> & { readonly ruledBy?: string },
): CaseState => ({
  ...state,
  procedures: {
    ...state.procedures,
    requests: state.procedures.requests.map((request) => (requestIds.includes(request.id) && request.status === 'in_dispute' ? { ...request, ...outcome(request) } : request)),
  },
})
