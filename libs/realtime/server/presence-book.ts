import { Inject, Injectable } from '@nestjs/common'
import { Clock, isoOf, instant, type Instant } from '@tongban/kernel/core'
import { PlatformConfig, RequestRedis } from '@tongban/platform/server'
import { MOST_PRESENT, type PresentPerson } from '@tongban/realtime/contract'

/** One screen of a person on a case. */
export type Screen = { readonly caseId: string; readonly screenId: string; readonly person: Omit<PresentPerson, 'since'>; readonly since: Instant }

/** How long a screen counts without a sign of life; its process gives one every 15 seconds. */
const LIFETIME_MS = 45_000
/** Redis forgets a case's page by itself when every process that wrote in it is gone. */
const FORGOTTEN_MS = 120_000

type Entry = { readonly person: Omit<PresentPerson, 'since'>; readonly since: number; readonly until: number }

/**
 * Who is on which case, in Redis, written by every process that holds sockets: a hash for each case, a field for each screen. Nothing here is
 * worth keeping: what a dead process has written is out of date within 45 seconds and removed by the next who reads.
 */
@Injectable()
export class PresenceBook {
  constructor(
    @Inject(RequestRedis) private readonly redis: RequestRedis,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Also a sign of life of one that is there. One round trip for all of them. */
  async write(screens: readonly Screen[]): Promise<void> {
    if (screens.length === 0) return
    const until = this.clock.now() + LIFETIME_MS
    const batch = this.redis.client.pipeline()
    for (const { caseId, screenId, person, since } of screens) {
      const entry: Entry = { person, since, until }
      batch.hset(this.keyOf(caseId), screenId, JSON.stringify(entry)).pexpire(this.keyOf(caseId), FORGOTTEN_MS)
    }
    await batch.exec()
  }

  async erase(caseId: string, screenId: string): Promise<void> {
    await this.redis.client.hdel(this.keyOf(caseId), screenId)
  }

  async people(caseId: string): Promise<PresentPerson[]> {
    const fields = Object.entries(await this.redis.client.hgetall(this.keyOf(caseId)))
    const now = this.clock.now()
    const entries = fields.map(([screenId, text]) => ({ screenId, ...(JSON.parse(text) as Entry) }))
    const dead = entries.filter(({ until }) => until <= now).map(({ screenId }) => screenId)
    if (dead.length > 0) await this.redis.client.hdel(this.keyOf(caseId), ...dead)
    const byPerson = new Map<string, Entry>()
    for (const entry of entries) {
      if (entry.until <= now) continue
      const known = byPerson.get(entry.person.id)
      if (known === undefined || entry.since < known.since) byPerson.set(entry.person.id, entry)
    }
    return [...byPerson.values()]
      .sort((a, b) => a.since - b.since || (a.person.id < b.person.id ? -1 : 1))
      .slice(0, MOST_PRESENT)
      .map(({ person, since }) => ({ ...person, since: isoOf(instant(since)) }))
  }

  private keyOf(caseId: string): string {
    return `${this.config.redisPrefix}:presence:${this.config.cityCode}:${caseId}`
  }
}
