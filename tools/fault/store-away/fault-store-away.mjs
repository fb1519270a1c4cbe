import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import * as say from '../../lib/say.mjs'
import { holds, rowsOf } from '../lib/findings.mjs'
import { judge } from '../lib/judge.mjs'
import { wholeOption } from '../lib/own-services.mjs'
import { RungWatch } from '../lib/rung-watch.mjs'
import { openStage } from '../lib/stage.mjs'
import { Prober } from './prober.mjs'

export const HELP = `npm run fault -- store-away [options]

  F3（quality.md §2）：负荷之下 PostgreSQL 连不上（断开，或沉默）；期间只答 503 并写明何时再来，凡答复成功的都在；
  期间到期的时钟在恢复后各响一次；不重启而恢复。
  PostgreSQL out of reach under load, cut off or silent in turn: 503 with Retry-After and no 500, no acknowledged write lost, clocks that fell due
  meanwhile told once after it returns, and nothing is started again for that.

  --rounds N   几次，默认 1；单数断开，双数沉默 · odd rounds cut, even ones silent
  --away S     每次多久，默认 60 · seconds out of reach
  --json       结果为一行 JSON
  --no-build   不重新构建
  --help`

const CALM_MS = 30_000
const BACK_WITHIN_MS = 60_000

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function faultStoreAway(args) {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '1' }, away: { type: 'string', default: '60' }, 'no-build': { type: 'boolean', default: false } } })
  const rounds = wholeOption(values, 'rounds', { from: 1, to: 100 })
  const away = wholeOption(values, 'away', { from: 2, to: 600 })
  const stage = await openStage({ build: !values['no-build'], wired: true })
  const watch = new RungWatch(stage.pool, stage.cityCode)
  watch.start()
  const prober = await Prober.open(stage)
  const pids = () => [stage.product.api, ...stage.workers].map((server) => server.pid())
  const before = pids()
  const recoverySeconds = []
  const outages = []
  let notBack = 0
  await say.step(`PostgreSQL 离开 ${rounds} 次，每次 ${away} s · out of reach`, async (update) => {
    for (let round = 1; round <= rounds; round += 1) {
      await sleep(CALM_MS)
      if (stage.load.failure) throw stage.load.failure
      const isSilent = round % 2 === 0
      const from = Date.now()
      if (isSilent) stage.wire.silence()
      else await stage.wire.cut()
      prober.during(true)
      update(`${round}/${rounds} ${isSilent ? 'silent' : 'cut'}`)
      await sleep(away * 1_000)
      prober.during(false)
      outages.push({ from, to: Date.now() })
      await stage.wire.restore()
      const ms = await prober.untilBack(BACK_WITHIN_MS)
      if (ms === null) notBack += 1
      else recoverySeconds.push(Math.round(ms / 100) / 10)
    }
    await sleep(CALM_MS)
  })
  const asked = await prober.end()
  const after = pids()
  const found = await judge(stage)
  await watch.end()
  await stage.close()
  const meanwhile = watch.told.filter(({ at }) => outages.some(({ from, to }) => from < at && at < to))
  const restarts = before.filter((pid, index) => pid !== after[index]).length
  const result = { rounds, awaySeconds: away, ...asked, dueMeanwhile: meanwhile.length, early: watch.early().length, notBack, recoverySeconds, restarts, ...found }
  const ok = holds(result) && notBack === 0 && restarts === 0 && asked.away503 > 0 && asked.withoutRetryAfter === 0 && asked.otherErrors === 0 && asked.answered2xx === 0 &&
    meanwhile.length > 0 && result.early === 0
  return { result, table: tableFor(result), ok }
}

const tableFor = (result) => [
  ['F3', '', '须 must'],
  ['PostgreSQL 离开 · out of reach', `${result.rounds} × ${result.awaySeconds} s`, ''],
  ['期间答 503 · answered 503 meanwhile', String(result.away503), '> 0'],
  ['其中没有 Retry-After · without it', String(result.withoutRetryAfter), '0'],
  ['期间答成功 · answered 2xx meanwhile', String(result.answered2xx), '0'],
  ['期间其他答复 · other answers', String(result.otherErrors), '0'],
  ['期间没有答复 · no answer within 15 s', String(result.unanswered), ''],
  ['期间到期的级 · rungs that fell due meanwhile', String(result.dueMeanwhile), '> 0'],
  ['没有恢复 · not back by itself', String(result.notBack), '0'],
  ['恢复用时 s · recovery', result.recoverySeconds.join(', '), ''],
  ['重启的进程 · processes started again', String(result.restarts), '0'],
  ['提前 · told early', String(result.early), '0'],
  ...rowsOf(result),
]
