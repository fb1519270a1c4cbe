import { may, type Principal } from '@tongban/access/contract'
import { fillText, refusalText } from '@tongban/kernel/contract'
import type { CaseCommand } from '../contract/case-command.js'
import { CASE_COMMANDS } from '../commands/contracts.js'
import type { AllowedAction } from '../contract/views.js'
import type { CaseState } from './case-state.js'
import { guard, type UnitNames } from './decide.js'

const COMMANDS: readonly CaseCommand[] = Object.values(CASE_COMMANDS)

/**
 * What this person could do with this case now. Commands of the person's role that something stands in the way of come with the reason,
 * so that a disabled button can say why; commands the role does not have at all are left out.
 */
export function allowedActions(state: CaseState, actor: Principal, unitName: UnitNames): AllowedAction[] {
  const actions: AllowedAction[] = []
  for (const command of COMMANDS) {
    if (command.name === 'file' || command.name === 'note_clock' || !may(actor, command.permission)) continue
    const targets = command.target === 'case' ? [null] : state.assignments.filter((item) => item.unitId === actor.unitId && item.role !== 'cc' && item.status !== 'recalled')
    for (const assignment of targets) {
      const refusal = guard(command, state, assignment, actor, unitName)
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
