import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, refuse, ok, type Result } from '@tongban/kernel/core'
import { Database, PlatformConfig } from '@tongban/platform/server'
import type { DuplicateSettings } from '../../contract/index.js'
import { DuplicateFreshness } from '../duplicate-freshness.js'
import { SettingsStore } from '../persistence/settings.store.js'

/** Puts other weights or thresholds in force; who, when and why stand with the version. */
@Injectable()
export class ChangeDuplicateSettings {
  constructor(
    @Inject(SettingsStore) private readonly store: SettingsStore,
    @Inject(DuplicateFreshness) private readonly freshness: DuplicateFreshness,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The number of the new version. */
  async execute(seen: number, settings: DuplicateSettings, reason: string, by: Principal): Promise<Result<number>> {
    const at = this.clock.now()
    const version = await this.database.transaction(async (tx) => {
      const added = await this.store.add(tx, seen, settings, reason, by.userId, at)
      if (added === null) return null
      const { statement, row } = this.audit.write({
        at, actorId: by.userId, actorUnitId: by.unitId, action: 'duplicate.configure', subjectType: 'configuration', subjectId: `duplicate_settings:${added}`, outcome: 'done',
        detail: { version: added, showAt: settings.showAt, likelyAt: settings.likelyAt, windowDays: settings.windowDays },
      })
      await tx.run(statement, [JSON.stringify([row]), this.config.cityCode])
      return added
    })
    if (version === null) return refuse('CONFLICT')
    await this.freshness.lookAgain()
    return ok(version)
  }
}
