import { built } from '../../bench/lib/built.mjs'
import { clocksOf, consequencesOf } from '../lib/clocks-of.mjs'

/** The event a command leaves in the timeline. Uploads and claims leave none. */
const EVENT_OF = {
  file: 'case.filed.v1', dispatch: 'case.dispatched.v1', sign: 'assignment.signed.v1', contact: 'assignment.contacted.v1',
  reply: 'assignment.replied.v1', send_back: 'case.review_failed.v1', pass: 'case.review_passed.v1', callback: 'case.callback_recorded.v1',
}
const PAGE = 500
/**
 * Holds the database against what was acknowledged, by the tables alone.
 * @param {import('pg').Pool} pool
 * @param {{ cityCode: string, ledger: import('./ledger.mjs').Ledger, lastEvent: string }} options `lastEvent`: what came after it may still be on its way
 */
export async function verify(pool, { cityCode, ledger, lastEvent }) {
  const rows = async (sql, ...values) => (await pool.query(sql, [cityCode, ...values])).rows
  return {
    ...(await acknowledgedThings(rows, ledger)),
    ...(await dispatches(rows)),
    ...(await clocksOf(rows)),
    ...(await consequencesOf(rows, lastEvent)),
    ...(await consumers(rows, lastEvent)),
    ...(await chains(pool, rows, cityCode)),
  }
}

