import type { SessionView } from '@tongban/access/contract'
import { buildPrincipal } from '@tongban/access/domain'
import { isoOf, type Clock } from '@tongban/kernel/core'
import type { OrgDirectory } from '@tongban/org/contract'
import type { SessionStore } from './persistence/session.store.js'
import { countyCodeOf } from './session-authenticator.js'

/** A session as its own browser sees it. */
export class SessionViews {
  constructor(
    private readonly store: SessionStore,
    private readonly org: OrgDirectory,
    private readonly clock: Clock,
  ) {}

  /** Null when the session has ended. */
  async of(sessionId: string): Promise<SessionView | null> {
    const session = await this.store.findById(sessionId, this.clock.now())
    if (session === null) return null
    const { account, csrfToken, endsAt } = session
    const countyCode = countyCodeOf(this.org, account.unitId)
    const principal = buildPrincipal(account, countyCode)
    return {
      userId: account.userId,
      userName: account.userName,
      displayName: account.displayName,
      unit: { id: account.unitId, name: this.org.unit(account.unitId)?.name ?? account.unitId, countyCode },
      roles: account.roles.map(({ id, zh }) => ({ id, zh })),
      permissions: [...principal.permissions].sort(),
      scope: { kind: principal.scope.kind },
      outsourced: account.outsourced,
      csrfToken,
      expiresAt: isoOf(endsAt),
    }
  }
}
