import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { emptyRedis } from '../../bench/lib/empty-redis.mjs'
import { quantile, rounded } from '../../bench/lib/numbers.mjs'
import * as say from '../../lib/say.mjs'
import { holds, rowsOf } from '../lib/findings.mjs'
import { HintEars } from '../lib/hint-ears.mjs'
import { judge } from '../lib/judge.mjs'
import { wholeOption } from '../lib/own-services.mjs'
import { RungWatch } from '../lib/rung-watch.mjs'
import { openStage } from '../lib/stage.mjs'

export const HELP = `npm run fault -- redis-empty [options]

  F2（quality.md §2）：负荷之下随机清空 Redis；时钟照常到点触发，至多晚一次清扫，通知与推送自行恢复，没有一样来两次。
  Empties Redis at random under load: every clock fires within a sweep of its moment, notifications and pushes come back by themselves, nothing twice.

  --rounds N       清空几次，默认 12 · how often
  --seconds S      历时，默认 120 · how long the load lasts
  --lateness-ms M  触发延迟 p99 上限，默认 2000 · a sweep is a second
  --json           结果为一行 JSON
  --no-build       不重新构建
  --help`

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function faultRedisEmpty(args) {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '12' }, seconds: { type: 'string', default: '120' }, 'lateness-ms': { type: 'string', default: '2000' },
      'no-build': { type: 'boolean', default: false },
    },
  })
  const rounds = wholeOption(values, 'rounds', { from: 1, to: 1_000 })
  const seconds = wholeOption(values, 'seconds', { from: 20, to: 3_600 })
  const latestMs = wholeOption(values, 'lateness-ms', { from: 100, to: 60_000 })
  const stage = await openStage({ build: !values['no-build'] })
  const watch = new RungWatch(stage.pool, stage.cityCode)
  const ears = await HintEars.open(stage)
  watch.start()
  const emptiedAt = []
  await say.step(`清空 ${rounds} 次 · ${rounds} times nothing in Redis`, async (update) => {
    for (let round = 1; round <= rounds; round += 1) {
      await sleep(((seconds * 1_000) / rounds) * (0.6 + 0.8 * Math.random()))
      if (stage.load.failure) throw stage.load.failure
      await emptyRedis(stage.services.redisUrl)
      emptiedAt.push(Date.now())
      update(`${round}/${rounds}; ${stage.ledger.acknowledged().length} acknowledged, ${watch.told.length} rungs`)
    }
    // Every forgetting has time to be felt, and the last clocks to run out.
    await sleep(15_000)
  })
  const found = await judge(stage)
  await watch.end()
  const hints = ears.end(emptiedAt.at(-1))
  await stage.close()
  // By the eyes of PostgreSQL's clock, the look itself included: of the rungs that came within ten seconds of a forgetting.
  const near = watch.told.filter(({ at }) => emptiedAt.some((moment) => at > moment - 1_000 && at < moment + 10_000)).map(({ at, seen }) => seen - at)
  const afterEmptying = { rungs: near.length, p50: rounded(quantile(near, 0.5)), p99: rounded(quantile(near, 0.99)), max: rounded(quantile(near, 1)) }
  const result = { rounds, emptied: emptiedAt.length, afterEmptying, early: watch.early().length, hints, latestMs, ...found }
  const inTime = near.length > 0 && found.latenessMs.p99 <= latestMs
  return { result, table: tableFor(result), ok: holds(result) && inTime && result.early === 0 && hints.afterLastEmptying > 0 }

  function tableFor({ early }) {
    return [
      ['F2', '', '须 must'],
      ['清空 Redis · emptied', String(rounds), ''],
      ['清空后 10 s 内到期的级 · rungs due within 10 s of it', String(near.length), '> 0'],
      ['看到的延迟 ms · seen late p50, p99, max', `${afterEmptying.p50}, ${afterEmptying.p99}, ${afterEmptying.max}`, ''],
      ['触发延迟 ms · told late p99', String(found.latenessMs.p99), `≤ ${latestMs}`],
      ['提前 · told early', String(early), '0'],
      ['推送 · pushes heard (after the last emptying)', `${hints.heard} (${hints.afterLastEmptying})`, '(> 0)'],
      ...rowsOf(result),
    ]
  }
}
