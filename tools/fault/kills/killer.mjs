import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { identityOf, isRunning, signalProcess } from '../../lib/process-identity.mjs'
import { PlainError } from '../../lib/plain-error.mjs'

const POLL_MS = 100
const RECOVER_WITHIN_MS = 120_000

/** A shuffled order in which every target comes as often as any other, give or take one. */
export function killOrder(targets, rounds) {
  const order = []
  while (order.length < rounds) order.push(...targets.map((target) => ({ target, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ target }) => target))
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
 * Waits until the service is back without a hand: the process runs anew, the api says it is ready, and a case is filed again.
 * @param {{ server: { pid(): number | null }, killed: number, address: string, ledger: import('./ledger.mjs').Ledger, killedAt: number }} what
 * @returns {Promise<number>} ms from the kill to the first acknowledged filing after which all three held; null when it did not come back
 */
export async function untilBack({ server, killed, address, ledger, killedAt }) {
  let readyAt = null
  while (performance.now() - killedAt < RECOVER_WITHIN_MS) {
    const pid = server.pid()
    readyAt = pid !== null && pid !== killed && (await isReady(address)) ? (readyAt ?? performance.now()) : null
    if (readyAt !== null && ledger.lastAcknowledgedFilingAt > readyAt) return ledger.lastAcknowledgedFilingAt - killedAt
    await sleep(POLL_MS)
  }
  return null
}

async function isReady(address) {
  try {
    const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** F2: Redis forgets everything, running jobs and alarms included. */
export async function emptyRedis(url) {
  const redis = new Redis(url, { maxRetriesPerRequest: 3, lazyConnect: true })
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.flushall()
  } finally {
    redis.disconnect()
  }
}
