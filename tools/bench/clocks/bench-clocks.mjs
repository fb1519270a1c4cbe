import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { atStop } from '../../lib/lifecycle.mjs'
import { productNode } from '../../lib/node-runtime.mjs'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { prepareDatabase } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { startServices } from '../../lib/services.mjs'
import { supervise } from '../../lib/supervised-process.mjs'
import { build } from '../lib/built.mjs'
import { emptyRedis } from '../lib/empty-redis.mjs'
import { freshDataDir } from '../lib/fresh-dir.mjs'
import { quantile, rounded } from '../lib/numbers.mjs'
import { fallDue, fillClocks } from './fill.mjs'
import { clearByMinimalLoop } from './minimal-loop.mjs'
import { latenessOf, watchEvents } from './watch-events.mjs'

export const HELP = `npm run bench -- clocks [options]

  到期的准时（quality.md P4）：一百万只在走的时钟，其中一万只在一分钟内到期，由真正的后台进程报出；量的是到期到事件提交。
  How late the worker tells what falls due: a million open clocks, ten thousand of them due within one minute; from due moment to committed event.
  Then as many due at once, against a minimal pg loop that takes, marks and tells as many rows.

  --json         结果为一行 JSON · the result as one line of JSON
  --clocks N     在走的时钟，默认 1000000
  --due N        到期的时钟，默认 10000
  --seconds N    在多少秒内到期，默认 60
  --workers N    后台进程数，默认 2
  --no-alarms    启动后清空 Redis：只靠清扫 · Redis is emptied once the workers run: the sweeper alone
  --no-build     不重新构建 · measure what was built before
  --help`

/** The workers have to be up, and their alarms set, before the first clock falls due. */
const LEAD_MS = 20_000
const PATIENCE_MS = 120_000
const TARGET_MS = 1_000

// As deadline.take_due says it; bench.unit.spec.ts holds them together.
export const TAKE_DUE = `WHERE city_code = $1 AND fires_at <= $2 AND NOT id = ANY($4::uuid[]) ORDER BY fires_at, id LIMIT $3 FOR UPDATE SKIP LOCKED`

export function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      clocks: { type: 'string', default: '1000000' }, due: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '60' },
      workers: { type: 'string', default: '2' }, 'no-alarms': { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false },
    },
  })
  const natural = (name, least, most) => {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < least || value > most) throw new PlainError(`--${name}: ${least}…${most}`)
    return value
  }
  const options = { clocks: natural('clocks', 10, 20_000_000), due: natural('due', 1, 1_000_000), seconds: natural('seconds', 1, 3_600), workers: natural('workers', 1, 16) }
  if (options.clocks < 3 * options.due) throw new PlainError('--clocks: at least three times --due')
  return { ...options, noAlarms: values['no-alarms'], noBuild: values['no-build'] }
}

