import path from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '../../lib/plain-error.mjs'
import { freePort } from '../../lib/ports.mjs'
import { prepareDatabase, startProduct } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { startServices } from '../../lib/services.mjs'
import { provideAccounts } from '../lib/accounts.mjs'
import { openApi } from '../lib/api-client.mjs'
import { build } from '../lib/built.mjs'
import { callsFrom } from '../lib/calls.mjs'
import { cpuMsOf } from '../lib/cpu-time.mjs'
import { freshDataDir } from '../lib/fresh-dir.mjs'
import { databaseWork } from '../lib/metrics.mjs'
import { median, quantile, rounded } from '../lib/numbers.mjs'
import { openFilers } from './filers.mjs'
import { openLimit } from './limit.mjs'
import { waitUntilConsumed } from './wait-until-consumed.mjs'

export const HELP = `npm run bench -- filing [options]

  受理一件工单的速度（quality.md P1）：32 个客户端经 HTTP 受理，与“同样的行、一件一个事务”的最小 pg 循环交替进行，比的是同一次运行里的比值。
  How fast cases are filed over HTTP, against the identical rows written one case a transaction by a minimal pg loop, in alternating rounds.

  --json          结果为一行 JSON · the result as one line of JSON
  --rounds N      每组轮数，默认 6 · rounds of each, with the worker and without
  --seconds N     每轮秒数，默认 4 · seconds a round
  --clients N     客户端数，默认 32
  --no-build      不重新构建 · measure what was built before
  --cpu-profile   api 的 CPU 剖析存入 .tongban/bench/profile · keep a CPU profile of the api
  --help`

const POOL_SIZE = 16
const WARM_UP_SECONDS = 8
const ALONE = 50
const SAMPLES = 200

function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '6' }, seconds: { type: 'string', default: '4' }, clients: { type: 'string', default: '32' },
      'no-build': { type: 'boolean', default: false }, 'cpu-profile': { type: 'boolean', default: false },
    },
  })
  const natural = (name, least, most) => {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < least || value > most) throw new PlainError(`--${name}: ${least}…${most}`)
    return value
  }
  return {
    rounds: natural('rounds', 1, 100), seconds: natural('seconds', 1, 600), clients: natural('clients', 1, 500),
    noBuild: values['no-build'], cpuProfile: values['cpu-profile'],
  }
}

/** P1 of quality.md. @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function benchFiling(args) {
  const options = optionsOf(args)
  const dataDir = await freshDataDir('bench')
  const services = await startServices({ dataDir, durable: true })
  if (!options.noBuild) await build(services)
  await prepareDatabase(services, { demo: false })
  const accounts = await provideAccounts(services)
  Object.assign(services.env, {
    TONGBAN_POOL_SIZE: String(POOL_SIZE),
    ...(options.cpuProfile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${path.join(dataDir, 'profile')}` }),
  })
  const product = await startProduct(services, { port: await freePort() })
  const api = openApi(product.address, { connections: options.clients })
  const cityCode = services.env.TONGBAN_CITY
  const limit = await openLimit({ databaseUrl: services.databaseUrl, connections: POOL_SIZE, loops: options.clients, cityCode })
  const filers = await openFilers(api, {
    accounts,
    clients: options.clients,
    callsFor: (operator) => callsFrom((sql, values) => limit.pool.query(sql, values), { cityCode, seed: 12345, operator }),
  })

  const alone = await say.step('单独受理 · One case at a time', async () => {
    await filers.fileAlone(10)
    const before = await databaseWork(api)
    const filed = await filers.fileAlone(ALONE)
    return { filed, ...perCase(before, await databaseWork(api), ALONE) }
  })
  await say.step('预热 · Warming up', async () => {
    const { filed } = await filers.run(WARM_UP_SECONDS)
    await limit.capture(spread(filed, SAMPLES).map((one) => one.caseId))
    await limit.run(WARM_UP_SECONDS / 2)
  })

  const cpu = () => ({ api: cpuMsOf(product.api.pid()), postgres: cpuMsOf(services.postgres?.pid() ?? null), client: clientCpuMs() })
  const measured = { filers, limit, api, cpu, options }
  const settle = () => waitUntilConsumed(limit.pool, cityCode)
  const withWorker = await compare('有后台任务 · with the worker', { ...measured, between: settle })
  await settle()
  await product.worker.stop()
  const withoutWorker = await compare('无后台任务 · without the worker', { ...measured, between: async () => {} })

  const result = {
    ...figuresOf(withWorker),
    clients: options.clients,
    connections: POOL_SIZE,
    rounds: options.rounds,
    secondsARound: options.seconds,
    limitRoundTrips: rounded(mean(limit.statementsACase()), 1),
    alone: { roundTrips: rounded(alone.roundTrips, 2), p50Ms: rounded(quantile(alone.filed.map((one) => one.ms), 0.5), 1) },
    withoutWorker: figuresOf(withoutWorker),
  }
  api.close()
  await limit.close()
  await product.stop()
  return { result, table: tableFor(result), ok: true }
}

/** A B A B …, so that what the machine does meanwhile falls on both. */
async function compare(title, { filers, limit, api, cpu, options: { rounds, seconds }, between }) {
  const series = { api: [], limit: [], ms: [], roundTrips: [], batch: [], apiCpu: [], limitCpu: [], dispatched: 0, filed: 0 }
  const spent = (before, count) => {
    const now = cpu()
    return Object.fromEntries(Object.keys(now).map((part) => [part, (now[part] - before[part]) / count]))
  }
  await say.step(`${title}: ${rounds} × 2 × ${seconds} s`, async (update) => {
    for (let round = 1; round <= rounds; round++) {
      await between()
      update(`${round}/${rounds} api`)
      const before = await databaseWork(api)
      const begin = cpu()
      const run = await filers.run(seconds)
      series.apiCpu.push(spent(begin, run.filed.length))
      const work = perCase(before, await databaseWork(api))
      series.api.push(run.perSecond)
      series.roundTrips.push(work.roundTrips)
      series.batch.push(work.batch)
      series.filed += run.filed.length
      series.dispatched += run.filed.filter((one) => one.status === 'in_progress').length
      for (const { ms } of run.filed) series.ms.push(ms)
      await between()
      update(`${round}/${rounds} limit; api ${Math.round(run.perSecond)}/s`)
      const limitBegin = cpu()
      const marked = await limit.run(seconds)
      series.limit.push(marked.perSecond)
      series.limitCpu.push(spent(limitBegin, marked.done))
    }
  })
  return series
}

