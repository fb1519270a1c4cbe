import fs from 'node:fs'
import path from 'node:path'
import { atStop } from './lifecycle.mjs'
import { productNode } from './node-runtime.mjs'
import { ROOT } from './paths.mjs'
import { PlainError } from './plain-error.mjs'
import * as say from './say.mjs'
import { supervise } from './supervised-process.mjs'
import { runOrFail } from './task.mjs'

const CONSOLE_DIR = path.join(ROOT, 'apps/console/dist')
const HEALTH_TIMEOUT_MS = 2_000

/** @typedef {Awaited<ReturnType<typeof import('./services.mjs').startServices>>} Services */

/** Arguments for Node to run a built program of the product, with stack traces that name the sources. */
const program = (file, ...args) => ['--enable-source-maps', path.join(ROOT, file), ...args]

const runProgram = (services, name, args, onLine) =>
  runOrFail(name, productNode(), args, {
    env: { ...services.env, NODE_ENV: 'production' },
    logFile: path.join(services.logDir, `${name}.log`),
    onLine,
    record: services.record,
  })

/** Brings the schema up to date and loads the reference data; with `demo`, accounts and cases when the database holds none. */
export async function prepareDatabase(services, { demo }) {
  await say.step('更新数据库结构 · Migrating the database', () => runProgram(services, 'migrate', program('apps/api/dist/migrate.js')))
  const title = demo ? '装入基础数据与演示数据 · Loading reference data and the demo set' : '装入基础数据 · Loading reference data'
  await say.step(title, (update) =>
    runProgram(services, 'seed', program('apps/worker/dist/seed.js', ...(demo ? ['--demo'] : [])), (text) => {
      const progress = progressIn(text)
      if (progress) update(progress)
    }),
  )
}

/** The progress a JSON line of the seed step tells: `{"message": …, "done": n, "total": m}`, each optional; null for other lines. */
export function progressIn(text) {
  if (!text.startsWith('{')) return null
  try {
    const { message, done, total } = JSON.parse(text)
    const count = typeof done === 'number' ? `${done}${typeof total === 'number' ? `/${total}` : ''}` : ''
    return [message, count].filter(Boolean).join(' ') || null
  } catch {
    return null
  }
}

/**
 * Starts worker and api (which also serves the console) and waits until the api says it is ready. Each is started again when it dies.
 * @param {Services} services
 * @param {{ port: number }} options
 */
export async function startProduct(services, { port }) {
  const host = process.env.TONGBAN_HOST ?? '127.0.0.1'
  const NODE_ENV = process.env.NODE_ENV ?? 'production'
  const env = { ...services.env, NODE_ENV, TONGBAN_PORT: String(port), TONGBAN_CONSOLE_DIR: CONSOLE_DIR }
  const address = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  const processFor = (name, file, isReady) =>
    supervise({
      name,
      logFile: path.join(services.logDir, `${name}.log`),
      record: services.record,
      launch: async () => ({ file: productNode(), args: program(file), options: { cwd: ROOT, env } }),
      isReady,
    })
  const api = processFor('api', 'apps/api/dist/main.js', () => isHealthy(address))
  const worker = processFor('worker', 'apps/worker/dist/main.js', () => true)
  const stop = async () => {
    await api.stop()
    await worker.stop()
  }
  const forget = atStop(stop)
  await say.step('启动接口与后台任务 · Starting api and worker', async () => {
    await worker.start()
    await api.start()
  })
  services.record.setAddress(address)
  return {
    address,
    api,
    worker,
    async stop() {
      await stop()
      forget()
    },
  }
}

async function isHealthy(address) {
  try {
    const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** The demo accounts, as the seed step wrote them; empty when there are none. */
export function readAccounts(dataDir) {
  const file = path.join(dataDir, 'accounts.json')
  if (!fs.existsSync(file)) return []
  try {
    const content = JSON.parse(fs.readFileSync(file, 'utf8'))
    return Array.isArray(content) ? content : content.accounts
  } catch {
    throw new PlainError(`无法读取 ${file} · cannot read ${file}`)
  }
}
