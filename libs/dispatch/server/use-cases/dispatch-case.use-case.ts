import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseCommands, CaseLookup, type CaseCommandBody, type CommandOutcome } from '@tongban/case/contract'
import { canonicalJson, idOf, refuse, type Result } from '@tongban/kernel/core'
import { OrgDirectory, type UnitKind } from '@tongban/org/contract'
import { InMemoryDispatchPlanner } from '../in-memory-dispatch-planner.js'

/** Kinds of unit that answer to citizens; the hotline, the callback provider and inspection never lead a case. */
const MAY_LEAD: readonly UnitKind[] = ['township', 'county_coordinator', 'county_department', 'city_department', 'enterprise']

/** A dispatcher's decision: the hard rules of the catalogue hold for people too. A township's county is always copied. */
@Injectable()
export class DispatchCase {
  constructor(
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(InMemoryDispatchPlanner) private readonly planner: InMemoryDispatchPlanner,
  ) {}

  async dispatch(caseId: string, body: CaseCommandBody<'dispatch'>, actor: Principal, idempotencyKey: string | null): Promise<Result<CommandOutcome>> {
    const snapshot = await this.cases.visibleTo(actor, caseId)
    if (snapshot === null) return refuse('CASE_NOT_FOUND')
    const stranger = [body.leadUnitId, ...body.assistUnitIds, ...body.ccUnitIds].find((id) => this.org.unit(idOf(id)) === null)
    if (stranger !== undefined) return refuse('UNIT_UNKNOWN', { unitId: stranger })
    const lead = this.org.unit(idOf(body.leadUnitId))
    if (lead === null || !MAY_LEAD.includes(lead.kind)) return refuse('UNIT_CANNOT_LEAD', { unitName: lead?.name ?? body.leadUnitId })
    if (lead.kind === 'township' && snapshot.categoryCode !== null && this.planner.catalogueAnswer(snapshot.categoryCode, snapshot.divisionCode).forbiddenBy !== null) {
      return refuse('DEPARTMENT_ONLY')
    }
    const coordinator = lead.kind === 'township' ? this.org.coordinatorOf(lead.divisionCode) : null
    const ccUnitIds = coordinator === null || body.ccUnitIds.includes(coordinator.id) ? body.ccUnitIds : [...body.ccUnitIds, coordinator.id]
    return this.commands.execute('dispatch', { caseId }, { ...body, ccUnitIds }, actor, {
      ...(idempotencyKey === null
        ? {}
        : { idempotency: { scope: `${actor.userId}:dispatchCase`, key: idempotencyKey, bodyHash: createHash('sha256').update(canonicalJson({ caseId, body })).digest('hex') } }),
    })
  }
}
