import { instant, type Instant, type Refusal } from '@tongban/kernel/core'
import type { DueTimes, NewAssignment } from '../commands/dispatch/contract.js'
import type { CaseEvent } from '../contract/events.js'
import { isOpen, isOpenDuty, type AssignmentState, type CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { mayHandle } from './may-handle.js'
import { newAssignment } from './new-assignment.js'
import { takenBack } from './taken-back.js'

/** Units that help the lead and have not been let go: assisting or whistled, answered or not. */
export const openAssists = (state: CaseState): readonly AssignmentState[] => state.assignments.filter((item) => isOpenDuty(item) && item.role !== 'lead')

/** Those of them the lead still waits for. */
export const unansweredAssists = (state: CaseState): readonly AssignmentState[] => openAssists(state).filter((item) => item.status !== 'replied')

/** Why one of these units may not help; null when all may. One unit has one duty, and no unit helps with what is about itself. */
export function joinRefusal(state: CaseState, unitIds: readonly string[], facts: DecideFacts): Refusal | null {
  for (const unitId of unitIds) {
    const unit = facts.unit(unitId)
    if (unit === null) return { code: 'UNIT_UNKNOWN', params: { unitId } }
    const params = { unitName: unit.name }
    if (!mayHandle(unit)) return { code: 'UNIT_CANNOT_ASSIST', params }
    if (state.subjectUnitIds.includes(unitId)) return { code: 'UNIT_RECUSED', params }
    if (state.assignments.some((item) => item.unitId === unitId && isOpenDuty(item))) return { code: 'UNIT_HAS_DUTY', params }
  }
  return null
}

type Joining = {
  readonly state: CaseState
  readonly role: 'assist' | 'whistle'
  readonly unitIds: readonly string[]
  readonly facts: DecideFacts
  readonly at: Instant
  /** When an answer is wanted; never later than the citizen was promised one. */
  readonly respondBy?: Instant
  readonly arriveDueAt?: Instant
}

/** New duties beside the lead's, with clocks of their own from this moment. */
export function joining({ state, role, unitIds, facts, at, respondBy, arriveDueAt }: Joining): { readonly assignments: NewAssignment[]; readonly due: DueTimes } {
  if (facts.due === null) throw new Error('A duty needs its due times: the command must declare needsQuote')
  const wanted = respondBy ?? instant(facts.due.promiseDueAt)
  const promised = state.promiseDueAt ?? wanted
  return {
    assignments: [...new Set(unitIds)].map((unitId) => ({ assignmentId: facts.nextId(), role, unitId, ...(arriveDueAt === undefined ? {} : { arriveDueAt }) })),
    due: { ...facts.due, startedAt: at, promiseDueAt: wanted < promised ? wanted : promised },
  }
}

/** The case with the duties of an event of joining. */
export function withJoined(
  state: CaseState,
  { assignments, due, dispatchedBy }: { readonly assignments: readonly NewAssignment[]; readonly due: DueTimes; readonly dispatchedBy?: string | undefined },
  at: Instant,
): CaseState {
  const added = assignments.map((item) => newAssignment(item, { round: state.round, due, dispatchedBy: dispatchedBy ?? null, at }))
  return { ...state, assignments: [...state.assignments, ...added] }
}

/** Nobody has the case any more: every duty and copy is taken back, and it waits for a dispatcher. The citizen's promise stands. */
export const backToPool = (state: CaseState, reason: string, facts: DecideFacts): CaseEvent[] => [
  ...state.assignments.filter(isOpen).map((item) => takenBack(item, reason)),
  { type: 'case.returned_to_pool.v1', data: { reason, dispatchDueAt: facts.dispatchDueAt() } },
]
