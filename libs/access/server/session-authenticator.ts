import { Authenticator, type Principal } from '@tongban/access/contract'
import { buildPrincipal, type Account } from '@tongban/access/domain'
import type { Clock } from '@tongban/kernel/core'
import type { OrgDirectory } from '@tongban/org/contract'
import type { ResolvedSession, SessionCache } from './persistence/session-cache.js'
import { tokenHashOf, type SessionStore } from './persistence/session.store.js'

/** The county a unit lies in; null for the city's units and for a unit that is no more. */
export function countyCodeOf(org: OrgDirectory, unitId: Account['unitId']): string | null {
  const unit = org.unit(unitId)
  return unit ? (org.countyOf(unit.divisionCode)?.code ?? null) : null
}

/** Who is behind a session token: from the cache, else from PostgreSQL, which alone must be there. */
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly store: SessionStore,
    private readonly cache: SessionCache,
    private readonly org: OrgDirectory,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async principalOf(sessionToken: string): Promise<{ principal: Principal; csrfToken: string; sessionId: string } | null> {
    const tokenHash = tokenHashOf(sessionToken)
    const cached = await this.cache.find(tokenHash)
    if (cached !== undefined) return cached
    const session = await this.store.findByTokenHash(tokenHash, this.clock.now())
    if (!session) return null
    const { account, sessionId, csrfToken, endsAt } = session
    const principal = buildPrincipal(account, countyCodeOf(this.org, account.unitId))
    const resolved: ResolvedSession = { sessionId, csrfToken, endsAt, principal }
    await this.cache.keep(tokenHash, resolved)
    return resolved
  }
}
