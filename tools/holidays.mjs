/**
 * `npm run holidays -- import FILE --source URL [--dry-run] [--user NAME] [--url ADDRESS] [--data-dir DIR]`: a year's holiday notice into the
 * running system, through its API, in the name of a system administrator. Twice is harmless.
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { DemoPerson } from './demo/demo-person.mjs'
import { main } from './lib/lifecycle.mjs'
import { PlainError } from './lib/plain-error.mjs'

const HELP = `通办 · npm run holidays -- import FILE [options]

  FILE            date,name,is_off_day[,source_url] 的 CSV，一个年度的放假通知 · a year's notice as CSV
  --source URL    没有 source_url 列时，通知的网址 · where the notice stands, for rows that name no source
  --dry-run       只检查和预览，不写入 · check and show, write nothing
  --reason TEXT   记入修改记录的理由 · why, for the history
  --user NAME     系统管理员的账号；密码读自环境变量 TONGBAN_PASSWORD。演示系统可不填
                  a system administrator's account, its password in TONGBAN_PASSWORD. A demo has its own
  --url ADDRESS   系统地址，默认读取 npm start 留下的地址 · where the system is
  --data-dir DIR  npm start 的数据目录，默认 .tongban`

const ADMINISTRATOR = '系统管理员'
const MOST_SHOWN = 40

/** @param {string[]} args @param {(line: string) => void} print @returns {Promise<number>} 0: applied, or nothing to do; 1: problems, nothing was written */
export async function holidays(args, print = console.log) {
  const { values, positionals } = readOptions(args)
  if (values.help) {
    print(HELP)
    return 0
  }
  const [verb, file, ...rest] = positionals
  if (verb !== 'import' || file === undefined || rest.length > 0) throw new PlainError(HELP)
  const base = process.env.INIT_CWD ?? process.cwd()
  const dataDir = path.resolve(base, values['data-dir'])
  const csv = readText(path.resolve(base, file))
  const person = await signIn(values, dataDir)
  const notice = { csv, source: values.source ?? null }
  const checked = answerOf(await person.post('/calendars/holidays', { notice, dryRun: true }))
  if (checked.problems.length > 0) {
    print(`✗ ${path.basename(file)} 有 ${checked.problems.length} 处问题，没有导入 · problems, nothing was imported`)
    for (const { line, message } of checked.problems) print(`  ${line === null ? '整份' : `第 ${line} 行`}：${message}`)
    return 1
  }
  for (const line of summaryOf(checked)) print(line)
  if (checked.preview.unchanged) {
    print('✓ 这份通知已经导入过，没有要改的 · imported before, nothing to change')
    return 0
  }
  if (values['dry-run']) {
    print('✓ 只是预览，没有写入 · a dry run, nothing was written')
    return 0
  }
  const reason = values.reason === undefined ? {} : { reason: values.reason }
  const done = answerOf(await person.post('/calendars/holidays', { notice, dryRun: false, expectedVersion: checked.preview.version, ...reason }))
  print(done.applied === null ? '✓ 没有要改的 · nothing to change' : `✓ 已导入，工作日历现在是第 ${done.applied} 版 · imported as version ${done.applied}`)
  return 0
}

function readOptions(args) {
  try {
    return parseArgs({
      args, allowPositionals: true,
      options: {
        source: { type: 'string' }, reason: { type: 'string' }, user: { type: 'string' }, url: { type: 'string' }, 'dry-run': { type: 'boolean', default: false },
        'data-dir': { type: 'string', default: '.tongban' }, help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new PlainError(`${error.message}\n\n${HELP}`)
  }
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    throw new PlainError(`无法读取 ${file} · cannot read ${file}`)
  }
}

async function signIn(values, dataDir) {
  const read = (name) => {
    try {
      return JSON.parse(fs.readFileSync(path.join(dataDir, name), 'utf8'))
    } catch {
      return null
    }
  }
  const address = values.url ?? read('run.json')?.address ?? null
  if (address === null) throw new PlainError('没有找到正在运行的系统：请先 npm start，或用 --url 指明地址 · no running system was found: start it, or pass --url')
  const password = process.env.TONGBAN_PASSWORD
  const account = values.user === undefined ? read('accounts.json')?.accounts.find(({ roleZh }) => roleZh === ADMINISTRATOR) : { userName: values.user, password }
  if (account?.password === undefined) throw new PlainError('请用 --user 和环境变量 TONGBAN_PASSWORD 给出系统管理员的账号 · give a system administrator by --user and TONGBAN_PASSWORD')
  try {
    return await DemoPerson.signIn(address.replace(/\/$/, ''), account)
  } catch (error) {
    throw new PlainError(error.message)
  }
}

function answerOf({ status, body }) {
  if (status === 200) return body
  throw new PlainError(body.detail ?? `${status}`)
}

/** What would change, as lines. */
function summaryOf({ year, rows, added, replaced, removed, preview }) {
  const hours = (minutes) => String(Math.round(minutes / 6) / 10)
  const kinds = { regular: '工作日', rest: '休息', holiday: '放假', make_up: '调休上班' }
  const dayLine = ({ date, before, after }) => `  ${date}  ${kinds[before.kind]} → ${kinds[after.kind]}${after.name === null ? '' : `（${after.name}）`}`
  const { clocks } = preview
  return [
    `${year} 年放假通知 ${rows} 天：新增 ${added}，替换 ${replaced}，去掉 ${removed} · of ${year}: ${added} new, ${replaced} replaced, ${removed} removed`,
    ...preview.days.slice(0, MOST_SHOWN).map(dayLine),
    ...(preview.changedDays > MOST_SHOWN ? [`  … 共 ${preview.changedDays} 天 · ${preview.changedDays} days in all`] : []),
    ...preview.months.map(({ month, minutesBefore, minutesAfter }) => `  ${month}  ${hours(minutesBefore)} → ${hours(minutesAfter)} 小时 · hours`),
    clocks === null
      ? '  暂时算不出哪些时限会移动 · which clocks would move cannot be told now'
      : `  ${clocks.running} 个正在走的时限：${clocks.later} 个推后，${clocks.earlier} 个提前 · of ${clocks.running} running clocks ${clocks.later} later, ${clocks.earlier} earlier`,
  ]
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) await main(() => holidays(process.argv.slice(2)))
