import { setTimeout as sleep } from 'node:timers/promises'

const SETTLE_WITHIN_MS = 480_000

/**
 * Until every event there is now is at all its consumers, and every entry of the audit log in its chain. What does not come is counted afterwards.
 * @returns {Promise<string>} the last event there was when it began
 */
export async function settle(pool, cityCode) {
  const until = performance.now() + SETTLE_WITHIN_MS
  const { rows } = await pool.query('SELECT coalesce(max(id), 0) AS last FROM outbox_event WHERE city_code = $1', [cityCode])
  for (;;) {
    const left = await pool.query(
      `SELECT (SELECT count(*)::int FROM outbox_event WHERE city_code = $1 AND id <= $2 AND settled_at IS NULL) AS events,
              (SELECT count(*)::int FROM audit_unsealed WHERE city_code = $1) AS audit`,
      [cityCode, rows[0].last],
    )
    const { events, audit } = left.rows[0]
    if ((events === 0 && audit === 0) || performance.now() > until) return rows[0].last
    await sleep(500)
  }
}
