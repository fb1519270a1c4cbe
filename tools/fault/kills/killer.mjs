import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf, isRunning, signalProcess } from '../../lib/process-identity.mjs'
import { PlainError } from '../../lib/plain-error.mjs'

const POLL_MS = 100
const RECOVER_WITHIN_MS = 120_000

/** A shuffled order in which every target comes as often as any other, give or take one. */
export function killOrder(targets, rounds) {
  const shuffled = () => targets.map((target) => ({ target, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ target }) => target)
  const order = []
  while (order.length < rounds) order.push(...shuffled())
  return order.slice(0, rounds)
}

/** `kill -9`, and nothing else: whoever is to bring it back has to see it by itself. @param {{ pid(): number | null }} server */
export async function killHard(server) {
  const pid = server.pid()
  if (pid === null) throw new PlainError('要终止的进程不在运行 · the process to kill is not running')
  const victim = { pid, identity: identityOf(pid) }
  signalProcess(victim, 'SIGKILL')
  while (isRunning(victim)) await sleep(5)
  return pid
}

/**
 * Waits until the service is back without a hand: the process runs anew, the api says it is ready, a case is filed, and the worker has
 * carried an event that came after that to a consumer.
 * @param {object} what
 * @param {{ pid(): number | null }} what.server
 * @param {number} what.killed its pid before
 * @param {string} what.address
 * @param {import('./ledger.mjs').Ledger} what.ledger
 * @param {number} what.killedAt
 * @param {import('pg').Pool} what.pool
 * @returns {Promise<number | null>} ms from the kill until all of it held; null when it did not come back
 */
export async function untilBack({ server, killed, address, ledger, killedAt, pool }) {
  const { last, isConsumed } = eventsOf(pool)
  let ready = null
  while (performance.now() - killedAt < RECOVER_WITHIN_MS) {
    const pid = server.pid()
    const isBack = pid !== null && pid !== killed && (await isReady(address))
    if (!isBack) ready = null
    else ready ??= await last().then((event) => ({ event, at: performance.now() }), () => null)
    if (ready !== null && ledger.lastAcknowledgedFilingAt > ready.at && (await isConsumed(ready.event))) return performance.now() - killedAt
    await sleep(POLL_MS)
  }
  return null
}

const eventsOf = (pool) => ({
  last: async () => (await pool.query('SELECT coalesce(max(id), 0) AS id FROM outbox_event')).rows[0].id,
  /** Something newer than this event; false also while PostgreSQL is away. */
  isConsumed: async (event) => {
    try {
      return (await pool.query('SELECT 1 FROM outbox_consumed WHERE event_id > $1 LIMIT 1', [event])).rows.length > 0
    } catch {
      return false
    }
  },
})

async function isReady(address) {
  try {
    const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}
