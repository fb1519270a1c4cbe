import { FAILURES_PER_ADDRESS_MINUTE } from '@tongban/access/domain'
import { MINUTE_MS, type Clock } from '@tongban/kernel/core'
import type { PlatformConfig, RequestRedis } from '@tongban/platform/server'

/**
 * Holds back an address that tries names or passwords. An attempt is counted before it is judged, so that many at once do not slip
 * through, and taken back when it succeeds. While Redis is away nobody is held back; the lock of each name stands in PostgreSQL.
 */
export class AddressLimit {
  constructor(
    private readonly redis: RequestRedis,
    private readonly clock: Clock,
    private readonly config: PlatformConfig,
  ) {}

  /** Returns false when the address has to wait, else how to take the attempt back. */
  async attempt(remoteAddress: string): Promise<false | (() => Promise<void>)> {
    const key = `${this.config.redisPrefix}:sign-in:${remoteAddress}:${Math.floor(this.clock.now() / MINUTE_MS)}`
    try {
      const answers = await this.redis.client.multi().incr(key).pexpire(key, 2 * MINUTE_MS).exec()
      if (Number(answers?.[0]?.[1] ?? 0) > FAILURES_PER_ADDRESS_MINUTE) return false
    } catch {
      return () => Promise.resolve()
    }
    return async () => {
      await this.redis.client.decr(key).catch(() => undefined)
    }
  }
}
