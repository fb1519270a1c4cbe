import type { Health } from '@tongban/kernel/contract'
import type { Database } from './database/database.js'
import type { RequestRedis } from './redis.js'

/** Readiness: can this process do its work now? Both stores must answer within two seconds. */
export class HealthCheck {
  private draining = false

  constructor(
    private readonly database: Database,
    private readonly redis: RequestRedis,
  ) {}

  /** From now on the process asks not to be sent work; what it has it finishes. */
  startDraining(): void {
    this.draining = true
  }

  async ready(): Promise<Health> {
    const [postgres, redis] = await Promise.all([within(this.database.ping()), within(this.redis.client.ping())])
    const checks = { postgres, redis, accepting: this.draining ? ('unavailable' as const) : ('ok' as const) }
    return { status: Object.values(checks).every((check) => check === 'ok') ? 'ok' : 'unavailable', checks }
  }
}

async function within(check: Promise<unknown>): Promise<'ok' | 'unavailable'> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<'unavailable'>((resolve) => {
    timer = setTimeout(() => resolve('unavailable'), 2_000)
  })
  const answer = check.then(
    () => 'ok' as const,
    () => 'unavailable' as const,
  )
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer))
}
