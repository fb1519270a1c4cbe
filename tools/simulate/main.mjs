/**
 * `npm run simulate -- [--cases N] [--seed S] [--from DAY --until DAY] [--json]`: lives a month of a city on a held clock, in one process on a throw-away
 * PostgreSQL and Redis, and holds every clock of every case against an independent counting from its timeline. Progress goes to stderr; stdout holds the
 * result: a table, or with `--json` one line. Ends with 1 when anything was missing, told twice, told too much, or at another minute.
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { freshDataDir } from '../bench/lib/fresh-dir.mjs'
import { main } from '../lib/lifecycle.mjs'
import { productEnv, productNode } from '../lib/node-runtime.mjs'
import { ROOT } from '../lib/paths.mjs'
import { PlainError } from '../lib/plain-error.mjs'
import * as say from '../lib/say.mjs'
import { makeDataDir } from '../lib/service-home.mjs'
import { startServices } from '../lib/services.mjs'
import { runTask } from '../lib/task.mjs'
import { tableOf } from '../lib/text-table.mjs'

const HELP = `npm run simulate -- [options]

  一个月的全部时钟，与独立重算逐一核对：预警、超期、升级阶梯的每一级，不漏、不重、不多、分秒不差。
  A month of cases on a held clock; every warning, overdue and rung against an independent counting from the timelines.

  --cases N     件数，默认 8000
  --seed S      种子，默认 1：同样的种子，同样的城市
  --from DAY    第一天，默认 2026-01-26（跨春节）
  --until DAY   到这一天零点为止，默认 2026-03-06
  --day-off DAY 城市三天前才宣布的假日，默认 2026-02-12；none 没有 · a holiday announced three days before
  --json        结果为一行 JSON`

const SPEC = 'test/month/simulated-month.int.spec.ts'
const JEST = path.join(ROOT, 'node_modules/jest/bin/jest.js')
const NODE_FLAGS = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning']
const DAY = /^20\d\d-[01]\d-[0-3]\d$/
const LOOK_MS = 5_000
/** Spring Festival 2026: where a fault planted over a holiday is looked for. */
const HOLIDAY = ['2026-02-15', '2026-02-24']

/** Ten in the morning, city time. */
const threeDaysBefore = (day) => new Date(Date.parse(`${day}T10:00:00+08:00`) - 3 * 86_400_000).toISOString()

function planFrom(args) {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string', default: '8000' }, seed: { type: 'string', default: '1' }, from: { type: 'string', default: '2026-01-26' },
      until: { type: 'string', default: '2026-03-06' }, 'day-off': { type: 'string', default: '2026-02-12' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  })
  const [cases, seed] = [Number(values.cases), Number(values.seed)]
  if (!Number.isInteger(cases) || cases < 1 || cases > 100_000) throw new PlainError('--cases: 1…100000')
  if (!Number.isInteger(seed)) throw new PlainError('--seed: 整数 · an integer')
  if (!DAY.test(values.from) || !DAY.test(values.until) || values.from >= values.until) throw new PlainError('--from, --until: YYYY-MM-DD')
  const dayOff = values['day-off']
  if (dayOff !== 'none' && !DAY.test(dayOff)) throw new PlainError('--day-off: YYYY-MM-DD | none')
  const change = dayOff === 'none' ? {} : { dayOff: { at: threeDaysBefore(dayOff), date: dayOff } }
  return { plan: { from: values.from, until: values.until, cases, seed, holiday: HOLIDAY, ...change }, json: values.json, help: values.help }
}

/** The last line of the progress file, as a sentence. */
function lastDay(file) {
  const line = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n').at(-1) : ''
  if (!line) return ''
  const { day, actions } = JSON.parse(line)
  return `${day}, ${actions} actions`
}

const rowsOf = (result, seconds) => [
  ['模拟月 · simulated month', '', '须 must'],
  ['工单 · cases', String(result.cases), ''],
  ['动作 · actions of people', String(result.actions), ''],
  ['时钟 · clocks', String(result.clocks), ''],
  ['预警 · warnings', String(result.warnings), ''],
  ['超期 · overdues', String(result.overdues), ''],
  ['阶梯 · rungs reached', String(result.rungs), ''],
  ['到顶 · to the last rung', String(result.toTheTop), ''],
  ['督办单 · orders of the ladder', String(result.orders), ''],
  ['改日历而重算 · cases recounted by the changed calendar', String(result.recountedCases), ''],
  ['闹钟停歇小时 · hours the alarms slept', String(result.sleptHours), ''],
  ['不符 · faults', String(result.faults), '0'],
  ['用时 s · took', String(Math.round(seconds)), ''],
  ...result.caught.map(({ name, planted, found }) => [`植入的错误 · planted: ${name}`, `${planted} → ${found}`, planted > 0 ? '> 0' : '']),
  ...result.examples.map(({ caseId, what }) => ['', `${caseId} ${what}`, '']),
]

await main(async () => {
  const { plan, json, help } = planFrom(process.argv.slice(2))
  if (help) {
    console.log(HELP)
    return 0
  }
  const dir = await freshDataDir('simulate')
  makeDataDir(dir)
  const services = await startServices({ dataDir: dir, durable: false })
  const [resultFile, progress] = ['result.json', 'progress.jsonl'].map((name) => path.join(dir, name))
  const env = productEnv({
    NODE_OPTIONS: [process.env.NODE_OPTIONS, ...NODE_FLAGS].filter(Boolean).join(' '),
    DATABASE_URL: services.databaseUrl, REDIS_URL: services.redisUrl, TONGBAN_SIMULATE: JSON.stringify({ plan, result: resultFile, progress }),
  })
  const begin = performance.now()
  const { tail } = await say.step(`${plan.cases} 件，${plan.from} — ${plan.until} · a month of ${plan.cases} cases`, async (update) => {
    const timer = setInterval(() => update(lastDay(progress)), LOOK_MS)
    const args = [...NODE_FLAGS, JEST, '--selectProjects', 'int', '--runInBand', '--forceExit', '--', SPEC]
    return runTask(productNode(), args, { env, logFile: path.join(services.logDir, 'simulate.log'), record: services.record }).finally(() => clearInterval(timer))
  })
  if (!fs.existsSync(resultFile)) throw new PlainError(`没有跑完 · the month was not lived to its end:\n${tail}`)
  const result = { ...JSON.parse(fs.readFileSync(resultFile, 'utf8')), ...plan, seconds: Math.round((performance.now() - begin) / 1_000) }
  const lines = tableOf(rowsOf(result, result.seconds))
  if (json) {
    console.log(JSON.stringify({ ...result, examples: result.examples.map(({ caseId, what }) => `${caseId} ${what}`) }))
    for (const line of lines) console.error(line)
  } else for (const line of lines) console.log(line)
  return result.faults === 0 && result.cases === plan.cases && result.caught.every(({ planted, found }) => planted === 0 || found > 0) ? 0 : 1
})
