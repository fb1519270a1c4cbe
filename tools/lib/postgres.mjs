import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPostgres } from './postgres-binaries.mjs'
import { DATABASE, SUPERUSER, endLeftoverPostmaster, majorOfData, pidFileOf, prepareCluster } from './postgres-cluster.mjs'
import { freePort, rememberedPort } from './ports.mjs'
import * as say from './say.mjs'
import { supervise } from './supervised-process.mjs'

const TRIES = 3

/** `durable` or, for throw-away servers of tests, nothing is waited for. */
const settingsFor = (durable) => ({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  // A new database's plans are made for empty tables and kept until its statistics are taken: with the usual minute, reading 50 cases cost 18 ms instead of 1.
  autovacuum_naptime: '5s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  ...(durable
    ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
    : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
})

/**
 * Starts a PostgreSQL of our own and keeps it running.
 * @param {object} options
 * @param {import('./service-home.mjs').ServiceHome} options.home
 * @param {boolean} options.durable
 * @param {string} options.logDir
 * @param {import('./run-record.mjs').RunRecord} options.record
 */
export async function startPostgres({ home, durable, logDir, record }) {
  const binaries = await findPostgres(home.user, majorOfData(home))
  const { dataDir, password } = await prepareCluster(binaries, home, durable)
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 && durable ? await rememberedPort(home.dir, 'postgres') : await freePort()
    const server = supervise({
      name: 'postgres',
      logFile: path.join(logDir, 'postgres.log'),
      record,
      // Fast shutdown: clients are disconnected, a checkpoint is written.
      stopSignal: 'SIGINT',
      stopWithinMs: 60_000,
      launch: async () => {
        await endLeftoverPostmaster(dataDir)
        const settings = Object.entries({ port, ...settingsFor(durable) }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
        return { file: path.join(binaries.bin, 'postgres'), args: ['-D', dataDir, ...settings], options: { ...home.user, cwd: '/' } }
      },
      isReady: (pid) => {
        const state = pidFileOf(dataDir)
        return state?.pid === pid && state.ready
      },
    })
    try {
      await server.start()
    } catch (error) {
      if (attempt === TRIES) throw error
      // The port was taken in the meantime, or the last of a killed server's processes has not gone yet.
      say.note(`PostgreSQL 未能启动，重试 · PostgreSQL did not start, trying again`)
      await sleep(1_000)
      continue
    }
    return {
      server,
      url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`,
      how: `PostgreSQL ${binaries.major} (${{ embedded: 'npm', system: 'system', debian: 'Debian' }[binaries.source]}), 127.0.0.1:${port}`,
    }
  }
}
