import { Inject, Injectable } from '@nestjs/common'
import { may, type Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock, ok, refuse, type Result } from '@tongban/kernel/core'
import type { z } from 'zod'
import type { readCaller, revealCaller } from '../../contract/intake-endpoints.js'
import { CallbackClaims } from '../../contract/ports.js'
import { sealedConditionFor } from '../../domain/index.js'
import { CallerStore } from '../persistence/caller.store.js'

/** Shows a caller to whoever must speak to them. Each look is in the audit log before the answer leaves. */
@Injectable()
export class RevealCaller {
  constructor(
    @Inject(CallerStore) private readonly callers: CallerStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CallbackClaims) private readonly claims: CallbackClaims,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async masked(caseId: string, principal: Principal): Promise<Result<z.output<(typeof readCaller)['response']>>> {
    const snapshot = await this.visible(principal, caseId)
    if (snapshot === null) return refuse('CASE_NOT_FOUND')
    const caller = (await this.callers.masked([snapshot.id])).get(snapshot.id)
    if (!caller) return refuse('CALLER_UNKNOWN')
    const hidden = caller.sealed && !(await this.maySeeSealed(principal, snapshot))
    return ok({
      phoneMasked: hidden ? null : caller.phoneMasked, nameMasked: hidden ? null : caller.nameMasked, sealed: caller.sealed, wantsCallback: caller.wantsCallback,
      mayReveal: may(principal, 'caller.reveal') && !hidden,
    })
  }

  /** The audit entry is stored before the answer leaves: a look without a trace does not happen. */
  async reveal(caseId: string, reason: string, principal: Principal): Promise<Result<z.output<(typeof revealCaller)['response']>>> {
    const snapshot = await this.visible(principal, caseId)
    if (snapshot === null) return refuse('CASE_NOT_FOUND')
    const caller = await this.callers.reveal(snapshot.id)
    if (!caller) return refuse('CALLER_UNKNOWN')
    const refused = caller.sealed && !(await this.maySeeSealed(principal, snapshot))
    await this.audit.record({
      at: this.clock.now(), actorId: principal.userId, actorUnitId: principal.unitId, action: 'caller.reveal', subjectType: 'caller', subjectId: snapshot.id,
      outcome: refused ? 'refused' : 'done', detail: { reason, number: snapshot.number },
    })
    return refused ? refuse('CALLER_SEALED') : ok({ phone: caller.phone, name: caller.name })
  }

  private async maySeeSealed(principal: Principal, snapshot: CaseSnapshot): Promise<boolean> {
    const condition = sealedConditionFor(principal)
    return condition === 'callback_claimed' && (await this.claims.isHeldBy(principal.userId, snapshot.id, this.clock.now()))
  }

  /** Within the person's reach; a callback agent reaches what waits for a callback, unless it is about the agent's own unit. */
  private async visible(principal: Principal, caseId: string): Promise<CaseSnapshot | null> {
    if (!may(principal, 'callback.work')) return this.cases.visibleTo(principal, caseId)
    const [snapshot] = await this.cases.snapshots([caseId])
    return snapshot?.status === 'awaiting_callback' && !snapshot.subjectUnitIds.includes(principal.unitId) ? snapshot : null
  }
}
