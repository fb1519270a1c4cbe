import { Inject, Injectable } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { isoOf, ok, refuse, type Result } from '@tongban/kernel/core'
import { CLAIM_LEASE, type BenchSettingsView } from '../../contract/pool-endpoints.js'
import { BenchSettingStore, type BenchChange } from './bench-setting.store.js'
import { ClaimEdge } from './claim-edge.js'

/** How long a claim lasts without a sign of life. Data of the city, in versions; the next claim or renewal goes by it. */
@Injectable()
export class BenchSettings {
  constructor(
    @Inject(BenchSettingStore) private readonly store: BenchSettingStore,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(ClaimEdge) private readonly edge: ClaimEdge,
  ) {}

  async read(): Promise<BenchSettingsView> {
    const versions = await this.store.history()
    const names = await this.users.namesOf([...new Set(versions.map(({ changedBy }) => changedBy))])
    const history = versions.map(({ changedBy, changedAt, ...version }) => ({ ...version, changedBy: { id: changedBy, name: names.get(changedBy) ?? changedBy }, changedAt: isoOf(changedAt) }))
    return { ...(history[0] ?? { version: 0, claimLeaseSeconds: CLAIM_LEASE.shipped, reason: '', changedBy: null, changedAt: null }), history }
  }

  /** The version, what is in force and the audit entry together; who was slower is told so. The number of the new version. */
  async write(change: Pick<BenchChange, 'seen' | 'claimLeaseSeconds' | 'reason'>, { userId, unitId }: Principal): Promise<Result<number>> {
    const at = this.edge.clock.now()
    const version = await this.store.database.transaction(async (tx) => {
      const added = await this.store.add(tx, { ...change, by: userId, at })
      if (added === null) return null
      const { statement, row } = this.audit.write({
        at, actorId: userId, actorUnitId: unitId, action: 'dispatch.configure_bench', subjectType: 'configuration', subjectId: 'dispatch_bench', outcome: 'done',
        detail: { version: added, claimLeaseSeconds: change.claimLeaseSeconds },
      })
      await tx.run(statement, [JSON.stringify([row]), this.edge.config.cityCode])
      return added
    })
    return version === null ? refuse('CONFLICT') : ok(version)
  }
}
