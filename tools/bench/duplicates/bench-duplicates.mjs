import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { PlainError } from '../../lib/plain-error.mjs'
import { freePort } from '../../lib/ports.mjs'
import { prepareDatabase, startProduct } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { startServices } from '../../lib/services.mjs'
import { provideAccounts } from '../lib/accounts.mjs'
import { openApi, signIn } from '../lib/api-client.mjs'
import { build, built } from '../lib/built.mjs'
import { freshDataDir } from '../lib/fresh-dir.mjs'
import { quantile, rounded } from '../lib/numbers.mjs'
import { matterFrom, placesFrom, TOPICS } from './call-texts.mjs'
import { fillSignatures } from './fill-signatures.mjs'

export const HELP = `npm run bench -- duplicates [options]

  边填边查重复的速度（150 毫秒以内）：库里有一百万件可查的工单，经 HTTP 问“可能是同一件事的”，文字从几个字到写完。
  How fast likely duplicates are found over HTTP among a million cases, with texts from a few characters to the whole; how many of the cases
  really filed are found by another caller's words; and how long after its filing a case can be found.

  --json         结果为一行 JSON · the result as one line of JSON
  --cases N      可查的工单，默认 1000000
  --asked N      问多少件（每件问四次：20、40、80 字和写完），默认 150
  --clients N    同时在问的话务员，默认 1
  --no-build     不重新构建 · measure what was built before
  --help`

const TARGET_MS = 150
const PREFIXES = [20, 40, 80, Infinity]
const LAGS = 20

