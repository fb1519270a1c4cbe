import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { atStop } from '../../lib/lifecycle.mjs'
import { identityOf, signalProcess } from '../../lib/process-identity.mjs'
import * as say from '../../lib/say.mjs'
import { holds, rowsOf } from '../lib/findings.mjs'
import { judge } from '../lib/judge.mjs'
import { wholeOption } from '../lib/own-services.mjs'
import { RungWatch } from '../lib/rung-watch.mjs'
import { openStage } from '../lib/stage.mjs'

export const HELP = `npm run fault -- paused [options]

  F4（quality.md §2）：两个后台进程，轮流停住（SIGSTOP）一段时间再继续，最后一轮一起停；没有一级漏掉或重复，没有提前。
  Two workers are stopped in their tracks in turn and go on later, in the last round both at once: no rung skipped or repeated, none told early.

  --rounds N   几轮，默认 3 · rounds
  --pause S    每次停多久，默认 40（quality.md 说的是 300）· seconds stopped
  --json       结果为一行 JSON
  --no-build   不重新构建
  --help`

const CALM_MS = 10_000

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function faultPaused(args) {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '3' }, pause: { type: 'string', default: '40' }, 'no-build': { type: 'boolean', default: false } } })
  const rounds = wholeOption(values, 'rounds', { from: 1, to: 100 })
  const pause = wholeOption(values, 'pause', { from: 1, to: 3_600 })
  const stage = await openStage({ build: !values['no-build'], moreWorkers: [{ name: 'worker-2' }] })
  const watch = new RungWatch(stage.pool, stage.cityCode)
  watch.start()
  const stopped = new Set()
  // Whoever is stopped hears no other signal: they go on before anybody ends them.
  const goOn = () => {
    for (const victim of stopped) signalProcess(victim, 'SIGCONT')
    stopped.clear()
  }
  atStop(goOn)
  const pauses = []
  const before = stage.workers.map((worker) => worker.pid())
  await say.step(`停住 ${rounds} 轮，每次 ${pause} s · stopped in their tracks`, async (update) => {
    await sleep(CALM_MS + 60_000)
    for (let round = 1; round <= rounds; round += 1) {
      if (stage.load.failure) throw stage.load.failure
      const both = round === rounds && rounds > 1
      const victims = both ? stage.workers : [stage.workers[(round - 1) % stage.workers.length]]
      update(`${round}/${rounds} ${both ? 'both' : victims[0].name}`)
      const from = Date.now()
      for (const pid of victims.map((worker) => worker.pid())) {
        const victim = { pid, identity: identityOf(pid) }
        stopped.add(victim)
        signalProcess(victim, 'SIGSTOP')
      }
      await sleep(pause * 1_000)
      goOn()
      pauses.push({ from, to: Date.now(), both })
      await sleep(CALM_MS)
    }
    await sleep(CALM_MS)
  })
  const restarts = stage.workers.filter((worker, index) => worker.pid() !== before[index]).length
  const found = await judge(stage)
  await watch.end()
  await stage.close()
  const dueWhile = (both) => watch.told.filter(({ at }) => pauses.some((each) => each.both === both && each.from < at && at < each.to))
  const one = dueWhile(false).map(({ at, seen }) => seen - at)
  const result = {
    rounds, pauseSeconds: pause, dueWhileOneStopped: one.length, dueWhileBothStopped: dueWhile(true).length, early: watch.early().length, restarts,
    longestWhileOneStoppedMs: Math.round(Math.max(0, ...one)), ...found,
  }
  const ok = holds(result) && result.early === 0 && result.dueWhileOneStopped > 0 && (rounds === 1 || result.dueWhileBothStopped > 0)
  return { result, table: tableFor(result), ok }
}

const tableFor = (result) => [
  ['F4 paused', '', '须 must'],
  ['停住 · stopped', `${result.rounds} × ${result.pauseSeconds} s`, ''],
  ['一个停住时到期的级 · rungs due while one was stopped', String(result.dueWhileOneStopped), '> 0'],
  ['其最长延迟 ms · the latest of them', String(result.longestWhileOneStoppedMs), ''],
  ['都停住时到期的级 · rungs due while both were', String(result.dueWhileBothStopped), result.rounds > 1 ? '> 0' : ''],
  ['提前 · told early', String(result.early), '0'],
  ['重启的进程 · processes started again', String(result.restarts), ''],
  ...rowsOf(result),
]
