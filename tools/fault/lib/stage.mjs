import path from 'node:path'
import pg from 'pg'
import { provideAccounts } from '../../bench/lib/accounts.mjs'
import { openApi } from '../../bench/lib/api-client.mjs'
import { build } from '../../bench/lib/built.mjs'
import { freshDataDir } from '../../bench/lib/fresh-dir.mjs'
import { atStop } from '../../lib/lifecycle.mjs'
import { productNode } from '../../lib/node-runtime.mjs'
import { ROOT } from '../../lib/paths.mjs'
import { freePort } from '../../lib/ports.mjs'
import { prepareDatabase, startProduct } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { startServices } from '../../lib/services.mjs'
import { supervise } from '../../lib/supervised-process.mjs'
import { Ledger } from '../kills/ledger.mjs'
import { Load } from '../kills/load.mjs'
import { shortenLimits } from '../kills/short-limits.mjs'
import { cast } from './cast.mjs'
import { refuseOthersServices } from './own-services.mjs'
import { settle } from './settle.mjs'
import { Wire } from './wire.mjs'

/**
 * A whole product on services of its own with clocks of a minute or two, and people who file and handle until told to stop: what every fault is played on.
 * @param {object} options
 * @param {boolean} options.build
 * @param {boolean} [options.wired] PostgreSQL is reached through a wire that can be cut
 * @param {{ name: string, env?: NodeJS.ProcessEnv }[]} [options.moreWorkers] beside the product's own
 */
export async function openStage({ build: builds, wired = false, moreWorkers = [] }) {
  refuseOthersServices()
  const services = await startServices({ dataDir: await freshDataDir('fault'), durable: true })
  if (builds) await build(services)
  await prepareDatabase(services, { demo: false })
  const accounts = await provideAccounts(services)
  const cityCode = services.env.TONGBAN_CITY
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: 4 })
  pool.on('error', () => {})
  await shortenLimits(pool, cityCode)
  const wire = wired ? await Wire.inFrontOf(services.databaseUrl, 5432) : null
  const reached = wire === null ? services : { ...services, env: { ...services.env, DATABASE_URL: wire.url } }
  const product = await startProduct(reached, { port: await freePort() })
  const workers = [product.worker]
  for (const { name, env } of moreWorkers) workers.push(await startWorker(reached, name, env))
  const api = openApi(product.address, { connections: 64, timeoutMs: 20_000 })
  const ledger = new Ledger()
  const load = new Load({ ledger, ...(await cast(api, pool, { accounts, cityCode })) })
  load.start()
  return {
    services, pool, cityCode, wire, product, workers, ledger, load,
    /** Nobody files any more, and everything under way comes to its end; returns the last event that was there. */
    rest() {
      return say.step('停止受理，等待处理完 · Stopping the load, letting everything settle', async () => {
        await load.stop()
        return settle(pool, cityCode)
      })
    },
    async close() {
      api.close()
      await pool.end()
      for (const worker of workers.slice(1)) await worker.stop()
      await product.stop()
      await wire?.cut()
    },
  }
}

async function startWorker({ env, logDir, record }, name, more = {}) {
  const args = ['--enable-source-maps', path.join(ROOT, 'apps/worker/dist/main.js')]
  const options = { cwd: ROOT, env: { ...env, NODE_ENV: 'production', ...more } }
  const worker = supervise({ name, logFile: path.join(logDir, `${name}.log`), record, launch: async () => ({ file: productNode(), args, options }), isReady: () => true })
  atStop(() => worker.stop())
  await worker.start()
  return worker
}