function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string', default: '1000000' }, asked: { type: 'string', default: '150' }, clients: { type: 'string', default: '1' }, 'no-build': { type: 'boolean', default: false },
    },
  })
  const natural = (name, least, most) => {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < least || value > most) throw new PlainError(`--${name}: ${least}…${most}`)
    return value
  }
  return { cases: natural('cases', 100, 20_000_000), asked: natural('asked', 10, 5_000), clients: natural('clients', 1, 100), noBuild: values['no-build'] }
}

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][], ok: boolean }>} */
export async function benchDuplicates(args) {
  const options = optionsOf(args)
  const services = await startServices({ dataDir: await freshDataDir('bench-duplicates'), durable: false })
  if (!options.noBuild) await build(services)
  await prepareDatabase(services, { demo: false })
  const accounts = await provideAccounts(services)
  const cityCode = services.env.TONGBAN_CITY
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: 2, application_name: 'tongban-bench-duplicates' })
  pool.on('error', () => {})
  const { Chance } = await built('apps/worker/dist/demo/chance.js')
  const domain = await built('libs/duplicate/dist/domain/index.js')
  const chance = new Chance(20_261_122)
  const places = await placesFrom((sql, values) => pool.query(sql, values), cityCode)
  const product = await startProduct(services, { port: await freePort() })
  const api = openApi(product.address, { connections: options.clients + 1 })
  const operator = await signIn(api, accounts.find(({ userName }) => userName === 'operator1') ?? accounts.find(({ roleZh }) => roleZh === '话务员') ?? accounts[0])
  const categories = await categoriesOf(operator)

  const filled = await say.step(`${options.cases} 件可查 · cases to be found`, (update) =>
    fillSignatures(pool, domain, { cityCode, count: options.cases, chance, places, categories, now: Date.now() }, update))
  // Counts written past the product: each process looks every ten seconds how rare each gram is.
  await say.step('等各进程读到字频 · until every process knows the counts', () => sleep(12_000))
  const sizes = (await pool.query(
    `SELECT pg_table_size('duplicate_signature') AS table_bytes, pg_relation_size('duplicate_signature_keys') AS keys_bytes, pg_indexes_size('duplicate_signature') AS index_bytes`)).rows[0]

  const file = async (matter, description = matter.say()) => {
    const body = {
      caller: { phone: `138${String(Math.floor(chance.next() * 1e8)).padStart(8, '0')}`, name: null, sealed: false, wantsCallback: true }, channel: 'phone', caseType: 'help',
      description, placeText: matter.place.spoken, categoryCode: categories.get(matter.topic),
    }
    const { status, body: answer } = await operator.send('POST', '/cases', { body, key: `bench-${randomUUID()}` })
    if (status !== 201) throw new Error(`POST /cases answered ${status} ${answer?.code} ${answer?.detail}`)
    return { matter, caseId: answer.caseId, said: description }
  }
  const find = async (description, matter) => {
    const begin = performance.now()
    const { status, body } = await operator.send('POST', '/duplicates/find', { body: { description, placeText: matter.place.spoken, categoryCode: categories.get(matter.topic) } })
    if (status !== 200) throw new Error(`POST /duplicates/find answered ${status} ${body?.code} ${body?.detail}`)
    return { ms: performance.now() - begin, ...body }
  }

  const lags = await say.step('登记后多久能查到 · from filing to being found', async () => {
    const measured = []
    for (let index = 0; index < LAGS; index += 1) {
      const matter = matterFrom(chance, places)
      const words = matter.say()
      const { caseId } = await file(matter, words)
      const begin = performance.now()
      for (;;) {
        if ((await find(words, matter)).items.some((item) => item.case.id === caseId)) break
        if (performance.now() - begin > 30_000) throw new PlainError('登记后三十秒还查不到 · not found thirty seconds after it was filed')
        await sleep(20)
      }
      measured.push(performance.now() - begin)
    }
    return measured
  })
  const filed = await say.step(`${options.asked} 件真正登记 · really filed`, async () => {
    const list = []
    while (list.length < options.asked) list.push(await file(matterFrom(chance, places)))
    return list
  })
  await settled(pool, cityCode, filed.at(-1).caseId)

  const asked = await say.step('查 · asking', async () => {
    const questions = filed.flatMap(({ matter, caseId }) => {
      const words = matter.say()
      return PREFIXES.map((length) => ({ matter, caseId, length, words: [...words].slice(0, length).join('') }))
    })
    for (const { words, matter } of questions.slice(0, 40)) await find(words, matter)
    const answers = []
    const client = async () => {
      for (let question = questions.shift(); question !== undefined; question = questions.shift()) {
        const answer = await find(question.words, question.matter)
        answers.push({ ...question, ms: answer.ms, gaveUp: answer.gaveUp, rank: answer.items.findIndex((item) => item.case.id === question.caseId) })
      }
    }
    await Promise.all(Array.from({ length: options.clients }, client))
    return answers
  })
  await pool.end()

  const ms = asked.map((answer) => answer.ms)
  const found = (length) => share(asked.filter((answer) => answer.length === length && answer.rank >= 0).length, options.asked)
  const result = {
    cases: options.cases, asked: asked.length, clients: options.clients, p50Ms: rounded(quantile(ms, 0.5), 1), p95Ms: rounded(quantile(ms, 0.95), 1), p99Ms: rounded(quantile(ms, 0.99), 1),
    maxMs: rounded(quantile(ms, 1), 1), gaveUp: asked.filter((answer) => answer.gaveUp).length,
    foundByOtherWords: found(Infinity), foundAfter: { 20: found(20), 40: found(40), 80: found(80) },
    lagMs: { p50: rounded(quantile(lags, 0.5)), max: rounded(quantile(lags, 1)) },
    meanCharacters: filled.meanCharacters, tableMb: mb(sizes.table_bytes), keysIndexMb: mb(sizes.keys_bytes), indexesMb: mb(sizes.index_bytes),
  }
  return { result, table: tableFor(result), ok: result.p99Ms <= TARGET_MS }
}

async function categoriesOf(operator) {
  const categories = new Map()
  for (const { topic, text } of TOPICS) {
    const { body } = await operator.send('POST', '/intake/suggestions', { body: { description: text } })
    categories.set(topic, body.categories[0]?.code ?? null)
  }
  return categories
}

/** Until the last one filed has its signature. */
async function settled(pool, cityCode, caseId) {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rowCount } = await pool.query('SELECT 1 FROM duplicate_signature WHERE city_code = $1 AND case_id = $2', [cityCode, caseId])
    if (rowCount === 1) return
    await sleep(100)
  }
  throw new PlainError('一分钟后仍未写入 · not written after a minute')
}

const mb = (bytes) => rounded(Number(bytes) / 1_048_576)
const share = (part, whole) => (whole === 0 ? null : rounded(part / whole, 4))

const tableFor = (result) => [
  ['重复 · duplicates', ''],
  ...Object.entries(result).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
]
