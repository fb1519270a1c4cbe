import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { provideAccounts } from '../../bench/lib/accounts.mjs'
import { openApi } from '../../bench/lib/api-client.mjs'
import { build } from '../../bench/lib/built.mjs'
import { emptyRedis } from '../../bench/lib/empty-redis.mjs'
import { freshDataDir } from '../../bench/lib/fresh-dir.mjs'
import { quantile, rounded } from '../../bench/lib/numbers.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { freePort } from '../../lib/ports.mjs'
import { prepareDatabase, startProduct } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { startServices } from '../../lib/services.mjs'
import { cast } from '../lib/cast.mjs'
import { refuseOthersServices } from '../lib/own-services.mjs'
import { settle } from '../lib/settle.mjs'
import { counted, holds, rowsOf } from '../lib/findings.mjs'
import { killHard, killOrder, untilBack } from './killer.mjs'
import { Ledger } from './ledger.mjs'
import { Load } from './load.mjs'
import { shortenLimits } from './short-limits.mjs'
import { verify } from './verify.mjs'

export const HELP = `npm run fault -- kills [options]

  F1、F2（quality.md §2）：在受理与办理的负荷下，随机 kill -9 接口、后台任务、Redis、PostgreSQL，间或清空 Redis；之后核对：
  凡已答复成功的都在，没有一件派了两次，到期的时钟各响一次，每条时间线与审计链完整。
  Kills api, worker, Redis and PostgreSQL at random under load, empties Redis now and then, and holds the database against every answer given.

  --rounds N   次数，默认 20 · how many kills (3 is a quick run of about three minutes)
  --json       结果为一行 JSON
  --no-build   不重新构建
  --help`

const TARGETS = ['api', 'worker', 'redis', 'postgres']
/** Long enough that sign clocks (1 minute) and promises (2 minutes, warning after 1) fall due while things are being killed. */
const LEAST_LOAD_MS = 100_000

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function faultKills(args) {
  const options = { rounds: { type: 'string', default: '20' }, 'no-build': { type: 'boolean', default: false } }
  const { values } = parseArgs({ args, options })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1_000) throw new PlainError('--rounds: 1…1000')
  refuseOthersServices()

  const services = await startServices({ dataDir: await freshDataDir('fault'), durable: true })
  if (!values['no-build']) await build(services)
  await prepareDatabase(services, { demo: false })
  const accounts = await provideAccounts(services)
  const cityCode = services.env.TONGBAN_CITY
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: 4 })
  pool.on('error', () => {})
  await shortenLimits(pool, cityCode)
  const product = await startProduct(services, { port: await freePort() })
  const api = openApi(product.address, { connections: 64, timeoutMs: 20_000 })

  const ledger = new Ledger()
  const load = new Load({ ledger, ...(await cast(api, pool, { accounts, cityCode })) })
  load.start()
  const servers = { api: product.api, worker: product.worker, redis: services.redis, postgres: services.postgres }
  const kills = await killRounds({ rounds, servers, services, address: product.address, ledger, load, pool })
  const lastEvent = await say.step('停止受理，等待处理完 · Stopping the load, letting everything settle', async () => {
    await load.stop()
    return settle(pool, cityCode)
  })
  const found = await say.step('核对 · Verifying', () => verify(pool, { cityCode, ledger, lastEvent }))

  api.close()
  await pool.end()
  await product.stop()
  const result = { rounds, ...kills, ...found, unavailableAnswers: ledger.unavailable, surprises: counted(ledger.surprises) }
  return { result, table: tableFor(result), ok: result.notRecovered === 0 && holds(result) }
}

async function killRounds({ rounds, servers, services, address, ledger, load, pool }) {
  const roundMs = Math.max(7_000, LEAST_LOAD_MS / rounds)
  const recoveries = Object.fromEntries(TARGETS.map((target) => [target, []]))
  let flushes = 0
  let notRecovered = 0
  await say.step(`终止 ${rounds} 次 · ${rounds} kills under load`, async (update) => {
    for (const [index, target] of killOrder(TARGETS, rounds).entries()) {
      update(`${index + 1}/${rounds} ${target}; ${ledger.acknowledged().length} acknowledged`)
      await sleep(roundMs * (0.6 + 0.8 * Math.random()))
      if (load.failure) throw load.failure
      const empties = index % 3 === 1 || rounds < 2
      // While the worker is away nothing carries on what the queue forgets; otherwise before the kill, so that both happen to a busy system.
      const emptiesAfter = empties && target === 'worker'
      if (empties && !emptiesAfter) {
        await emptyRedis(services.redisUrl)
        await sleep(3_000 * Math.random())
      }
      const killedAt = performance.now()
      const killed = await killHard(servers[target])
      if (emptiesAfter) await emptyRedis(services.redisUrl)
      if (empties) flushes += 1
      const ms = await untilBack({ server: servers[target], killed, address, ledger, killedAt, pool })
      say.note(`${index + 1}/${rounds} kill -9 ${target}: ${ms === null ? '没有恢复 · not back' : `${(ms / 1_000).toFixed(1)} s`}`)
      if (ms === null) {
        notRecovered += 1
        break
      }
      recoveries[target].push(ms)
    }
  })
  const killed = Object.fromEntries(TARGETS.map((target) => [target, recoveries[target].length]))
  const longestOf = (ms) => (ms.length === 0 ? null : rounded(quantile(ms, 1) / 1_000, 1))
  const longestRecoverySeconds = Object.fromEntries(TARGETS.map((target) => [target, longestOf(recoveries[target])]))
  const kills = Object.values(killed).reduce((sum, count) => sum + count, 0) + notRecovered
  return { kills, killed, flushes, notRecovered, longestRecoverySeconds }
}

function tableFor(result) {
  const { killed, longestRecoverySeconds: longest } = result
  return [
    ['F1, F2', '', '须 must'],
    ['kill -9', `${result.kills} (${TARGETS.map((target) => `${target} ${killed[target]}`).join(', ')})`, ''],
    ['清空 Redis · emptied', String(result.flushes), ''],
    ['没有恢复 · not back by itself', String(result.notRecovered), '0'],
    ['最长恢复 s · longest recovery', TARGETS.map((target) => `${target} ${longest[target] ?? '–'}`).join(', '), ''],
    ...rowsOf(result),
  ]
}
