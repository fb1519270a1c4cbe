/** Rows a statement of the filling. */
const PIECE = 50_000

/**
 * Open clocks as the product has them five days after a dispatch: promises of 求助, warned, with the ladder of the policy laid out and its two early
 * rungs reached, due over the coming thirty days. Nobody's case stands behind them: what is measured ends with the committed event.
 */
const FILL = `
  INSERT INTO deadline_clock (city_code, id, case_id, assignment_id, unit_id, kind, state, service_class, cause, policy_version, calendar_code, calendar_version,
    limit_amount, limit_unit, started_at, due_at, warn_at, fires_at, last_at, warned_at, warned_noticed_at, rung_at, rungs, ladder)
  SELECT $1, uuidv7(), uuidv7(), uuidv7(), 'unit-' || n % 2000, 'promise', 'running', 'help_suggestion', 'dispatched', 1, $1, 1, 5, 'work_day',
    due - interval '5 days', due, due - interval '2 days', due, due - interval '1 day', due - interval '2 days', due - interval '2 days', due,
    jsonb_build_array(jsonb_build_object('code', 'early_warning', 'at', ms - 172800000, 'noticedAt', ms - 172800000, 'policyVersion', 1),
      jsonb_build_object('code', 'key_supervision', 'at', ms - 86400000, 'noticedAt', ms - 86400000, 'policyVersion', 1)),
    jsonb_build_array(jsonb_build_object('code', 'early_warning', 'at', ms - 172800000), jsonb_build_object('code', 'key_supervision', 'at', ms - 86400000),
      jsonb_build_object('code', 'overdue', 'at', ms), jsonb_build_object('code', 'routine', 'at', ms + 86400000),
      jsonb_build_object('code', 'listed', 'at', ms + 3 * 86400000), jsonb_build_object('code', 'interview', 'at', ms + 7 * 86400000))
  FROM (SELECT n, due, round(extract(epoch FROM due) * 1000)::bigint AS ms
        FROM (SELECT n, date_trunc('milliseconds', now() + interval '1 hour' + random() * interval '30 days') AS due FROM generate_series($2::int, $3::int) AS n) AS drawn) AS dated`

/** Some of the clocks, scattered over the table, fall due one after another from a moment on (all at once when spread over nothing). */
const FALL_DUE = `
  UPDATE deadline_clock AS c SET due_at = d.due, fires_at = d.due, rung_at = d.due, started_at = d.due - interval '5 days', last_at = d.due - interval '1 day',
    warn_at = d.due - interval '2 days', warned_at = d.due - interval '2 days',
    ladder = (SELECT jsonb_agg(CASE WHEN step->>'code' = 'overdue' THEN jsonb_build_object('code', 'overdue', 'at', round(extract(epoch FROM d.due) * 1000)::bigint) ELSE step END)
              FROM jsonb_array_elements(c.ladder) AS step)
  FROM (SELECT id, to_timestamp(($3::bigint + floor((row_number() OVER () - 1) * $4::float8 / $2)) / 1000.0) AS due
        FROM (SELECT id FROM deadline_clock WHERE city_code = $1 AND overdue_at IS NULL ORDER BY md5(id::text) LIMIT $2) AS chosen) AS d
  WHERE c.city_code = $1 AND c.id = d.id`

/** @param {import('pg').Pool} pool */
export async function fillClocks(pool, cityCode, count, onProgress) {
  for (let from = 1; from <= count; from += PIECE) {
    await pool.query(FILL, [cityCode, from, Math.min(count, from + PIECE - 1)])
    onProgress(`${Math.min(count, from + PIECE - 1)}/${count}`)
  }
  await pool.query('VACUUM (ANALYZE) deadline_clock')
}

/** @returns {Promise<void>} once `count` clocks fall due from `from` (epoch ms) on, spread over `spreadMs` */
export async function fallDue(pool, cityCode, count, from, spreadMs) {
  await pool.query(FALL_DUE, [cityCode, count, from, spreadMs])
}
