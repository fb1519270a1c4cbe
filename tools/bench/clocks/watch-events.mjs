import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_MS = 20

const LAST = `SELECT coalesce(max(id), 0)::bigint AS id FROM outbox_event WHERE city_code = $1`
// Ids are given before the commit, so an earlier one may appear later: each look goes back a little.
const SINCE = `SELECT id::bigint AS id, type, subject_id AS clock, round(extract(epoch FROM occurred_at) * 1000)::bigint AS at
  FROM outbox_event WHERE city_code = $1 AND id > $2 AND type IN ('clock.overdue.v1', 'clock.rung_reached.v1')`
const BACK = 3_000

/**
 * Watches from outside for the events of clocks, as a reader sees them once they are committed: what is measured includes the commit, and at most
 * the time between two looks.
 * @param {import('pg').Pool} pool
 */
export async function watchEvents(pool, cityCode) {
  const begun = Number((await pool.query(LAST, [cityCode])).rows[0].id)
  const seen = new Map()
  let last = begun
  let stopped = false
  const watching = (async () => {
    while (!stopped) {
      const { rows } = await pool.query(SINCE, [cityCode, Math.max(begun, last - BACK)])
      const now = Date.now()
      for (const row of rows) {
        const id = Number(row.id)
        last = Math.max(last, id)
        if (!seen.has(id)) seen.set(id, { type: row.type, clock: row.clock, at: Number(row.at), seenAt: now })
      }
      await sleep(LOOK_MS)
    }
  })()
  return {
    events: () => [...seen.values()],
    overdue: () => [...seen.values()].filter(({ type }) => type === 'clock.overdue.v1'),
    async stop() {
      stopped = true
      await watching
    },
  }
}

/** What became of clocks that fell due: how late each event was, how many clocks told nothing, how many told twice. */
export function latenessOf(events, due) {
  const told = new Map()
  for (const { clock, type } of events) told.set(`${type} ${clock}`, (told.get(`${type} ${clock}`) ?? 0) + 1)
  const of = (type) => [...told.keys()].filter((key) => key.startsWith(type)).length
  return {
    ms: events.map(({ at, seenAt }) => seenAt - at),
    lost: 2 * due - of('clock.overdue.v1') - of('clock.rung_reached.v1'),
    twice: [...told.values()].filter((count) => count > 1).length,
  }
}
