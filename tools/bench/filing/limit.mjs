import pg from 'pg'
import { built } from '../lib/built.mjs'

/**
 * The mark the filing is measured against: the identical rows, one case a transaction, written by a minimal `pg` client loop.
 * One named INSERT a table with plain typed parameters, rows of one table together; no check, no look-up, no JSON to take apart.
 */

/** Every table a filing writes; in the product's order. `left out` columns are given by the database, as they are to the product. */
const TABLES = [
  { table: 'platform_idempotency', leftOut: ['created_at'], where: `result ->> 'caseId' = $2::text` },
  { table: 'case_case', leftOut: [], where: 'id = $2::uuid' },
  { table: 'case_assignment', leftOut: [], where: 'case_id = $2::uuid' },
  { table: 'case_timeline', leftOut: [], where: 'case_id = $2::uuid' },
  { table: 'audit_entry', leftOut: ['id'], where: `subject_id = $2::text AND subject_type = 'case'` },
  { table: 'outbox_event', leftOut: ['id', 'published_at', 'settled_at', 'sweeps'], where: `data ->> 'caseId' = $2::text` },
  { table: 'deadline_clock', leftOut: [], where: 'case_id = $2::uuid' },
  { table: 'callback_task', leftOut: [], where: 'case_id = $2::uuid' },
  { table: 'intake_caller', leftOut: [], where: 'case_id = $2::uuid' },
]

const asText = { getTypeParser: () => (text) => text }

/**
 * Reads back what the api really wrote for some cases, as templates to write again under other ids.
 * @param {pg.Pool} pool
 * @param {string} cityCode
 * @param {readonly string[]} caseIds
 */
export async function captureCases(pool, cityCode, caseIds) {
  const templates = []
  for (const caseId of caseIds) {
    const found = []
    for (const { table, leftOut, where } of TABLES) {
      const text = `SELECT * FROM ${table} WHERE city_code = $1 AND ${where}`
      const { rows, fields } = await pool.query({ text, values: [cityCode, caseId], types: asText })
      const columns = fields.map((field) => field.name).filter((name) => !leftOut.includes(name))
      if (rows.length > 0) found.push({ table, columns, rows })
    }
    templates.push(templateOf(caseId, found))
  }
  return templates
}

/** Cuts every value where an id of the case stands in it, so that writing it anew is a join of strings. */
function templateOf(caseId, found) {
  const rowsOf = (table) => found.find((item) => item.table === table)?.rows ?? []
  const number = rowsOf('case_case')[0].number
  const uuids = [caseId, ...rowsOf('case_assignment').map((row) => row.id), ...rowsOf('deadline_clock').map((row) => row.id)]
  const ids = [number, ...rowsOf('platform_idempotency').map((row) => row.key), ...uuids]
  const cut = new RegExp(`(${ids.join('|')})`)
  const cells = (columns, rows) =>
    rows.flatMap((row) =>
      columns.map((column) => {
        const value = row[column]
        if (value === null || !cut.test(value)) return { constant: value }
        return { parts: value.split(cut).map((part, at) => (at % 2 === 1 ? ids.indexOf(part) : part)) }
      }),
    )
  return {
    keys: ids.length - 1 - uuids.length,
    uuids: uuids.length,
    inserts: found.map(({ table, columns, rows }) => ({ ...insertOf(table, columns, rows.length), cells: cells(columns, rows) })),
  }
}

function insertOf(table, columns, count) {
  const tuple = (row) => `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join(', ')})`
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: count }, (_, row) => tuple(row)).join(', ')}`
  const text =
    table === 'audit_entry'
      ? `WITH entry AS (${insert} RETURNING city_code, id) INSERT INTO audit_unsealed (city_code, entry_id) SELECT city_code, id FROM entry`
      : insert
  return { name: `limit.${table}.${count}`, text }
}

/**
 * @param {{ databaseUrl: string, connections: number, loops: number, cityCode: string }} options
 */
export async function openLimit({ databaseUrl, connections, loops, cityCode }) {
  const { TimeOrderedIdGen, SystemClock } = await built('libs/platform/dist/server/edge.js')
  const ids = new TimeOrderedIdGen(new SystemClock())
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections, application_name: 'tongban-bench-limit' })
  // An idle connection may break when a run is stopped half way; the query that needs it says so.
  pool.on('error', () => {})
  const { rows } = await pool.query('SHOW synchronous_commit')
  if (rows[0].synchronous_commit !== 'on') throw new Error('synchronous_commit is off: this would be no limit')
  let templates = []
  let written = 0

  /** Numbers of a year nobody files in, as long as real ones. */
  const freshIds = ({ keys, uuids }) => {
    written += 1
    const number = `2999${String(written).padStart(10, '0')}`
    return [number, ...Array.from({ length: keys }, () => `limit-${ids.next()}`), ...Array.from({ length: uuids }, () => ids.next())]
  }

  async function writeOne() {
    const template = templates[written % templates.length]
    const fresh = freshIds(template)
    const filled = (part) => (typeof part === 'number' ? fresh[part] : part)
    const valueOf = ({ constant, parts }) => (parts === undefined ? constant : parts.map(filled).join(''))
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      for (const { name, text, cells } of template.inserts) await client.query({ name, text, values: cells.map(valueOf) })
      await client.query('COMMIT')
    } finally {
      client.release()
    }
  }

  return {
    pool,
    /** Takes what the api wrote for these cases as the rows to write. */
    async capture(caseIds) {
      templates = await captureCases(pool, cityCode, caseIds)
    },
    statementsACase: () => templates.map((template) => template.inserts.length + 2),
    /** Cases written within `seconds`, per second. */
    async run(seconds) {
      const begin = performance.now()
      const end = begin + seconds * 1_000
      let done = 0
      const loop = async () => {
        while (performance.now() < end) {
          await writeOne()
          if (performance.now() <= end) done += 1
        }
      }
      await Promise.all(Array.from({ length: loops }, loop))
      return { perSecond: done / seconds, done }
    },
    close: () => pool.end(),
  }
}
