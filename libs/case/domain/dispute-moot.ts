import type { Instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import type { CaseStatus } from '../contract/states.js'
import type { CaseState } from './case-state.js'
import { evolve } from './evolve.js'
import { openDispute } from './procedures.js'

/** A case in one of these is handled by nobody any more: there is nothing left for a panel to give to anyone. */
const ENDED: readonly CaseStatus[] = ['closed', 'archived', 'answered', 'declined', 'redirected', 'handed_to_emergency', 'withdrawn', 'merged', 'terminated']

/**
 * A citizen does not wait for units to agree who should have helped: when a command ends a case over an open dispute, the dispute is moot.
 * Asked once for every command, so that no way of ending a case can forget it. Costs nothing where there is no dispute.
 */
export function withMootDispute(state: CaseState, events: CaseEvent[], at: Instant): CaseEvent[] {
  if (openDispute(state.procedures) === null) return events
  const after = events.reduce((next, event) => evolve(next, event, at), state)
  const dispute = openDispute(after.procedures)
  if (dispute === null || !ENDED.includes(after.status)) return events
  return [...events, { type: 'case.dispute_mooted.v1', data: { disputeId: dispute.id, requestIds: [...dispute.requestIds] } }]
}
