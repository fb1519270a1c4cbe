import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { CaseCommandGuard, CaseCommandGuards, type CaseCommandName, type CaseSnapshot } from '@tongban/case/contract'
import { ok, refuse, type BatchWrite, type Instant, type Result } from '@tongban/kernel/core'
import { ClaimStore } from './claim.store.js'
import { heldRefusal } from './held-refusal.js'
import { HolderNames } from './holder-names.js'

/**
 * While somebody is at a case, nobody else clarifies it, dispatches it, rules on what its unit asked, or takes it to a panel; whoever has done with it lets go
 * of it. An emergency
 * waits for nobody: it may be acted on over a claim, and that is on record.
 */
@Injectable()
export class ClaimsGuard extends CaseCommandGuard implements OnModuleInit {
  override readonly commands = ['dispatch', 'clarify', 'rule_request', 'open_dispute'] as const satisfies readonly CaseCommandName[]

  constructor(
    @Inject(CaseCommandGuards) private readonly guards: CaseCommandGuards,
    @Inject(ClaimStore) private readonly claims: ClaimStore,
    @Inject(HolderNames) private readonly names: HolderNames,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {
    super()
  }

  onModuleInit(): void {
    this.guards.register(this)
  }

  override async check(command: CaseCommandName, about: CaseSnapshot, actor: Principal, at: Instant): Promise<Result<readonly BatchWrite[]>> {
    const holder = await this.claims.holder(this.claims.database, about.id, at)
    const isOthers = holder !== null && holder.by !== actor.userId
    const forced = about.urgency === 'emergency'
    if (isOthers && !forced) {
      const { code, params } = heldRefusal(holder, (await this.names.of([holder.by])).get(holder.by))
      return refuse(code, params)
    }
    const entry = isOthers
      ? [this.audit.write({
          at, actorId: actor.userId, actorUnitId: actor.unitId, action: 'dispatch.act_over_claim', subjectType: 'case', subjectId: about.id, outcome: 'done',
          detail: { holder: holder.by, command },
        })]
      : []
    return ok([this.claims.actedWrite({ caseId: about.id, actor: actor.userId, at, forced, letsGo: command !== 'clarify' }), ...entry])
  }
}