const countBy = (items, keyOf) => {
  const counts = new Map()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

async function acknowledgedThings(rows, ledger) {
  const done = ledger.acknowledged()
  const cases = new Map((await rows('SELECT id, number, title, version FROM case_case WHERE city_code = $1')).map((row) => [row.id, row]))
  const uploads = new Set((await rows('SELECT id FROM case_attachment WHERE city_code = $1')).map((row) => row.id))
  const keys = new Set((await rows('SELECT key FROM platform_idempotency WHERE city_code = $1')).map((row) => row.key))
  const counted = await rows('SELECT case_id, type, count(*)::int AS n FROM case_timeline WHERE city_code = $1 GROUP BY 1, 2')
  const events = new Map(counted.map((row) => [`${row.case_id} ${row.type}`, row.n]))

  const lost = []
  for (const { kind, key, answer } of done) {
    const { body } = answer
    const stored = body.caseId === undefined ? null : cases.get(body.caseId)
    if (kind === 'upload' && !uploads.has(body.id)) lost.push(`upload ${body.id}`)
    else if (kind in EVENT_OF && (stored === undefined || stored.version < body.version)) lost.push(`${kind} of case ${body.caseId}`)
    else if (kind in EVENT_OF && !keys.has(key)) lost.push(`${kind} of case ${body.caseId}: its idempotency key`)
    else if (kind === 'file' && stored.number !== body.number) lost.push(`number ${body.number}`)
  }
  const eventKey = ({ kind, caseId, answer }) => `${caseId ?? answer?.body?.caseId} ${EVENT_OF[kind]}`
  const commands = ledger.entries.filter(({ kind, caseId }) => kind in EVENT_OF && (kind === 'file' || caseId !== undefined))
  const asked = countBy(commands, eventKey)
  const told = countBy(commands.filter((entry) => done.includes(entry)), eventKey)
  for (const [key, count] of told) if ((events.get(key) ?? 0) < count) lost.push(`${count - (events.get(key) ?? 0)} × ${key}`)

  // Rework dispatches anew by itself, so dispatches are counted by their round (below), not by who asked.
  const doubled = [...asked].filter(([key, count]) => !key.endsWith(EVENT_OF.dispatch) && (events.get(key) ?? 0) > count).map(([key]) => key)
  const marks = countBy([...cases.values()], (row) => row.title)
  for (const [title, count] of marks) if (count > 1) doubled.push(`${count} cases of one request: ${title}`)
  return {
    acknowledged: done.length, cases: cases.size, lost: lost.length, doubled: doubled.length,
    lostExamples: lost.slice(0, 5), doubledExamples: doubled.slice(0, 5),
  }
}

/** One lead and one dispatch a round. */
async function dispatches(rows) {
  const [row] = await rows(`
    SELECT count(*)::int AS n FROM (
      SELECT case_id, round::text FROM case_assignment WHERE city_code = $1 AND role = 'lead' GROUP BY case_id, round HAVING count(*) > 1
      UNION
      SELECT case_id, data ->> 'round' FROM case_timeline WHERE city_code = $1 AND type = 'case.dispatched.v1'
      GROUP BY 1, 2 HAVING count(*) > 1) twice`)
  return { doubleDispatched: row.n }
}

/**
 * Every event at every consumer that takes its type, once: a key of the table forbids twice, this looks for never. Which types a consumer
 * takes is read off what it has taken. The reports' facts show the effect: each stands at its case's version.
 */
async function consumers(rows, lastEvent) {
  const [missing] = await rows(`
    WITH takes AS (
      SELECT DISTINCT c.consumer, e.type FROM outbox_consumed c
      JOIN outbox_event e ON e.city_code = c.city_code AND e.id = c.event_id WHERE c.city_code = $1)
    SELECT count(*)::int AS n FROM outbox_event e JOIN takes t ON t.type = e.type
    WHERE e.city_code = $1 AND e.id <= $2 AND e.settled_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox_consumed c WHERE c.city_code = e.city_code AND c.event_id = e.id AND c.consumer = t.consumer)`, lastEvent)
  const [facts] = await rows(`
    SELECT count(*)::int AS n FROM case_case c LEFT JOIN reporting_case_fact f ON f.city_code = c.city_code AND f.case_id = c.id
    WHERE c.city_code = $1 AND f.version IS DISTINCT FROM c.version
      AND c.id::text NOT IN (SELECT data ->> 'caseId' FROM outbox_event WHERE city_code = $1 AND occurred_at > now() - interval '20 seconds')`)
  const [events] = await rows(
    `SELECT count(*)::int AS n, count(*) FILTER (WHERE sweeps > 0)::int AS swept, count(*) FILTER (WHERE id <= $2 AND settled_at IS NULL)::int AS waiting
     FROM outbox_event WHERE city_code = $1`,
    lastEvent,
  )
  return { waiting: events.waiting, events: events.n, eventsSwept: events.swept, unconsumed: missing.n, factsBehind: facts.n }
}

async function chains(pool, rows, cityCode) {
  const { firstBrokenLink } = await built('libs/case/dist/domain/timeline-chain.js')
  const { verifyAudit } = await built('libs/audit/dist/server/verify-audit.js')
  const { pgTypes } = await built('libs/platform/dist/server/database/database.js')
  let broken = 0
  // Clocks go on being noted: a head and its links must be of one moment, or an entry between the two reads looks like a broken chain.
  const client = await pool.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = 'SELECT id, timeline_length, timeline_hash FROM case_case WHERE city_code = $1 AND id > $2 ORDER BY id LIMIT $3'
    const { rows: heads } = await client.query(page, [cityCode, after, PAGE])
    if (heads.length === 0) break
    after = heads.at(-1).id
    const query = `SELECT case_id, seq, at, actor_id, actor_unit_id, type, data, previous_hash, hash FROM case_timeline
      WHERE city_code = $1 AND case_id = ANY($2::uuid[]) ORDER BY case_id, seq`
    const { rows: links } = await client.query({ text: query, values: [cityCode, heads.map((head) => head.id)], types: pgTypes })
    const byCase = Map.groupBy(links, (link) => link.case_id)
    for (const head of heads) {
      const entries = (byCase.get(head.id) ?? []).map((link) => ({
        caseId: link.case_id, seq: link.seq, at: link.at, actorId: link.actor_id, actorUnitId: link.actor_unit_id,
        event: { type: link.type, data: link.data }, previousHash: link.previous_hash, hash: link.hash,
      }))
      if (firstBrokenLink(entries, { length: head.timeline_length, hash: head.timeline_hash }) !== null) broken += 1
    }
  }
  await client.query('COMMIT')
  client.release()
  const tx = { run: async ({ name, sql }, values = []) => (await pool.query({ name, text: sql, values: [...values], types: pgTypes })).rows }
  const audit = await verifyAudit(tx, cityCode)
  return { brokenChains: broken, auditVerified: audit.ok, auditLinks: audit.ok ? audit.links : 0 }
}
