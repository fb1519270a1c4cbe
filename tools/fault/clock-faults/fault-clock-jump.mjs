import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { quantile, rounded } from '../../bench/lib/numbers.mjs'
import { DEFAULT_DATA_DIR } from '../../lib/paths.mjs'
import * as say from '../../lib/say.mjs'
import { holds, rowsOf } from '../lib/findings.mjs'
import { judge } from '../lib/judge.mjs'
import { wholeOption } from '../lib/own-services.mjs'
import { RungWatch } from '../lib/rung-watch.mjs'
import { openStage } from '../lib/stage.mjs'

export const HELP = `npm run fault -- clock-jump [options]

  F4（quality.md §2）：两个后台进程，其中一个的时钟来回跳 ±1 小时；没有一级漏掉或重复，时钟正常的那个进程不提前触发。
  Of two workers one's wall clock jumps an hour forth and back: no rung skipped or repeated, none told early by the worker whose clock is right.

  --rounds N    几轮（+1 h、回来、−1 h、回来），默认 2 · rounds of forth, home, back, home
  --stays S     每一跳停留多久，默认 15 · seconds before the next jump
  --json        结果为一行 JSON
  --no-build    不重新构建
  --help`

const HOUR_MS = 3_600_000
/** The shortest clocks of a run take a minute. */
const FALL_DUE_MS = 65_000
const CALM_MS = 15_000
const TELLERS = `
  SELECT id || ' clock.warned.v1 ' AS key, extract(epoch FROM warned_noticed_at) * 1000 AS noticed FROM deadline_clock WHERE city_code = $1 AND warned_noticed_at IS NOT NULL
  UNION ALL SELECT id || ' clock.overdue.v1 ', extract(epoch FROM overdue_noticed_at) * 1000 FROM deadline_clock WHERE city_code = $1 AND overdue_noticed_at IS NOT NULL
  UNION ALL SELECT id || ' clock.rung_reached.v1 ' || (rung ->> 'code'), (rung ->> 'noticedAt')::float8 FROM deadline_clock c CROSS JOIN LATERAL jsonb_array_elements(c.rungs) rung
    WHERE c.city_code = $1`

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function faultClockJump(args) {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '2' }, stays: { type: 'string', default: '15' }, 'no-build': { type: 'boolean', default: false } } })
  const rounds = wholeOption(values, 'rounds', { from: 1, to: 100 })
  const stays = wholeOption(values, 'stays', { from: 2, to: 600 })
  const file = path.join(DEFAULT_DATA_DIR, 'fault-clock-offset')
  fs.mkdirSync(DEFAULT_DATA_DIR, { recursive: true })
  fs.writeFileSync(file, '0')
  const shifts = `--import=${pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.mjs')).href}`
  const env = { TONGBAN_FAULT_CLOCK: file, NODE_OPTIONS: [process.env.NODE_OPTIONS, shifts].filter(Boolean).join(' ') }
  const stage = await openStage({ build: !values['no-build'], moreWorkers: [{ name: 'worker-jumping', env }] })
  const watch = new RungWatch(stage.pool, stage.cityCode)
  watch.start()
  const jumpTo = async (offset, seconds) => {
    fs.writeFileSync(file, String(offset))
    await sleep(seconds * 1_000)
  }
  const rushed = []
  await say.step(`时钟来回跳 ${rounds} 轮 · the clock jumps`, async (update) => {
    // Clocks that fall due while everybody's time is right, to compare with.
    await sleep(FALL_DUE_MS)
    for (let round = 1; round <= rounds; round += 1) {
      if (stage.load.failure) throw stage.load.failure
      for (const [name, offset] of [['+1 h', HOUR_MS], ['home', 0], ['−1 h', -HOUR_MS], ['home', 0]]) {
        update(`${round}/${rounds} ${name}`)
        const from = Date.now()
        await jumpTo(offset, stays)
        if (offset > 0) rushed.push({ from, to: Date.now() })
      }
    }
    await sleep(CALM_MS)
  })
  const found = await judge(stage)
  await watch.end()
  const { rows } = await stage.pool.query(TELLERS, [stage.cityCode])
  await stage.close()
  fs.rmSync(file, { force: true })

  const noticed = new Map(rows.map((row) => [row.key, Number(row.noticed)]))
  const early = watch.early()
  // Who told it wrote down its own time: half an hour off the look's is the jumping one's.
  const byJumping = early.filter(({ key, seen }) => Math.abs((noticed.get(key) ?? seen) - seen) > HOUR_MS / 2)
  const byHonest = early.length - byJumping.length
  const aheadMs = byJumping.map(({ at, seen }) => at - seen)
  const undueUnexplained = found.undue.filter((key) => !byJumping.some((rung) => rung.key.trim() === key.trim())).length
  const result = {
    rounds, jumps: rounds * 4, toldWhileAhead: watch.told.filter(({ seen }) => rushed.some(({ from, to }) => from < seen && seen < to)).length, earlyByHonest: byHonest,
    earlyByJumping: byJumping.length, aheadMs: { p50: rounded(quantile(aheadMs, 0.5)), max: rounded(quantile(aheadMs, 1)) }, undueUnexplained, ...found,
  }
  delete result.undue
  return { result, table: tableFor(result), ok: holds(result, { mayTellUndue: true }) && byHonest === 0 && undueUnexplained === 0 && result.toldWhileAhead > 0 }
}

const tableFor = (result) => [
  ['F4 clock-jump', '', '须 must'],
  ['跳 · jumps', String(result.jumps), ''],
  ['快一小时期间触发 · rungs told while one was an hour ahead', String(result.toldWhileAhead), '> 0'],
  ['正常进程提前触发 · told early by the honest worker', String(result.earlyByHonest), '0'],
  ['跳钟进程提前触发 · told early by the jumping one', String(result.earlyByJumping), ''],
  ['提前 ms · how early p50, max', `${result.aheadMs.p50}, ${result.aheadMs.max}`, ''],
  ['无法解释的提前 · undue, by nobody’s clock', String(result.undueUnexplained), '0'],
  ...rowsOf(result, { mayTellUndue: true }),
]
