/**
 * The mark firing is measured against: as many due rows taken, marked and told by a minimal `pg` loop. The same rows are locked, the same columns
 * change, events of the same bytes are written; nothing is decided, no JSON is read.
 */
const TAKE = {
  name: 'limit.take',
  text: `SELECT id, fires_at::text AS fires_at FROM deadline_clock WHERE city_code = $1 AND fires_at <= now() ORDER BY fires_at, id LIMIT 500 FOR UPDATE SKIP LOCKED`,
}
const MARK = {
  name: 'limit.mark',
  text: `UPDATE deadline_clock AS c SET overdue_at = c.due_at, overdue_noticed_at = now(), last_at = c.due_at, fires_at = now() + interval '1 day', rung_at = now() + interval '1 day',
      rungs = c.rungs || $3::jsonb
    FROM unnest($2::uuid[]) AS r(id) WHERE c.city_code = $1 AND c.id = r.id`,
}
const TELL = {
  name: 'limit.tell',
  text: `INSERT INTO outbox_event (city_code, type, subject_id, occurred_at, data, trace_id)
    SELECT $1, t.type, r.id, now(), t.data::jsonb, 'limit' FROM unnest($2::text[]) AS r(id), (VALUES ('limit.overdue', $3), ('limit.rung', $4)) AS t(type, data)`,
}

/** @param {import('pg').Pool} pool @returns {Promise<number>} ms until nothing is due any more */
export async function clearByMinimalLoop(pool, cityCode, loops, samples) {
  const begin = performance.now()
  const rung = JSON.stringify([{ code: 'overdue', at: 1_800_000_000_000, noticedAt: 1_800_000_000_000, policyVersion: 1 }])
  const loop = async () => {
    const client = await pool.connect()
    try {
      for (;;) {
        await client.query('BEGIN')
        const { rows } = await client.query({ ...TAKE, values: [cityCode] })
        if (rows.length > 0) {
          const ids = rows.map(({ id }) => id)
          await client.query({ ...MARK, values: [cityCode, ids, rung] })
          await client.query({ ...TELL, values: [cityCode, ids, samples.overdue, samples.rung] })
        }
        await client.query('COMMIT')
        if (rows.length === 0) return
      }
    } finally {
      client.release()
    }
  }
  await Promise.all(Array.from({ length: loops }, loop))
  return performance.now() - begin
}
