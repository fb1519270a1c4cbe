import { may, type Principal } from '@tongban/access/contract'
import { ok, refuse, type Refusal, type Result } from '@tongban/kernel/core'
import type { AssignmentStep, CaseCommand } from '../contract/case-command.js'
import { CASE_COMMANDS, type CaseCommandName } from '../commands/contracts.js'
import { COMMAND_RULES } from '../commands/deciders.js'
import type { CaseEvent } from '../contract/events.js'
import { ASSIGNMENT_ROLE_ZH, ASSIGNMENT_STATUS_ZH, CASE_STATUS_ZH } from '../contract/states.js'
import { handlingUnits, isOpen, type AssignmentState, type CaseState } from './case-state.js'
import type { DecideInput, Decider } from './decider.js'
import { panelRefusal } from './dispute-concerns.js'
import { withMootDispute } from './dispute-moot.js'
import { openDispute } from './procedures.js'
import { withMootRequests } from './request-moot.js'

export type UnitNames = (unitId: string) => string

/**
 * Everything the table says about who may do what when. Null: nothing stands in the way before the body is known.
 * The API shows it as `allowedActions`; `decide` asks it first. One rule book, two readers.
 */
export function guard(command: CaseCommand, state: CaseState, assignment: AssignmentState | null, actor: Principal, unitName: UnitNames): Refusal | null {
  if (!may(actor, command.permission)) return { code: 'PERMISSION_MISSING', params: { permission: command.permission } }
  if (!command.from.includes(state.status)) {
    return { code: 'CASE_STATE_FORBIDS', params: { status: state.status, statusZh: CASE_STATUS_ZH[state.status], action: command.name, actionZh: command.zh } }
  }
  if (command.target === 'assignment') {
    if (assignment === null) return { code: 'ASSIGNMENT_NOT_FOUND', params: {} }
    if (assignment.role === 'cc') return { code: 'ASSIGNMENT_IS_COPY', params: {} }
    if (command.actor === 'assignment_unit' && assignment.unitId !== actor.unitId) {
      return { code: 'NOT_YOUR_ASSIGNMENT', params: { unitName: unitName(assignment.unitId), actionZh: command.zh } }
    }
    if (command.assignmentRoles && !command.assignmentRoles.includes(assignment.role)) {
      return { code: 'ASSIGNMENT_ROLE_FORBIDS', params: { role: assignment.role, roleZh: ASSIGNMENT_ROLE_ZH[assignment.role], actionZh: command.zh } }
    }
    const { assignmentNeeds: needs } = command
    if (needs && isOpen(assignment) && !hasStep(needs.step, assignment)) return { code: needs.refusal, params: {} }
    if (command.assignmentFrom && !command.assignmentFrom.includes(assignment.status)) {
      return {
        code: 'ASSIGNMENT_STATE_FORBIDS',
        params: { status: assignment.status, statusZh: ASSIGNMENT_STATUS_ZH[assignment.status], action: command.name, actionZh: command.zh },
      }
    }
  }
  if (command.actor === 'outside_handling_units' && handlingUnits(state).includes(actor.unitId)) {
    return { code: 'OWN_UNIT_FORBIDDEN', params: { actionZh: command.zh } }
  }
  if (command.actor === 'dispute_party' || command.actor === 'outside_dispute') return disputeGuard(command, state, actor)
  return null
}

/** Parties speak in a dispute; nobody of a party, nor of any handling unit, leads or decides it. */
function disputeGuard(command: CaseCommand, state: CaseState, actor: Principal): Refusal | null {
  const dispute = openDispute(state.procedures)
  if (dispute === null) return { code: 'NO_OPEN_DISPUTE', params: {} }
  const isParty = dispute.unitIds.includes(actor.unitId)
  if (command.actor === 'dispute_party') return isParty ? null : { code: 'PARTY_ONLY', params: { actionZh: command.zh } }
  if (isParty || handlingUnits(state).includes(actor.unitId)) return { code: 'OWN_UNIT_FORBIDDEN', params: { actionZh: command.zh } }
  return command.needsWholePanel === true ? panelRefusal(dispute) : null
}

function hasStep(step: AssignmentStep, assignment: AssignmentState): boolean {
  switch (step) {
    case 'contact':
      return assignment.contactedAt !== null
    case 'arrival':
      return assignment.arriveDueAt === null || assignment.arrivedAt !== null
  }
}

/** Guard, then the command's own decider. A refusal changes nothing. */
export function decide<Name extends CaseCommandName>(name: Name, input: DecideInput<(typeof CASE_COMMANDS)[Name]>, unitName: UnitNames): Result<CaseEvent[]> {
  const stands = guard(CASE_COMMANDS[name], input.state, input.assignment, input.actor, unitName)
  if (stands !== null) return refuse(stands.code, stands.params)
  const decider = COMMAND_RULES[name].decide as unknown as Decider<(typeof CASE_COMMANDS)[Name]>
  const decided = decider(input)
  return decided.ok ? ok(withMootRequests(input.state, withMootDispute(input.state, decided.value, input.at), input.at, input.facts)) : decided
}