const mean = (numbers) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length

/** What a case costs: statements (BEGIN and COMMIT among them), and how many cases shared a transaction. */
function perCase(before, after, cases = after.commits - before.commits) {
  return {
    roundTrips: (after.roundTrips - before.roundTrips) / cases,
    batch: (after.commits - before.commits) / (after.transactions - before.transactions),
  }
}

const clientCpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

const spread = (items, count) => items.filter((_, index) => index % Math.max(1, Math.floor(items.length / count)) === 0).slice(0, count)

/** The ratio is that of neighbouring rounds, the middle one of them. */
const figuresOf = (series) => ({
  ratio: rounded(median(series.api.map((perSecond, round) => perSecond / series.limit[round])), 2),
  perSecond: rounded(median(series.api)),
  limitPerSecond: rounded(median(series.limit)),
  roundTrips: rounded(median(series.roundTrips), 2),
  casesATransaction: rounded(median(series.batch), 1),
  p50Ms: rounded(quantile(series.ms, 0.5), 1),
  p99Ms: rounded(quantile(series.ms, 0.99), 1),
  dispatchedAtOnce: rounded(series.dispatched / series.filed, 2),
  // Processor time does not depend on what else the machine does, as speeds do.
  cpuMs: {
    api: rounded(median(series.apiCpu.map((part) => part.api)), 2),
    postgres: rounded(median(series.apiCpu.map((part) => part.postgres)), 2),
    limitPostgres: rounded(median(series.limitCpu.map((part) => part.postgres)), 2),
    limitClient: rounded(median(series.limitCpu.map((part) => part.client)), 2),
  },
})

function tableFor(result) {
  const row = (name, pick) => [name, String(pick(result)), String(pick(result.withoutWorker))]
  return [
    ['P1 受理 · filing', '有后台任务 with worker', '无后台任务 without'],
    row('ratio（≥ 0.6）', (figures) => figures.ratio),
    row('受理/秒 cases per second', (figures) => figures.perSecond),
    row('极限/秒 limit per second', (figures) => figures.limitPerSecond),
    row('往返/件 round trips per case', (figures) => figures.roundTrips),
    row('件/事务 cases per transaction', (figures) => figures.casesATransaction),
    row('p50 ms', (figures) => figures.p50Ms),
    row('p99 ms', (figures) => figures.p99Ms),
    row('当场派单 dispatched at once', (figures) => figures.dispatchedAtOnce),
    row('CPU ms/件: api', (figures) => figures.cpuMs.api),
    row('CPU ms/件: PostgreSQL', (figures) => figures.cpuMs.postgres),
    row('CPU ms/件: limit PostgreSQL', (figures) => figures.cpuMs.limitPostgres),
    row('CPU ms/件: limit client', (figures) => figures.cpuMs.limitClient),
    ['单独受理 alone: 往返 round trips', String(result.alone.roundTrips), ''],
    ['单独受理 alone: p50 ms', String(result.alone.p50Ms), ''],
    ['极限每件往返 limit round trips', String(result.limitRoundTrips), ''],
  ]
}
