import { SESSION_ENDED_TYPE, type Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock } from '@tongban/kernel/core'
import { writeOutbox, type Database } from '@tongban/platform/server'
import { runWrite } from '../persistence/run-write.js'
import type { SessionCache } from '../persistence/session-cache.js'
import type { SessionStore } from '../persistence/session.store.js'

/** Ends a session at once, everywhere. Ending it twice is no error. */
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly cache: SessionCache,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly cityCode: string,
  ) {}

  async execute(principal: Principal, sessionId: string): Promise<void> {
    const now = this.clock.now()
    const tokenHash = await this.database.transaction(async (tx) => {
      const ended = await this.sessions.revoke(tx, sessionId, now)
      if (ended === null) return null
      const entry = {
        at: now,
        actorId: principal.userId,
        actorUnitId: principal.unitId,
        action: 'session.sign_out',
        subjectType: 'session' as const,
        subjectId: sessionId,
        outcome: 'done' as const,
        detail: {},
      }
      await runWrite(tx, this.cityCode, this.audit.write(entry))
      await writeOutbox(tx, this.cityCode, [{ type: SESSION_ENDED_TYPE, subjectId: sessionId, at: now, data: { userId: principal.userId } }])
      return ended
    })
    if (tokenHash !== null) await this.cache.revoke([tokenHash])
  }
}
