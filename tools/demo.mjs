/**
 * `npm run demo -- [--speed N] [--minutes N] [--url ADDRESS] [--data-dir DIR]`: a simulated hotline day against the running system.
 * Everything goes through the API as people's screens do; the server does not know it is a demo. Ctrl-C ends it at once.
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SCENARIOS, SURNAMES } from '../apps/worker/dist/demo/scenarios.js'
import { DemoPerson } from './demo/demo-person.mjs'
import { HotlineDay } from './demo/hotline-day.mjs'

const HELP = `通办 · npm run demo -- [options]

  --speed N       一天过得多快：60 表示一天 24 分钟（默认 60） · how many times faster than a real day
  --minutes N     跑多少分钟后停下，默认一整天 · stop after so many real minutes
  --url ADDRESS   系统地址，默认读取 npm start 留下的地址 · where the system is
  --data-dir DIR  npm start 的数据目录，默认 .tongban`

const { values } = parseArgs({
  options: { speed: { type: 'string', default: '60' }, minutes: { type: 'string' }, url: { type: 'string' }, 'data-dir': { type: 'string', default: '.tongban' }, help: { type: 'boolean' } },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}

const read = (name) => JSON.parse(fs.readFileSync(path.resolve(values['data-dir'], name), 'utf8'))
const fail = (text) => {
  console.error(`✗ ${text}`)
  process.exit(1)
}

let accounts
let address = values.url
try {
  accounts = read('accounts.json').accounts
  address ??= read('run.json').address
} catch {
  fail('没有找到正在运行的系统：请先 npm start · no running system was found: start it first with `npm start`')
}
const speed = Number(values.speed)
if (!(speed > 0 && speed <= 3_600)) fail('--speed 应为 1 到 3600 · --speed must be between 1 and 3600')

const people = await Promise.all(accounts.map((account) => DemoPerson.signIn(address, account))).catch((error) => fail(error.message))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopping.abort())

const day = new HotlineDay(people, { scenarios: SCENARIOS, surnames: SURNAMES, speed, signal: stopping.signal })
const minutes = values.minutes === undefined ? (24 * 60) / speed : Number(values.minutes)
console.log(`热线的一天，${speed} 倍速，${minutes.toFixed(1)} 分钟：${address}/board · a hotline day at ${speed} times real speed`)
const report = await day.run(minutes * 60_000, (line) => console.log(line))
console.log(report.text)
process.exit(report.errors > 0 ? 1 : 0)
