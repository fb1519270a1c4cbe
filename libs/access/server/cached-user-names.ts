import { CITIZEN_USER_ID, UserNames } from '@tongban/access/contract'
import { MINUTE_MS, plus, type Clock, type Instant } from '@tongban/kernel/core'
import { MACHINE_NAME_ZH } from './machine-principal.js'
import type { AccountStore } from './persistence/account.store.js'

const KEEP_MS = MINUTE_MS
const MAX_KEPT = 20_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Display names by user id: one query for those not asked for within the last minute. Unknown ids are left out of the answer. */
export class CachedUserNames extends UserNames {
  private readonly kept = new Map<string, { name: string; until: Instant }>()

  constructor(
    private readonly store: AccountStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const now = this.clock.now()
    const names = new Map<string, string>()
    const missing: string[] = []
    for (const userId of new Set(userIds)) {
      const known = this.kept.get(userId)
      if (userId === 'system') names.set(userId, MACHINE_NAME_ZH)
      else if (userId === CITIZEN_USER_ID) names.set(userId, '诉求人')
      else if (known && known.until > now) names.set(userId, known.name)
      else if (UUID.test(userId)) missing.push(userId)
    }
    if (missing.length === 0) return names
    const found = await this.store.displayNames(missing)
    if (this.kept.size + found.size > MAX_KEPT) this.kept.clear()
    for (const [userId, name] of found) {
      names.set(userId, name)
      this.kept.set(userId, { name, until: plus(now, KEEP_MS) })
    }
    return names
  }
}
