import { may, type Principal } from '@tongban/access/contract'
import { fillText, refusalText } from '@tongban/kernel/contract'
import type { CaseCommand } from '../contract/case-command.js'
import { CASE_COMMANDS, type CaseCommandName } from '../commands/contracts.js'
import { COMMAND_RULES } from '../commands/deciders.js'
import type { AllowedAction } from '../contract/views.js'
import { isOpen, type CaseState } from './case-state.js'
import { guard, type UnitNames } from './decide.js'

const COMMANDS: readonly CaseCommand[] = Object.values(CASE_COMMANDS)
/** Refusals that say there is nothing here to act on, or that it is others' to act on. */
const NOT_OFFERED = ['NO_OPEN_DISPUTE', 'PARTY_ONLY']
const DUTIES = ['lead', 'assist', 'whistle'] as const

/**
 * What this person could do with this case now. Commands of the person's role that something stands in the way of come with the reason,
 * so that a disabled button can say why; commands the role does not have at all, or that nothing in the case is about, are left out.
 */
export function allowedActions(state: CaseState, actor: Principal, unitName: UnitNames): AllowedAction[] {
  const actions: AllowedAction[] = []
  for (const command of COMMANDS) {
    if (command.name === 'file' || command.offered === false || !may(actor, command.permission)) continue
    const targets = command.target === 'case' ? [null] : state.assignments.filter((item) => item.unitId === actor.unitId && (isOpen(item) || command.assignmentFrom?.includes(item.status) === true) && (command.assignmentRoles ?? DUTIES).includes(item.role as never))
    const { concerns } = COMMAND_RULES[command.name as CaseCommandName]
    for (const assignment of targets) {
      if (concerns?.(state, assignment, actor) === false) continue
      const refusal = guard(command, state, assignment, actor, unitName)
      // Not a button that cannot be pressed yet, but one that has no place in this case.
      if (refusal !== null && NOT_OFFERED.includes(refusal.code)) continue
      const text = refusal === null ? undefined : refusalText(refusal.code)
      actions.push({
        action: command.name,
        zh: command.zh,
        assignmentId: assignment?.id ?? null,
        enabled: refusal === null,
        code: refusal?.code ?? null,
        why: refusal !== null && text !== undefined ? fillText(text.zh, refusal.params) : null,
      })
    }
  }
  return actions
}
