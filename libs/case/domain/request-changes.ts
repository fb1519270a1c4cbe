import type { CaseState } from './case-state.js'
import type { RequestState } from './procedures.js'

export const requestOf = (state: CaseState, requestId: string): RequestState | null => state.procedures.requests.find((request) => request.id === requestId) ?? null

/** One request of a case changed; the others, and the case, as they were. */
export const changeRequest = (state: CaseState, requestId: string, update: (request: RequestState) => RequestState): CaseState => ({
  ...state,
  procedures: { ...state.procedures, requests: state.procedures.requests.map((request) => (request.id === requestId ? update(request) : request)) },
})

/** Asked and neither ruled on nor before a panel: the dispatcher, the unit's lead and the unit itself may still do something with it. */
export const isWaiting = (request: RequestState): boolean => request.status === 'awaiting_endorsement' || request.status === 'pending'
