import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, isoOf } from '@tongban/kernel/core'
import { PlatformConfig, type Statement } from '@tongban/platform/server'

/** The audit entry of a changed threshold. */
@Injectable()
export class ThresholdAudit {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  now(): string {
    return isoOf(this.clock.now())
  }

  entry({ userId, unitId }: Principal, revision: number, detail: Readonly<Record<string, string | number>>): { statement: Statement; params: unknown[] } {
    const { statement, row } = this.audit.write({
      at: this.clock.now(), actorId: userId, actorUnitId: unitId, action: 'dispatch.change_threshold', subjectType: 'configuration', subjectId: `dispatch_threshold:${revision}`,
      outcome: 'done', detail,
    })
    return { statement, params: [JSON.stringify([row]), this.config.cityCode] }
  }
}
