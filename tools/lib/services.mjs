import path from 'node:path'
import { watchOver } from './guardian.mjs'
import { atStop } from './lifecycle.mjs'
import { productEnv } from './node-runtime.mjs'
import { PlainError } from './plain-error.mjs'
import { canConnect } from './ports.mjs'
import { startPostgres } from './postgres.mjs'
import { startRedis } from './redis.mjs'
import { openRunRecord } from './run-record.mjs'
import * as say from './say.mjs'
import { newDataKey, secretIn } from './secrets.mjs'
import { makeDataDir, prepareHome } from './service-home.mjs'

/** 通辽市 */
const DEFAULT_CITY = '150500'

/** What a throw-away pair leaves in a directory that also holds logs worth keeping. */
const throwAwayIn = (dir) => ['postgres', 'postgres.new', 'redis'].map((name) => path.join(dir, name))

/** The service at an address the person gave: used as it is, never started or stopped by us. */
async function useExternal(variable, defaultPort) {
  let url
  try {
    url = new URL(process.env[variable])
  } catch {
    throw new PlainError(`${variable} 不是有效地址 · ${variable} is not an address`)
  }
  const port = Number(url.port || defaultPort)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!(await canConnect(host, port))) throw new PlainError(`${variable} 无法连接 · nothing answers at ${host}:${port} (${variable})`)
  return { server: null, url: process.env[variable], how: `${variable}, ${host}:${port}` }
}

/**
 * Takes a data directory and gives it a PostgreSQL and a Redis: those named by DATABASE_URL and REDIS_URL, else private ones on 127.0.0.1,
 * kept running until `stop()` (which `lifecycle.main` also calls at the end).
 *
 * @param {object} options
 * @param {string} options.dataDir absolute; one run at a time
 * @param {boolean} [options.durable] false: a throw-away pair for tests (no fsync, no append-only file)
 * @returns what was started: `env` for the programs of the product (DATABASE_URL, REDIS_URL, TONGBAN_DATA_DIR, TONGBAN_DATA_KEY,
 *   TONGBAN_CITY, TZ, PATH); `postgres` and `redis`, each null when external, else with `pid()`: when killed they are started again at the
 *   same address; `record` and `logDir` for further processes of the run
 */
export async function startServices({ dataDir, durable = true }) {
  makeDataDir(dataDir)
  const logDir = path.join(dataDir, 'logs')
  const record = await openRunRecord(dataDir, (names) => {
    say.note(`清理上次遗留的进程 · ending what an interrupted run left: ${names.join(', ')}`)
  })
  const dismissGuardian = watchOver(record)
  const started = []
  let home = null
  let stopping = null
  const stop = () => {
    stopping ??= (async () => {
      for (const { server } of started.toReversed()) await server?.stop()
      // One that was interrupted before it was ready is not in the list; temporary directories go with this, too.
      await record.endRemaining()
      record.close()
      dismissGuardian()
    })()
    return stopping
  }
  atStop(stop)

  if (!process.env.DATABASE_URL || !process.env.REDIS_URL) {
    home = prepareHome({ dataDir, durable })
    if (!durable) for (const dir of home.temporary ? [home.dir] : throwAwayIn(home.dir)) record.addTemporaryDir(dir)
  }
  const begin = performance.now()
  const options = { home, durable, logDir, record }
  const postgres = process.env.DATABASE_URL ? await useExternal('DATABASE_URL', 5432) : await startPostgres(options)
  started.push(postgres)
  const redis = process.env.REDIS_URL ? await useExternal('REDIS_URL', 6379) : await startRedis(options)
  started.push(redis)
  say.line(`✓ 数据服务就绪 · ${postgres.how}; ${redis.how} (${say.duration(performance.now() - begin)})`)

  const env = productEnv({
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    TONGBAN_DATA_DIR: dataDir,
    TONGBAN_DATA_KEY: process.env.TONGBAN_DATA_KEY ?? secretIn(path.join(dataDir, 'data-key'), newDataKey),
    TONGBAN_CITY: process.env.TONGBAN_CITY ?? DEFAULT_CITY,
  })
  return { databaseUrl: postgres.url, redisUrl: redis.url, env, postgres: postgres.server, redis: redis.server, record, logDir, stop }
}
