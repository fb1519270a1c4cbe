import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { ROOT } from '../../lib/paths.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { freePort } from '../../lib/ports.mjs'
import { prepareDatabase, startProduct } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { startServices } from '../../lib/services.mjs'
import { provideAccounts } from '../lib/accounts.mjs'
import { openApi } from '../lib/api-client.mjs'
import { build } from '../lib/built.mjs'
import { callsFrom } from '../lib/calls.mjs'
import { emptyRedis } from '../lib/empty-redis.mjs'
import { freshDataDir } from '../lib/fresh-dir.mjs'
import { openFilers } from './filers.mjs'
import { LOG_SETTINGS, statementsIn } from './postgres-log.mjs'
import { labelOf, statementsPage } from './statements-page.mjs'

export const HELP = `npm run bench -- filing-statements [options]

  由 PostgreSQL 日志生成 docs/filing-statements.md：受理一件工单发出的语句、各做什么、往返次数。
  Writes docs/filing-statements.md: every statement a filing sends, as PostgreSQL logged it.

  --check      只比较，不写；不同则以 1 结束 · compare only
  --no-build   不重新构建
  --json  --help`

const PAGE = 'docs/filing-statements.md'
const APPLICATION = 'tongban-api'

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function listStatements(args) {
  const flag = { type: 'boolean', default: false }
  const { values } = parseArgs({ args, options: { check: flag, 'no-build': flag } })
  if (process.env.DATABASE_URL) throw new PlainError('需要自带的 PostgreSQL · unset DATABASE_URL: the log of our own PostgreSQL is needed')
  const services = await startServices({ dataDir: await freshDataDir('bench-statements'), durable: true })
  if (!values['no-build']) await build(services)
  await prepareDatabase(services, { demo: false })
  const accounts = await provideAccounts(services)
  const captured = await capture(services, accounts)
  const page = statementsPage(captured)
  const file = path.join(ROOT, PAGE)
  const isTrue = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === page
  if (!values.check) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, page)
  } else if (!isTrue) say.warn(`${PAGE} 已过时 · no longer tells the truth: npm run bench -- filing-statements`)
  return {
    result: { page: PAGE, roundTripsAlone: captured.warm.length, statements: captured.warm.map(labelOf), changed: !isTrue },
    table: [['#', 'statement'], ...captured.warm.map((statement, index) => [String(index + 1), labelOf(statement)])],
    ok: isTrue || !values.check,
  }
}

async function capture(services, accounts) {
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: 2, application_name: 'tongban-bench' })
  pool.on('error', () => {})
  const product = await startProduct(services, { port: await freePort() })
  await product.worker.stop()
  const api = openApi(product.address)
  const filers = await openFilers(api, {
    accounts, clients: 32,
    callsFor: (operator) => callsFrom((sql, values) => pool.query(sql, values), { cityCode: services.env.TONGBAN_CITY, seed: 7, operator }),
  })
  for (const [name, value] of Object.entries(LOG_SETTINGS)) await pool.query(`ALTER SYSTEM SET ${name} = '${value}'`)
  await pool.query('SELECT pg_reload_conf()')
  // The setting reaches a connection with its next statement.
  await sleep(1_000)
  const logFile = path.join(services.logDir, 'postgres.log')
  const during = async (work) => {
    const from = fs.statSync(logFile).size
    await work()
    return statementsIn(fs.readFileSync(logFile).subarray(from).toString('utf8'), APPLICATION)
  }
  try {
    await emptyRedis(services.redisUrl)
    const cold = await during(() => fileDispatched(filers))
    const warm = await during(() => fileDispatched(filers))
    const busy = await during(() => filers.run(1))
    // Of the last connection that committed: one whole transaction.
    const { pid } = busy.findLast(({ sql }) => sql === 'COMMIT')
    const own = busy.filter((statement) => statement.pid === pid)
    const end = own.findLastIndex(({ sql }) => sql === 'COMMIT')
    const begin = own.slice(0, end).findLastIndex(({ sql }) => sql === 'BEGIN')
    return { cold, warm, shared: own.slice(begin, end + 1) }
  } finally {
    api.close()
    await pool.end()
    await product.stop()
  }
}

/** The page tells of a case dispatched as it is filed, which nearly all are. */
async function fileDispatched(filers) {
  const [{ status }] = await filers.fileAlone(1)
  if (status !== 'in_progress') throw new PlainError('捕捉到的工单未当场派单 · the captured case was not dispatched at once: take another seed')
}
