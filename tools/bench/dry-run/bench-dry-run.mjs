import path from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { atStop } from '../../lib/lifecycle.mjs'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { prepareDatabase } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { startServices } from '../../lib/services.mjs'
import { buildPackage } from '../../build-package.mjs'
import { built } from '../lib/built.mjs'
import { freshDataDir } from '../lib/fresh-dir.mjs'
import { rounded } from '../lib/numbers.mjs'
import { fillCases } from './fill.mjs'
import fs from 'node:fs'

export const HELP = `npm run bench -- dry-run [options]

  试运行：把目录和门槛的改动在十万件以往工单上重放，由后台进程的代码在一个进程里跑完。
  A change of catalogue and threshold replayed over past cases, by the worker's own code in one process; target: 100,000 in a minute.

  --json         结果为一行 JSON · the result as one line of JSON
  --cases N      工单数，默认 100000
  --reresolve    重新识别地点和分类 · places and categories are read anew
  --no-build     不重新构建 · measure what was built before
  --help`

const TARGET_MS_PER_CASE = 60_000 / 100_000

export function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: { cases: { type: 'string', default: '100000' }, reresolve: { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false } },
  })
  const cases = Number(values.cases)
  if (!Number.isInteger(cases) || cases < 100 || cases > 200_000) throw new PlainError('--cases: 100…200000')
  return { cases, reresolve: values.reresolve, noBuild: values['no-build'] }
}

/** Server packages alone: what is measured needs no console. */
async function buildServers(update) {
  const inFolder = (name) => fs.readdirSync(path.join(ROOT, name)).map((child) => path.join(ROOT, name, child))
  for (const dir of [...inFolder('libs'), path.join(ROOT, 'apps/api'), path.join(ROOT, 'apps/worker'), path.join(ROOT, 'migrations')]) {
    update(path.relative(ROOT, dir))
    await buildPackage(dir)
  }
}

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function benchDryRun(args) {
  const options = optionsOf(args)
  const services = await startServices({ dataDir: await freshDataDir('bench-dry-run'), durable: true })
  if (!options.noBuild) await say.step('构建 · Building', buildServers)
  await prepareDatabase(services, { demo: false })
  const cityCode = services.env.TONGBAN_CITY
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: 2, application_name: 'tongban-bench-dry-run' })
  pool.on('error', () => {})
  await say.step(`${options.cases} 件工单 · cases`, (update) => fillCases(pool, cityCode, options.cases, update))

  const [{ createWorker }, { PlatformConfig }, dispatch, { SystemPrincipal }] = await Promise.all([
    built('apps/worker/dist/create-worker.js'), built('libs/platform/dist/server/index.js'), built('libs/dispatch/dist/server/index.js'), built('libs/access/dist/contract/index.js'),
  ])
  const app = await createWorker(new PlatformConfig({ ...process.env, ...services.env }), { autonomous: false })
  atStop(() => app.close())
  const drafts = app.get(dispatch.CatalogueDrafts, { strict: false })
  const { rows } = await drafts.inForce(app.get((await built('libs/platform/dist/server/index.js')).Database, { strict: false }))
  // What an editor might try: nothing of agriculture goes to a township any more, and the bar is higher.
  const changed = rows.map((row) => (row.categoryCode.startsWith('01') ? { ...row, forbidTownship: true } : row))
  const request = { catalogue: { rows: changed }, automaticThreshold: 0.85, newest: options.cases, filedSince: null, filedBefore: null, reresolve: options.reresolve }
  const started = await app.get(dispatch.StartDryRun, { strict: false }).start(request, app.get(SystemPrincipal, { strict: false }).principal())
  if (!started.ok) throw new PlainError(JSON.stringify(started.refusal))

  const figures = await say.step(`重放 · Replaying${options.reresolve ? '（重新识别 · read anew）' : ''}`, async () => {
    const before = process.cpuUsage()
    const from = performance.now()
    await app.get(dispatch.RunDryRuns, { strict: false }).runNext()
    const ms = performance.now() - from
    const { user, system } = process.cpuUsage(before)
    return { ms: Math.round(ms), cpuMs: Math.round((user + system) / 1_000) }
  })
  const run = await app.get(dispatch.DryRunStore, { strict: false }).byId(started.value)
  await pool.end()
  if (run?.status !== 'done') throw new PlainError(`没有跑完 · not finished: ${run?.status} ${run?.failure ?? ''}`)
  const { cases, moved, accuracy } = run.result
  const result = {
    cases, rows: rows.length, reresolve: options.reresolve, ...figures, casesPerSecond: Math.round((1_000 * cases) / figures.ms), moved, settled: accuracy.settled,
    rightBefore: accuracy.rightBefore, rightAfter: accuracy.rightAfter, peakMb: rounded(process.resourceUsage().maxRSS / 1024, 0),
  }
  return {
    result,
    table: [
      ['工单 · cases', String(cases)], ['目录规则 · rows', String(rows.length)], ['用时 · time', `${(figures.ms / 1_000).toFixed(1)} s`], ['处理器 · CPU of this process', `${(figures.cpuMs / 1_000).toFixed(1)} s`],
      ['每秒 · a second', String(result.casesPerSecond)], ['会换主办 · moved', String(moved)], ['内存峰值 · peak memory', `${result.peakMb} MB`],
      ['目标 · target', `${((TARGET_MS_PER_CASE * cases) / 1_000).toFixed(1)} s`],
    ],
    ok: cases === options.cases && figures.ms <= TARGET_MS_PER_CASE * cases,
  }
}