/** P4 of quality.md. @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function benchClocks(args) {
  const options = optionsOf(args)
  const services = await startServices({ dataDir: await freshDataDir('bench-clocks'), durable: true })
  if (!options.noBuild) await build(services)
  await prepareDatabase(services, { demo: false })
  const cityCode = services.env.TONGBAN_CITY
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: options.workers + 4, application_name: 'tongban-bench-clocks' })
  pool.on('error', () => {})

  await say.step(`${options.clocks} 只时钟 · clocks`, (update) => fillClocks(pool, cityCode, options.clocks, update))
  const plan = await explained(pool, cityCode)
  const workers = workersOf(services, options.workers)
  const spread = await say.step(`${options.due} 只在 ${options.seconds} 秒内到期 · due within ${options.seconds} s`, async () => {
    const from = Date.now() + LEAD_MS
    await fallDue(pool, cityCode, options.due, from, options.seconds * 1_000)
    const watch = await watchEvents(pool, cityCode)
    await workers.start()
    if (options.noAlarms) {
      // Their first arming comes as they start.
      await sleep(Math.max(0, from - Date.now() - 5_000))
      await emptyRedis(services.redisUrl)
    }
    return heard(watch, options.due, from + options.seconds * 1_000)
  })
  const samples = await samplesOf(pool, cityCode)
  const burst = await say.step(`${options.due} 只同时到期 · due at once`, async () => {
    const from = Date.now() + LEAD_MS
    await fallDue(pool, cityCode, options.due, from, 0)
    if (Date.now() > from) throw new PlainError('机器太忙：到期时刻已过才写完 · the machine is too busy: the rows were written after their due moment')
    const { events, ...figures } = await heard(await watchEvents(pool, cityCode), options.due, from)
    return { ...figures, clearedMs: Math.max(...events.map(({ seenAt }) => seenAt)) - from }
  })
  await workers.stop()
  const limitMs = await say.step('极限：最小的 pg 循环 · the minimal loop', async () => {
    await fallDue(pool, cityCode, options.due, Date.now() - 1, 0)
    return clearByMinimalLoop(pool, cityCode, options.workers, samples)
  })
  await pool.end()

  const { events: _events, ...figures } = spread
  const result = {
    clocks: options.clocks, due: options.due, seconds: options.seconds, workers: options.workers, alarms: !options.noAlarms, ...figures,
    burst: { ...burst, limitMs: rounded(limitMs), ratio: rounded(limitMs / burst.clearedMs, 2) }, plan,
  }
  const ok = [figures, burst].every(({ lost, twice }) => lost === 0 && twice === 0)
  return { result, table: tableFor(result), ok }
}

/** Waits for what is owed, as long as it may take; late events are late, lost ones are lost. */
async function heard(watch, due, lastDueAt) {
  const end = lastDueAt + PATIENCE_MS
  while (Date.now() < end && (watch.overdue().length < due || watch.events().length < 2 * due)) await sleep(100)
  // Whoever tells twice gets the time to do so.
  await sleep(3_000)
  await watch.stop()
  const events = watch.events()
  const { ms, lost, twice } = latenessOf(events, due)
  return { p50Ms: quantile(ms, 0.5), p99Ms: quantile(ms, 0.99), maxMs: quantile(ms, 1), leastMs: quantile(ms, 0), lost, twice, events }
}

function workersOf(services, count) {
  const all = Array.from({ length: count }, (_, index) =>
    supervise({
      name: `worker-${index + 1}`,
      logFile: path.join(services.logDir, `worker-${index + 1}.log`),
      record: services.record,
      launch: async () => ({
        file: productNode(), args: ['--enable-source-maps', path.join(ROOT, 'apps/worker/dist/main.js')], options: { cwd: ROOT, env: { ...services.env, NODE_ENV: 'production' } },
      }),
      isReady: () => true,
    }),
  )
  const stop = async () => void (await Promise.all(all.map((worker) => worker.stop())))
  atStop(stop)
  return { start: () => Promise.all(all.map((worker) => worker.start())), stop }
}

/** How the taking of due clocks is planned among as many as there are. */
async function explained(pool, cityCode) {
  const { rows } = await pool.query(`EXPLAIN SELECT id FROM deadline_clock ${TAKE_DUE.replace('$1', `'${cityCode}'`).replace('$2', 'now()').replace('$3', '500').replace('$4', `'{}'`)}`)
  return rows.map((row) => row['QUERY PLAN'])
}

async function samplesOf(pool, cityCode) {
  const of = async (type) =>
    (await pool.query(`SELECT data::text AS data FROM outbox_event WHERE city_code = $1 AND type = $2 LIMIT 1`, [cityCode, type])).rows[0]?.data ?? '{}'
  return { overdue: await of('clock.overdue.v1'), rung: await of('clock.rung_reached.v1') }
}

const tableFor = (result) => [
  ['P4 到期 · falling due', `${result.seconds} s 内 within`, '同时 at once'],
  ['时钟 clocks', String(result.clocks), ''],
  ['到期 due', String(result.due), String(result.due)],
  ['后台进程 workers', String(result.workers), ''],
  ['闹钟 alarms', result.alarms ? '有 yes' : '无，只清扫 no, sweeper only', ''],
  ['p50 ms', String(result.p50Ms), String(result.burst.p50Ms)],
  [`p99 ms（≤ ${TARGET_MS}）`, String(result.p99Ms), String(result.burst.p99Ms)],
  ['max ms', String(result.maxMs), String(result.burst.maxMs)],
  ['最早 earliest ms', String(result.leastMs), String(result.burst.leastMs)],
  ['漏 lost', String(result.lost), String(result.burst.lost)],
  ['重 twice', String(result.twice), String(result.burst.twice)],
  ['全部报出 all told after ms', '', String(result.burst.clearedMs)],
  ['极限 limit ms', '', String(result.burst.limitMs)],
  ['ratio', '', String(result.burst.ratio)],
]
