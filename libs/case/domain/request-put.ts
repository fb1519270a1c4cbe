import type { Instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import { REQUEST_POLICIES } from '../contract/request-policies.js'
import type { CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { disputeOpened } from './dispute-opened.js'
import type { RequestState } from './procedures.js'

/** Rule 3: a case one unit has given back already is not given back by another dispatcher's ruling; a panel decides for good. */
export const needsPanel = (state: CaseState, kind: RequestState['kind']): boolean =>
  kind === 'return' && state.procedures.requests.some((request) => request.kind === 'return' && request.status === 'approved')

/** When whoever rules must have ruled; null when a panel does, which has a clock of its own. */
export const rulingDueAt = (state: CaseState, kind: RequestState['kind'], facts: DecideFacts, at: Instant): Instant | null =>
  needsPanel(state, kind) ? null : facts.limitAfter(REQUEST_POLICIES[kind].rulingLimit, at)

type Put = { readonly state: CaseState; readonly requestId: string; readonly details: RequestState['details']; readonly facts: DecideFacts; readonly at: Instant }

/** What follows once a unit stands behind its request: nothing, or the panel a second return needs. 先办后议: the unit goes on handling either way. */
export const putToPanel = ({ state, requestId, details, facts, at }: Put): CaseEvent[] =>
  details.kind === 'return' && needsPanel(state, 'return')
    ? [disputeOpened({ state, cause: 'second_return', requestIds: [requestId], otherUnitIds: [details.expectedUnitId], facts, at })]
    : []
