import { createAdapter } from '@socket.io/redis-adapter'
import { createQueueRedis, createRequestRedis, ignoreConnectionErrors } from '@tongban/platform/server'
import type { Redis } from 'ioredis'

export type SocketRedis = { readonly adapter: ReturnType<typeof createAdapter>; readonly close: () => void }

/**
 * The line between the processes that hold sockets and those that speak. While Redis is away pushes are lost, not queued: they are hints,
 * and every screen re-reads when its connection comes back. Nothing here may end the process, though the adapter awaits no promise.
 */
export function socketRedis(redisUrl: string, prefix: string): SocketRedis {
  const publisher = quiet(ignoreConnectionErrors(createRequestRedis(redisUrl)))
  const subscriber = quiet(ignoreConnectionErrors(createQueueRedis(redisUrl)))
  return {
    adapter: createAdapter(publisher, subscriber, { key: `${prefix}:socket` }),
    close: () => {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}

const AWAITED_BY_NOBODY = ['publish', 'subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'] as const

function quiet(redis: Redis): Redis {
  return new Proxy(redis, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (!AWAITED_BY_NOBODY.some((known) => known === name)) return value.bind(target) as unknown
      return (...args: unknown[]) => Promise.resolve(value.apply(target, args)).catch(() => undefined)
    },
  })
}
