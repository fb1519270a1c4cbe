import type { Instant, Refusal } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import type { HandOverCause, ProblemCause } from '../contract/procedures.js'
import { isOpenDuty, type AssignmentState, type CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { dispatchedEvent } from './dispatched-event.js'
import { mayHandle } from './may-handle.js'
import { unrecusedSuperior } from './recusal.js'
import { takenBack } from './taken-back.js'

/** Three transfers without an owner make a problem case. */
export const PROBLEM_TRANSFERS = 3

/** The first of these units that the case is about; null when none is. */
export const recusedOf = (state: CaseState, unitIds: readonly string[]): string | null => unitIds.find((unitId) => state.subjectUnitIds.includes(unitId)) ?? null

/** Why a unit may not be given the lead; null when it may. The hard rules hold for people as for the system. */
export function leadRefusal(state: CaseState, unitId: string, facts: DecideFacts): Refusal | null {
  const unit = facts.unit(unitId)
  if (unit === null) return { code: 'UNIT_UNKNOWN', params: { unitId } }
  if (!mayHandle(unit)) return { code: 'UNIT_CANNOT_LEAD', params: { unitName: unit.name } }
  if (state.subjectUnitIds.includes(unitId)) return { code: 'UNIT_RECUSED', params: { unitName: unit.name } }
  return unit.kind === 'township' && facts.departmentOnlyFor(unit.id) ? { code: 'DEPARTMENT_ONLY', params: {} } : null
}

/** Who else is told: a township's county, unless it has its copy already, leads itself, or is what the case is about. */
export function copiesFor(state: CaseState, leadUnitId: string, facts: DecideFacts): readonly string[] {
  const lead = facts.unit(leadUnitId)
  const county = lead?.kind === 'township' ? lead.superiorId : null
  const knows = state.assignments.some((item) => item.role === 'cc' && item.unitId === county && item.status !== 'recalled')
  return county === null || knows || state.subjectUnitIds.includes(county) ? [] : [county]
}

type HandOver = {
  readonly state: CaseState
  readonly from: AssignmentState
  readonly cause: HandOverCause
  readonly leadUnitId: string
  readonly assistUnitIds?: readonly string[]
  readonly reason: string
  readonly facts: DecideFacts
  readonly at: Instant
  readonly dispatchedBy: string | null
  /** Set when a dispatcher grants a new promise and says why; else the next unit gets what is left of the old one. */
  readonly newPromise?: boolean
  readonly noReturn?: boolean
}

/** The one way a case goes from one unit to another while it is handled: the old duty ends, the new one begins, the transfer is counted. */
export function handOver({ state, from, cause, leadUnitId, assistUnitIds = [], reason, facts, at, dispatchedBy, newPromise = false, noReturn = false }: HandOver): CaseEvent[] {
  const counted = cause !== 'recusal'
  const transfers = state.procedures.transfers + (counted ? 1 : 0)
  const helping = state.assignments.filter((item) => item.role !== 'lead' && isOpenDuty(item))
  return [
    // A unit has one duty: who helped and now leads helps no more, and who helps already is not asked again.
    ...helping.filter((item) => item.unitId === leadUnitId).map((item) => takenBack(item, '转为主办')),
    { type: 'assignment.handed_over.v1', data: { assignmentId: from.id, unitId: from.unitId, toUnitId: leadUnitId, cause, counted, reason } },
    dispatchedEvent({
      target: { leadUnitId, assistUnitIds: assistUnitIds.filter((unitId) => !helping.some((item) => item.unitId === unitId)), ccUnitIds: copiesFor(state, leadUnitId, facts) },
      round: Math.max(1, state.round), automatic: false, reason, facts, at, dispatchedBy, noReturn,
      promiseDueAt: newPromise ? null : state.promiseDueAt,
    }),
    ...(transfers >= PROBLEM_TRANSFERS ? becameProblem(state, 'transfers', leadUnitId, facts) : []),
  ]
}

/** A problem case 问题工单 is supervised one level above whoever has it, never by a unit it is about. Once a problem case, it stays one. */
export const becameProblem = (state: CaseState, cause: ProblemCause, leadUnitId: string, facts: DecideFacts): CaseEvent[] =>
  state.procedures.problem === null ? [{ type: 'case.became_problem.v1', data: { cause, supervisorUnitId: unrecusedSuperior(state, leadUnitId, facts)?.id ?? null } }] : []

/** Who gave a unit a case it should not have had: the person, or the catalogue's row. Charged to them, never to the unit. */
export const judgedWrong = (state: CaseState, from: AssignmentState, because: HandOverCause): CaseEvent => ({
  type: 'case.dispatch_judged.v1',
  data: {
    assignmentId: from.id, unitId: from.unitId, verdict: 'wrong', because,
    author: from.dispatchedBy === null ? { kind: 'rule', id: ruleOf(state) } : { kind: 'person', id: from.dispatchedBy },
  },
})

/** The catalogue row the system went by, as its reason trail says. */
function ruleOf(state: CaseState): string {
  const row = state.dispatchTrail?.catalogueRowId
  return typeof row === 'string' ? row : 'unknown'
}
