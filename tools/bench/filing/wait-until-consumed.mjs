import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '../../lib/plain-error.mjs'

const POLL_MS = 300
const LONGEST_MS = 120_000

const STATE = `
  SELECT (SELECT count(*) FROM outbox_event WHERE city_code = $1 AND published_at IS NULL) AS unpublished,
         (SELECT count(*) FROM audit_unsealed WHERE city_code = $1) AS unsealed,
         (SELECT coalesce(max(event_id), 0) || ' ' || count(*) FROM outbox_consumed WHERE city_code = $1) AS consumed`

/**
 * Waits until the worker has caught up: nothing left to publish or seal, and no consumer has recorded anything between two looks.
 * So one round's events are not still being carried while the next is measured.
 * @param {import('pg').Pool} pool
 */
export async function waitUntilConsumed(pool, cityCode) {
  const end = performance.now() + LONGEST_MS
  let last = null
  for (;;) {
    const { rows } = await pool.query(STATE, [cityCode])
    const { unpublished, unsealed, consumed } = rows[0]
    if (Number(unpublished) === 0 && Number(unsealed) === 0 && consumed === last) return
    if (performance.now() > end) {
      const left = `${unpublished} events unpublished, ${unsealed} audit entries unsealed`
      throw new PlainError(`后台任务两分钟内没有跟上 · the worker has not caught up within two minutes: ${left}`)
    }
    last = consumed
    await sleep(POLL_MS)
  }
}
