import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, DAY_MS, ok, plus, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { Database, PlatformConfig, Refused, type Tx } from '@tongban/platform/server'
import type { DutyPostView } from '../contract/duty-views.schema.js'
import { DutyStore, type DutyToWrite } from './persistence/duty.store.js'
import type { StoredDuty } from './persistence/duty-row.mapper.js'

/** Shifts are copied from the month before, so that two months back are read. */
export const REMEMBERED_DAYS = 62

export type RosterChange = { readonly view: DutyPostView; readonly version: number; readonly by: Principal; readonly action: string }
type Decide = (standing: readonly StoredDuty[], now: Instant) => Result<{ readonly put: readonly DutyToWrite[]; readonly remove: readonly string[] }>

/** Roster, version and audit entry in one transaction, or nothing. */
@Injectable()
export class RosterWrites {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DutyStore) private readonly store: DutyStore,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async change(change: RosterChange, decide: Decide): Promise<Result<{ version: number }>> {
    return refusalOf(() => this.database.transaction(async (tx) => ({ version: await this.changeIn(tx, change, decide) })))
  }

  /** Several rosters at once, all or none. `versions` are those just read; whoever came between is not overwritten. */
  async changeAll(changes: readonly { readonly change: RosterChange; readonly decide: Decide }[]): Promise<Result<null>> {
    return refusalOf(() =>
      this.database.transaction(async (tx) => {
        for (const { change, decide } of changes) await this.changeIn(tx, change, decide)
        return null
      }),
    )
  }

  private async changeIn(tx: Tx, { view, version, by, action }: RosterChange, decide: Decide): Promise<number> {
    const now = this.clock.now()
    const claimed = await this.store.claim(tx, { postKey: view.key, version, at: now, by: by.userId })
    if (claimed === null) throw new Refused({ code: 'CONFLICT', params: {} })
    const decided = decide(await this.store.ofPost(view.key, plus(now, -REMEMBERED_DAYS * DAY_MS), tx), now)
    if (!decided.ok) throw new Refused(decided.refusal)
    const removed = await this.store.remove(tx, view.key, decided.value.remove)
    await this.store.put(tx, view.key, decided.value.put)
    const entry = this.audit.write({
      at: now, actorId: by.userId, actorUnitId: by.unitId, action, subjectType: 'configuration', subjectId: view.key, outcome: 'done',
      detail: { version: claimed, written: decided.value.put.length, removed },
    })
    await tx.run(entry.statement, [JSON.stringify([entry.row]), this.config.cityCode])
    return claimed
  }
}

/** A refusal inside a transaction rolls it back; outside it is a value again. */
async function refusalOf<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof Refused) return refuse(error.refusal.code, error.refusal.params)
    throw error
  }
}
