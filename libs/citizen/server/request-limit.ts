import { Inject, Injectable } from '@nestjs/common'
import { Clock } from '@tongban/kernel/core'
import { PlatformConfig, Refused, RequestRedis } from '@tongban/platform/server'

export type Limit = { readonly name: string; readonly key: string; readonly most: number; readonly windowMs: number }

/**
 * Holds back who asks too often, by address and by case, whether right or wrong: an attempt is counted before it is judged. While Redis is
 * away nobody is held back; the tries of a code and the pause between two codes stand in PostgreSQL.
 */
@Injectable()
export class RequestLimit {
  constructor(
    @Inject(RequestRedis) private readonly redis: RequestRedis,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** Throws Refused TOO_MANY_REQUESTS. */
  async pass(...limits: readonly Limit[]): Promise<void> {
    const keys = limits.map(({ name, key, windowMs }) => `${this.config.redisPrefix}:citizen:${name}:${key}:${Math.floor(this.clock.now() / windowMs)}`)
    const counts = await this.count(keys, limits)
    if (limits.some(({ most }, index) => (counts[index] ?? 0) > most)) throw new Refused({ code: 'TOO_MANY_REQUESTS', params: {} })
  }

  private async count(keys: readonly string[], limits: readonly Limit[]): Promise<number[]> {
    try {
      const asked = this.redis.client.multi()
      keys.forEach((key, index) => asked.incr(key).pexpire(key, 2 * (limits[index]?.windowMs ?? 0)))
      const answers = (await asked.exec()) ?? []
      return keys.map((_, index) => Number(answers[2 * index]?.[1] ?? 0))
    } catch {
      return []
    }
  }
}
