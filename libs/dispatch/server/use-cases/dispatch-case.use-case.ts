import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, type CaseCommandBody, type CommandOutcome } from '@tongban/case/contract'
import { idOf, refuse, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { idempotencyOf } from '@tongban/platform/server'

/** A dispatcher's decision. The command itself holds it to the hard rules; here a township's county gets its copy. */
@Injectable()
export class DispatchCase {
  constructor(
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  async dispatch(caseId: string, body: CaseCommandBody<'dispatch'>, actor: Principal, idempotencyKey: string | null): Promise<Result<CommandOutcome>> {
    const snapshot = await this.cases.visibleTo(actor, caseId)
    if (snapshot === null) return refuse('CASE_NOT_FOUND')
    const lead = this.org.unit(idOf(body.leadUnitId))
    const coordinator = lead?.kind === 'township' ? this.org.coordinatorOf(lead.divisionCode) : null
    // Nobody chose this copy, so a county the case is about is left out; one that somebody did choose is refused by the rule.
    const untold = coordinator === null || body.ccUnitIds.includes(coordinator.id) || snapshot.subjectUnitIds.includes(coordinator.id)
    const ccUnitIds = untold ? body.ccUnitIds : [...body.ccUnitIds, coordinator.id]
    const idempotency = idempotencyOf(actor.userId, 'dispatchCase', idempotencyKey, { caseId, body })
    return this.commands.execute('dispatch', { caseId }, { ...body, ccUnitIds }, actor, idempotency === null ? {} : { idempotency })
  }
}
