import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { writeOutbox, type Tx } from '@tongban/platform/server'
import { CLAIM_CHANGED_TYPE } from '../../contract/pool-events.js'
import type { PoolFilters } from '../../contract/pool.schema.js'
import { POOL_REFUSALS } from '../../contract/refusals.js'
import { ClaimEdge } from './claim-edge.js'
import { ClaimStore, type Claim } from './claim.store.js'
import { heldRefusal } from './held-refusal.js'
import { HolderNames } from './holder-names.js'
import { PoolReadModel } from './pool.read-model.js'

export type Holder = { readonly principal: Principal; readonly sessionId: string | null }

/** Whose turn it is at which case. Nothing here changes a case, stops a clock, or keeps the system from what it does by itself. */
@Injectable()
export class HoldCase {
  constructor(
    @Inject(ClaimStore) private readonly claims: ClaimStore,
    @Inject(PoolReadModel) private readonly pool: PoolReadModel,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(HolderNames) private readonly names: HolderNames,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(ClaimEdge) private readonly edge: ClaimEdge,
  ) {}

  /** The case that is due first and that nobody is at; null when there is none. However many ask at once, each gets another one. */
  async next({ principal, sessionId }: Holder, filters: PoolFilters, skipCaseIds: readonly string[]): Promise<Claim | null> {
    const at = this.edge.clock.now()
    return this.claims.inTurn(async (tx) => {
      const caseId = await this.pool.firstFree(tx, principal, filters, skipCaseIds, at)
      if (caseId === null) return null
      const { claim, letGo } = await this.claims.put(tx, { caseId, by: principal.userId, sessionId, at, taken: null })
      await this.tell(tx, [caseId, ...letGo], at)
      return claim
    })
  }

  /** This case. Somebody else's only with a reason, and that is on record. */
  async take({ principal, sessionId }: Holder, caseId: string, takeOverReason: string | null): Promise<Result<Claim>> {
    const about = await this.cases.visibleTo(principal, caseId)
    if (about === null) return refuse('CASE_NOT_FOUND')
    if (!hasWork(about)) return refuse(POOL_REFUSALS.CLAIM_NOTHING_TO_DO)
    const at = this.edge.clock.now()
    const outcome = await this.claims.inTurn(async (tx) => {
      const holder = await this.claims.holder(tx, caseId, at)
      const isOthers = holder !== null && holder.by !== principal.userId
      if (isOthers && takeOverReason === null) return { held: holder }
      const { claim, letGo } = await this.claims.put(tx, {
        caseId, by: principal.userId, sessionId, at, taken: isOthers ? { from: holder.by, reason: takeOverReason ?? '' } : null,
      })
      if (isOthers) await this.record(tx, principal, caseId, at, { from: holder.by, reason: takeOverReason })
      // Renewed by asking again: nobody needs to hear of that.
      await this.tell(tx, [...(holder === null || isOthers ? [caseId] : []), ...letGo], at)
      return { claim }
    })
    return outcome.claim === undefined ? refuse('CASE_HELD', await this.heldParams(outcome.held)) : ok(outcome.claim)
  }

  /** Still held, or by whom instead. */
  async renew({ principal }: Holder, caseId: string): Promise<{ held: boolean; claim: Claim | null }> {
    const at = this.edge.clock.now()
    const renewed = await this.claims.renew(caseId, principal.userId, at)
    return renewed === null ? { held: false, claim: await this.claims.holder(this.claims.database, caseId, at) } : { held: true, claim: renewed }
  }

  async letGo({ principal }: Holder, caseId: string): Promise<boolean> {
    return this.claims.inTurn(async (tx) => {
      const released = await this.claims.letGo(tx, caseId, principal.userId)
      if (released) await this.tell(tx, [caseId], this.edge.clock.now())
      return released
    })
  }

  /** What a session held when it was signed out. */
  async endSession(tx: Tx, userId: string, sessionId: string, at: Instant): Promise<void> {
    await this.tell(tx, await this.claims.letGoOfSession(tx, userId, sessionId), at)
  }

  private async tell(tx: Tx, caseIds: readonly string[], at: Instant): Promise<void> {
    const subjects = await this.claims.subjectsOf(tx, caseIds)
    await writeOutbox(
      tx, this.edge.config.cityCode,
      caseIds.map((caseId) => ({ type: CLAIM_CHANGED_TYPE, subjectId: caseId, at, data: { caseId, subjectUnitIds: subjects.get(caseId) ?? [] } })),
    )
  }

  private async record(tx: Tx, { userId, unitId }: Principal, caseId: string, at: Instant, detail: Record<string, string | null>): Promise<void> {
    const { statement, row } = this.audit.write({ at, actorId: userId, actorUnitId: unitId, action: 'dispatch.take_over', subjectType: 'case', subjectId: caseId, outcome: 'done', detail })
    await tx.run(statement, [JSON.stringify([row]), this.edge.config.cityCode])
  }

  private async heldParams(holder: Claim): Promise<Record<string, string>> {
    return heldRefusal(holder, (await this.names.of([holder.by])).get(holder.by)).params
  }
}

/** A dispatcher has something to do with it: it waits for a unit, or units wait for a ruling. */
const hasWork = ({ status, requests, disputes }: CaseSnapshot): boolean =>
  status === 'awaiting_dispatch' || requests.some((request) => request.status === 'pending') || disputes.some(({ ruledAt }) => ruledAt === null)
