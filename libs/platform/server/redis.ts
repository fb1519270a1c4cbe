import { Redis, type RedisOptions } from 'ioredis'

/** For requests: fails fast, so that a Redis that is away becomes a 503 instead of a wait. */
export function createRequestRedis(url: string): Redis {
  return new Redis(url, { ...quiet, maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 2_000, connectTimeout: 2_000 })
}

/** For BullMQ and subscriptions: waits and reconnects for ever; what is true lives in PostgreSQL. */
export function createQueueRedis(url: string): Redis {
  return new Redis(url, { ...quiet, maxRetriesPerRequest: null })
}

const quiet: RedisOptions = { lazyConnect: false, retryStrategy: (attempt) => Math.min(50 * attempt, 1_000) }

/** Connection errors are told by health and by the failing command; an unheard 'error' event would end the process. */
export function ignoreConnectionErrors(redis: Redis): Redis {
  redis.on('error', () => undefined)
  return redis
}

export abstract class RequestRedis {
  abstract readonly client: Redis
}
