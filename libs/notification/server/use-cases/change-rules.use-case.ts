import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, Refused } from '@tongban/platform/server'
import type { NotificationRule } from '../../contract/index.js'
import { RuleStore } from '../persistence/rule.store.js'

/** Puts a new version of the matrix in force at once; who, when and why stand with it. */
@Injectable()
export class ChangeRules {
  constructor(
    @Inject(RuleStore) private readonly rules: RuleStore,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws Refused CONFLICT when another version came in between: nothing is stored then. */
  async execute(version: number, rules: readonly NotificationRule[], reason: string, by: Principal): Promise<{ version: number; changedAt: Instant }> {
    const at = this.clock.now()
    const added = await this.database.transaction(async (tx) => {
      const next = await this.rules.add(tx, version, rules, reason, by.userId, at)
      if (next === null) return null
      const { statement, row } = this.audit.write({
        at, actorId: by.userId, actorUnitId: by.unitId, action: 'notification.configure', subjectType: 'configuration', subjectId: `notification-rules-${next}`, outcome: 'done',
        detail: { version: next, rules: rules.length },
      })
      await tx.run(statement, [JSON.stringify([row]), this.config.cityCode])
      return next
    })
    if (added === null) throw new Refused({ code: 'CONFLICT', params: {} })
    return { version: added, changedAt: at }
  }
}
