import { quantile, rounded } from '../../bench/lib/numbers.mjs'

/** A rung that fell due within this time before the look may still be on its way. */
const GRACE_MS = 5_000

/**
 * Everything that may be told of a clock, with its moment: the warning, the due moment, and each rung of the ladder of the clock's own policy version,
 * counted here from the due moment and the offset. Offsets of the runs are minutes.
 */
const RUNGS = `
  SELECT c.id, c.finished_at, 'clock.warned.v1' AS type, '' AS rung, c.warn_at AS at, c.warned_noticed_at AS noticed_at
  FROM deadline_clock c WHERE c.city_code = $1 AND c.warn_at IS NOT NULL
  UNION ALL
  SELECT c.id, c.finished_at, 'clock.overdue.v1', '', c.due_at, c.overdue_noticed_at FROM deadline_clock c WHERE c.city_code = $1
  UNION ALL
  SELECT c.id, c.finished_at, 'clock.rung_reached.v1', step ->> 'code', moment.at,
    (SELECT to_timestamp((reached ->> 'noticedAt')::float8 / 1000) FROM jsonb_array_elements(c.rungs) reached WHERE reached ->> 'code' = step ->> 'code')
  FROM deadline_clock c
  JOIN deadline_policy p ON p.city_code = c.city_code AND p.version = c.policy_version
  CROSS JOIN LATERAL jsonb_array_elements(coalesce(p.rules -> 'ladder', '[]')) step
  CROSS JOIN LATERAL (SELECT c.due_at + make_interval(mins => coalesce((step -> 'offset' ->> 'amount')::int, 0)
      * CASE step -> 'offset' ->> 'when' WHEN 'before' THEN -1 ELSE 1 END) AS at) moment
  WHERE c.city_code = $1 AND step -> 'kinds' ? c.kind AND (step -> 'serviceClasses' = 'null' OR step -> 'serviceClasses' ? c.service_class)
    AND (step -> 'offset' ->> 'when' <> 'before' OR moment.at > c.started_at)
    AND coalesce(step -> 'offset' ->> 'unit', 'minute') = 'minute'`

/**
 * A rung is due when its moment came before the clock was settled and before now; told is an event in the outbox. Computed from the moments
 * alone, not from what the product noted about firing.
 * @param {(sql: string, ...values: unknown[]) => Promise<any[]>} rows a query of the run's city, whose code is `$1`
 */
export async function clocksOf(rows) {
  const rungs = await rows(
    `WITH rung AS (${RUNGS})
     SELECT r.type, r.rung, r.id, r.at <= coalesce(r.finished_at, now()) AS due, r.at > now() - make_interval(secs => $2) AS fresh,
       coalesce(e.told, 0) AS told, extract(epoch FROM r.noticed_at - r.at) * 1000 AS late_ms
     FROM rung r LEFT JOIN (
       SELECT subject_id, type, coalesce(data -> 'rung' ->> 'code', '') AS rung, count(*)::int AS told
       FROM outbox_event WHERE city_code = $1 AND type LIKE 'clock.%' GROUP BY 1, 2, 3
     ) e ON e.subject_id = r.id::text AND e.type = r.type AND e.rung = r.rung`,
    GRACE_MS / 1_000,
  )
  const due = rungs.filter((rung) => rung.due && (!rung.fresh || rung.told > 0))
  const late = due.filter((rung) => rung.late_ms !== null).map((rung) => Number(rung.late_ms))
  const [notes] = await rows(`
    SELECT count(*)::int AS n FROM (
      SELECT 1 FROM case_timeline WHERE city_code = $1 AND type = 'case.clock_noted.v1'
      GROUP BY data ->> 'clockId', data ->> 'what' HAVING count(*) > 1) twice`)
  const undue = rungs.filter((rung) => !rung.due && rung.told > 0)
  return {
    clocksDue: due.length,
    ladderRungsDue: due.filter(({ rung }) => rung !== '').length,
    clocksFired: due.filter((rung) => rung.told > 0).length,
    untold: due.filter((rung) => rung.told === 0).slice(0, 5).map(({ id, type, rung }) => `${id} ${type} ${rung}`),
    duplicateFirings: rungs.reduce((sum, rung) => sum + Math.max(0, rung.told - 1), 0),
    duplicateNotes: notes.n,
    firedWithoutCause: undue.length,
    undue: undue.map(({ id, type, rung }) => `${id} ${type} ${rung}`),
    latenessMs: { p50: rounded(quantile(late, 0.5)), p99: rounded(quantile(late, 0.99)), max: rounded(quantile(late, 1)) },
  }
}

/**
 * What rungs make happen: a supervision order for each order a rung was to issue, once, and no message twice in anybody's inbox. `ordersMissing`: of the
 * rungs told by `lastEvent`; what was told after it may still be on its way.
 */
export async function consequencesOf(rows, lastEvent) {
  const [orders] = await rows(`
    WITH wanted AS (
      SELECT e.id, concat_ws(':', 'clock', e.subject_id, e.data -> 'rung' ->> 'code', action ->> 'kind') AS key FROM outbox_event e
      CROSS JOIN LATERAL jsonb_array_elements(e.data -> 'rung' -> 'actions') action
      WHERE e.city_code = $1 AND e.type = 'clock.rung_reached.v1' AND action ->> 'do' = 'order'),
    issued AS (SELECT issue_key AS key, count(*)::int AS n FROM supervision_order WHERE city_code = $1 AND origin = 'ladder' GROUP BY 1)
    SELECT (SELECT count(*)::int FROM wanted WHERE id <= $2) AS wanted,
      (SELECT count(*)::int FROM wanted w WHERE id <= $2 AND NOT EXISTS (SELECT 1 FROM issued i WHERE i.key = w.key)) AS missing,
      (SELECT coalesce(sum(n - 1), 0)::int FROM issued) AS twice,
      (SELECT count(*)::int FROM issued i WHERE NOT EXISTS (SELECT 1 FROM wanted w WHERE w.key = i.key)) AS unwanted`, lastEvent)
  const [messages] = await rows(`
    SELECT count(*)::int AS told, (SELECT count(*)::int FROM (
      SELECT 1 FROM notification_message WHERE city_code = $1 GROUP BY user_id, source_key HAVING count(*) > 1) twice) AS twice
    FROM notification_message WHERE city_code = $1`)
  return {
    ordersWanted: orders.wanted, ordersMissing: orders.missing, ordersTwice: orders.twice, ordersUnwanted: orders.unwanted,
    messages: messages.told, messagesTwice: messages.twice,
  }
}
