import { DAY_MS, plus, type Clock } from '@tongban/kernel/core'
import type { SessionStore } from './persistence/session.store.js'
import type { SignInStore } from './persistence/sign-in.store.js'

/** Ended sessions stay this long for whoever asks later from where somebody was signed in; the audit log keeps the acts themselves. */
const KEEP_SESSIONS_MS = 180 * DAY_MS
const KEEP_FAILURES_MS = DAY_MS

/** Drops what nobody needs any more. The worker calls it now and then. */
export class AccessSweeper {
  constructor(
    private readonly sessions: SessionStore,
    private readonly names: SignInStore,
    private readonly clock: Clock,
  ) {}

  /** Returns how many rows went. */
  async sweep(): Promise<number> {
    const now = this.clock.now()
    const sessions = await this.sessions.forgetEndedBefore(plus(now, -KEEP_SESSIONS_MS))
    return sessions + (await this.names.forgetBefore(plus(now, -KEEP_FAILURES_MS)))
  }
}
