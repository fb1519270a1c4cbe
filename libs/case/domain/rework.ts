import type { Instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import type { AssignmentState, CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { dispatchedEvent } from './dispatched-event.js'
import { becameProblem, leadRefusal } from './hand-over.js'
import { unrecusedSuperior } from './recusal.js'

/** From this round on another handler or level takes the lead. */
export const ANOTHER_LEAD_FROM_ROUND = 3
/** Three rounds without a solution make a problem case. */
export const PROBLEM_ROUNDS = 3

type Rework = { readonly state: CaseState; readonly lead: AssignmentState; readonly reason: string; readonly facts: DecideFacts; readonly at: Instant }

/**
 * 二次交办: the citizen was not helped, the case goes round again with a promise of its own. From the third round one level up leads and the
 * unit that failed twice assists; after three rounds without a solution it is a problem case.
 */
export function reworkEvents({ state, lead, reason, facts, at }: Rework): CaseEvent[] {
  const round = state.round + 1
  const superior = round >= ANOTHER_LEAD_FROM_ROUND ? (unrecusedSuperior(state, lead.unitId, facts)?.id ?? null) : null
  const rises = superior !== null && leadRefusal(state, superior, facts) === null
  const leadUnitId = rises ? superior : lead.unitId
  // Of any round: a reply sent back counts its lead's round up, but not its copies'.
  const cc = state.assignments.filter((item) => item.role === 'cc' && item.status !== 'recalled' && item.unitId !== leadUnitId).map((item) => item.unitId)
  const helps = rises && !state.subjectUnitIds.includes(lead.unitId) ? [lead.unitId] : []
  return [
    { type: 'case.rework_started.v1', data: { round, reason } },
    dispatchedEvent({ target: { leadUnitId, assistUnitIds: helps, ccUnitIds: cc }, round, automatic: true, reason, facts, at }),
    ...(round > PROBLEM_ROUNDS ? becameProblem(state, 'rounds', leadUnitId, facts) : []),
  ]
}
