import { setTimeout as sleep } from 'node:timers/promises'
import { NoAnswer } from '../../bench/lib/api-client.mjs'

const RETRY_MS = 200
/** Refusals that say "somebody else was faster, look again": nothing was written, a person would press the button once more. */
const TRY_AGAIN = new Set(['CONFLICT', 'CASE_VERSION_STALE'])
const GIVE_UP_AFTER_MS = 120_000

/**
 * @typedef {object} Operation one thing somebody wants done; repeated under the same key until there is an answer
 * @property {string} kind file, dispatch, sign, …; what `verify` looks for
 * @property {import('../../bench/lib/api-client.mjs').Session} person
 * @property {string} method
 * @property {string} path
 * @property {unknown} [body]
 * @property {Buffer} [file]
 * @property {string} [key] Idempotency-Key
 * @property {string} [caseId]
 *
 * @typedef {Operation & { tries: number, unanswered: number, answer: { status: number, body: any } | null, repeatable: boolean }} Entry
 */

/** What the load asked for and what it was told: the list the database is held against afterwards. */
export class Ledger {
  /** @type {Entry[]} */
  entries = []
  /** Answers that should never be given: 500s, and refusals of what had been asked before without an answer. */
  surprises = []
  unavailable = 0
  lastAcknowledgedFilingAt = 0
  stopped = false

  /**
   * Sends until it is answered for good. Null when refused, or when the run ended first.
   * @param {Operation} operation
   */
  async insist(operation) {
    const entry = { ...operation, tries: 0, unanswered: 0, answer: null }
    this.entries.push(entry)
    const answer = await this.#answered(operation, entry)
    if (answer === null) return null
    entry.answer = answer
    if (answer.status >= 200 && answer.status < 300) {
      if (operation.kind === 'file') this.lastAcknowledgedFilingAt = performance.now()
      return answer.body
    }
    const repeated = entry.unanswered > 0 ? ' after a try without an answer' : ''
    this.surprises.push(`${operation.kind} ${answer.status} ${answer.body?.code ?? ''}${repeated}`)
    return null
  }

  /** Reads until it is answered; null when refused or when the run ended first. Not written down. */
  async read(person, path) {
    const answer = await this.#answered({ person, method: 'GET', path, kind: 'read' }, { tries: 0, unanswered: 0 })
    return answer !== null && answer.status === 200 ? answer.body : null
  }

  async #answered({ person, method, path, body, file, key, kind }, entry) {
    const begin = performance.now()
    for (;;) {
      entry.tries += 1
      try {
        const answer = await person.send(method, path, { body, file, key })
        if (answer.status === 503) this.unavailable += 1
        else if (answer.status >= 500) {
          this.surprises.push(`${kind} ${answer.status} ${answer.body?.code ?? ''}`)
          entry.unanswered += 1
        } else if (!TRY_AGAIN.has(answer.body?.code)) return answer
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        entry.unanswered += 1
      }
      if (this.stopped && performance.now() - begin > 2 * RETRY_MS) return null
      if (performance.now() - begin > GIVE_UP_AFTER_MS) {
        this.surprises.push(`${kind} was not answered within ${GIVE_UP_AFTER_MS / 1_000} s`)
        return null
      }
      await sleep(RETRY_MS * (0.5 + Math.random()))
    }
  }

  acknowledged() {
    return this.entries.filter(({ answer }) => answer !== null && answer.status >= 200 && answer.status < 300)
  }
}
