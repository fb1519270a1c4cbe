import type { Permission, Principal } from '@tongban/access/contract'
import { SESSION_CACHE_MS } from '@tongban/access/domain'
import { plus, SECOND_MS, type Clock, type Instant } from '@tongban/kernel/core'
import type { PlatformConfig, RequestRedis } from '@tongban/platform/server'
import type { Logger } from 'pino'

/** What a request needs of its session, resolved; holds until `endsAt`. */
export type ResolvedSession = {
  readonly sessionId: string
  readonly csrfToken: string
  readonly endsAt: Instant
  readonly principal: Principal
}

const REVOKED = '-'
/** Longer than a look-up can be under way, so that one begun before the revocation does not bring the session back. */
const REVOKED_MS = 2 * SESSION_CACHE_MS
const PAUSE_MS = 5 * SECOND_MS

/** Never over the mark of a revocation. */
const KEEP = `if redis.call('GET', KEYS[1]) ~= '${REVOKED}' then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end`

/** Redis forgets by its own clock; `until` is by ours, which a test or a simulation may move faster. */
type Kept = { readonly until: number; readonly session: ResolvedSession }

/**
 * Spares the store a query a request. Only a cache: when Redis is away every answer is "not here", and for some seconds nobody asks again.
 * A revocation leaves a mark that a slower look-up does not write over.
 */
export class SessionCache {
  private pausedUntil = 0

  constructor(
    private readonly redis: RequestRedis,
    private readonly clock: Clock,
    private readonly config: PlatformConfig,
    private readonly logger: Logger,
  ) {}

  /** `null`: certainly revoked; `undefined`: not known here. */
  async find(tokenHash: string): Promise<ResolvedSession | null | undefined> {
    const text = await this.ask(() => this.redis.client.get(this.keyOf(tokenHash)))
    if (text === REVOKED) return null
    const kept = text === null || text === undefined ? undefined : keptOfText(text)
    return kept && kept.until > this.clock.now() ? kept.session : undefined
  }

  async keep(tokenHash: string, session: ResolvedSession): Promise<void> {
    const until = Math.min(plus(this.clock.now(), SESSION_CACHE_MS), session.endsAt)
    await this.ask(() => this.redis.client.eval(KEEP, 1, this.keyOf(tokenHash), textOfKept({ until, session }), SESSION_CACHE_MS))
  }

  /** After the store has them revoked. Without Redis a kept session lives on for at most SESSION_CACHE_MS. */
  async revoke(tokenHashes: readonly string[]): Promise<void> {
    if (tokenHashes.length === 0) return
    const pipeline = this.redis.client.pipeline()
    for (const tokenHash of tokenHashes) pipeline.set(this.keyOf(tokenHash), REVOKED, 'PX', REVOKED_MS)
    const failure = await pipeline.exec().then(
      (answers) => answers?.find(([error]) => error !== null)?.[0],
      (error: unknown) => error,
    )
    if (failure) this.logger.warn({ err: failure, sessions: tokenHashes.length }, 'revoked sessions may stay cached')
  }

  private async ask<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (this.clock.now() < this.pausedUntil) return undefined
    try {
      return await command()
    } catch {
      this.pausedUntil = plus(this.clock.now(), PAUSE_MS)
      return undefined
    }
  }

  /** The number changes with the shape, so that two versions in one installation do not read each other's. */
  private keyOf(tokenHash: string): string {
    return `${this.config.redisPrefix}:session:2:${tokenHash}`
  }
}

/** A set does not survive JSON. */
type StoredPrincipal = Omit<Principal, 'permissions'> & { readonly permissions: readonly Permission[] }
type StoredKept = { readonly until: number; readonly session: Omit<ResolvedSession, 'principal'> & { readonly principal: StoredPrincipal } }

const textOfKept = ({ until, session }: Kept): string =>
  JSON.stringify({ until, session: { ...session, principal: { ...session.principal, permissions: [...session.principal.permissions] } } })

function keptOfText(text: string): Kept | undefined {
  try {
    const { until, session } = JSON.parse(text) as StoredKept
    return { until, session: { ...session, principal: { ...session.principal, permissions: new Set(session.principal.permissions) } } }
  } catch {
    return undefined
  }
}
