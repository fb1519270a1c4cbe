import { startSystem, type System } from '../../support/system.js'
import { TcpProxy } from '../../support/tcp-proxy.js'

export type WiredSystem = System & { readonly postgres: TcpProxy; readonly redis: TcpProxy }

/** The whole product, reaching PostgreSQL and Redis by wires that the test holds. */
export async function startBehindWires(options: Parameters<typeof startSystem>[0] = {}): Promise<WiredSystem> {
  const { DATABASE_URL: database = '', REDIS_URL: cache = '' } = process.env
  const postgres = await TcpProxy.inFrontOf(database, 5432)
  const redis = await TcpProxy.inFrontOf(cache, 6379)
  process.env.DATABASE_URL = postgres.url
  process.env.REDIS_URL = redis.url
  const system = await startSystem(options)
  const stop = async (): Promise<void> => {
    await postgres.restore()
    await redis.restore()
    await system.stop()
    process.env.DATABASE_URL = database
    process.env.REDIS_URL = cache
    await postgres.cut()
    await redis.cut()
  }
  return { ...system, stop, postgres, redis }
}
