import { ACCESS_REFUSALS } from '@tongban/access/contract'
import { minutesLeft, userNameOf } from '@tongban/access/domain'
import { AuditTrail, type AuditEntry } from '@tongban/audit/contract'
import { EDGE_REFUSALS } from '@tongban/kernel/contract'
import { Clock, IdGen, ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { randomToken, type Database, type Tx } from '@tongban/platform/server'
import type { AddressLimit } from '../address-limit.js'
import type { PasswordHasher } from '../password-hasher.js'
import type { SessionStore } from '../persistence/session.store.js'
import type { Credentials, SignInStore } from '../persistence/sign-in.store.js'
import { runWrite } from '../persistence/run-write.js'

export type SignInAttempt = {
  readonly userName: string
  readonly password: string
  readonly remoteAddress: string
  readonly userAgent: string
}

export type SignedIn = { readonly sessionId: string; readonly token: string }

/** What sign-in writes to. */
export type SignInStores = {
  readonly database: Database
  readonly names: SignInStore
  readonly sessions: SessionStore
  readonly cityCode: string
}

/**
 * Turns a name and a password into a session. An unknown name is told, costs and locks exactly like a known one. The session, the
 * forgetting of earlier mistakes and the audit entry are one transaction; so are a mistake and its entry.
 */
export class SignIn {
  constructor(
    private readonly stores: SignInStores,
    private readonly hasher: PasswordHasher,
    private readonly limit: AddressLimit,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: IdGen,
  ) {}

  async execute(attempt: SignInAttempt): Promise<Result<SignedIn>> {
    const takeBack = await this.limit.attempt(attempt.remoteAddress)
    if (takeBack === false) return refuse(EDGE_REFUSALS.TOO_MANY_REQUESTS)
    const result = await this.judge(attempt)
    if (result.ok) await takeBack()
    return result
  }

  private async judge(attempt: SignInAttempt): Promise<Result<SignedIn>> {
    const userName = userNameOf(attempt.userName)
    const { lockedUntil, credentials } = await this.stores.names.find(userName, this.clock.now())
    if (lockedUntil !== null) return this.locked(attempt, credentials, lockedUntil)
    const matches = await this.hasher.matches(credentials?.passwordHash ?? null, attempt.password)
    if (credentials === null || !matches) return this.wrong(attempt, userName, credentials)
    if (credentials.disabled) {
      await this.audit.record(this.entry(attempt, credentials, 'refused', 'disabled'))
      return refuse(ACCESS_REFUSALS.ACCOUNT_DISABLED)
    }
    return this.open(attempt, userName, credentials)
  }

  private async open(attempt: SignInAttempt, userName: string, credentials: Credentials): Promise<Result<SignedIn>> {
    const now = this.clock.now()
    const signedIn = { sessionId: this.ids.next(), token: randomToken() }
    const lockedUntil = await this.stores.database.transaction(async (tx) => {
      // Many guesses may be under way at once: one that is right after the name was locked does not count.
      const until = await this.stores.names.clearUnlessLocked(tx, userName, now)
      if (until !== null) return until
      await this.stores.sessions.insert(tx, {
        id: signedIn.sessionId,
        token: signedIn.token,
        userId: credentials.userId,
        csrfToken: randomToken(),
        createdAt: now,
        remoteAddress: attempt.remoteAddress,
        userAgent: attempt.userAgent,
      })
      await this.write(tx, { ...this.entry(attempt, credentials, 'done', null), subjectId: signedIn.sessionId })
      return null
    })
    return lockedUntil === null ? ok(signedIn) : this.locked(attempt, credentials, lockedUntil)
  }

  private async wrong(attempt: SignInAttempt, userName: string, credentials: Credentials | null): Promise<Result<SignedIn>> {
    await this.stores.database.transaction(async (tx) => {
      await this.stores.names.countFailure(tx, userName, this.clock.now())
      await this.write(tx, this.entry(attempt, credentials, 'refused', 'wrong'))
    })
    return refuse(ACCESS_REFUSALS.CREDENTIALS_WRONG)
  }

  private async locked(attempt: SignInAttempt, credentials: Credentials | null, until: Instant): Promise<Result<SignedIn>> {
    await this.audit.record(this.entry(attempt, credentials, 'refused', 'locked'))
    return refuse(ACCESS_REFUSALS.ACCOUNT_LOCKED, { minutes: minutesLeft(this.clock.now(), until) })
  }

  /** The name as typed is not kept: people type their password there. */
  private entry(
    { remoteAddress }: SignInAttempt,
    credentials: Credentials | null,
    outcome: AuditEntry['outcome'],
    reason: string | null,
  ): AuditEntry {
    return {
      at: this.clock.now(),
      actorId: credentials?.userId ?? 'unknown',
      actorUnitId: credentials?.unitId ?? null,
      action: 'session.sign_in',
      subjectType: 'session',
      subjectId: 'none',
      outcome,
      detail: { remoteAddress, reason },
    }
  }

  private write(tx: Tx, entry: AuditEntry): Promise<void> {
    return runWrite(tx, this.stores.cityCode, this.audit.write(entry))
  }
}
