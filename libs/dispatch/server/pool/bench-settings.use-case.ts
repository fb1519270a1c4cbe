import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import type { Instant } from '@tongban/kernel/core'
import { ClaimEdge } from './claim-edge.js'
import { ClaimStore } from './claim.store.js'

/** How long a claim lasts without a sign of life. Data of the city; the next claim or renewal goes by it. */
@Injectable()
export class BenchSettings {
  constructor(
    @Inject(ClaimStore) private readonly claims: ClaimStore,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(ClaimEdge) private readonly edge: ClaimEdge,
  ) {}

  read(): Promise<{ claimLeaseSeconds: number; changedAt: Instant | null }> {
    return this.claims.settings()
  }

  async write(claimLeaseSeconds: number, { userId, unitId }: Principal): Promise<Instant> {
    const at = this.edge.clock.now()
    const { statement, row } = this.audit.write({
      at, actorId: userId, actorUnitId: unitId, action: 'dispatch.configure_bench', subjectType: 'configuration', subjectId: 'dispatch_bench', outcome: 'done', detail: { claimLeaseSeconds },
    })
    await this.claims.inTurn(async (tx) => {
      await this.claims.putSettings(tx, claimLeaseSeconds, at, userId)
      await tx.run(statement, [JSON.stringify([row]), this.edge.config.cityCode])
    })
    return at
  }
}
