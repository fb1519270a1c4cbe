import { setTimeout as sleep } from 'node:timers/promises'
import { readAccounts } from '../../lib/product.mjs'

const ASK_EVERY_MS = 500
const ANSWER_WITHIN_MS = 15_000
/** What has begun before the store went, or ends after it came back, says nothing of the time between. */
const MARGIN_MS = 1_500

/** Somebody who asks the api for things the whole time, reading and writing, and keeps what was answered while the store was away. */
export class Prober {
  #awaySince = null
  #counts = { away503: 0, withoutRetryAfter: 0, answered2xx: 0, otherErrors: 0, unanswered: 0, others: [] }
  #stop = new AbortController()
  #asking
  #headers
  #address

  constructor(address, headers) {
    this.#address = address
    this.#headers = headers
    this.#asking = this.#ask()
  }

  static async open({ product, services }) {
    const { userName, password } = readAccounts(services.env.TONGBAN_DATA_DIR).find((account) => account.userName === 'operator2')
    const answer = await fetch(`${product.address}/api/v1/session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userName, password }),
    })
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
    return new Prober(product.address, { cookie, 'x-csrf-token': (await answer.json()).csrfToken, 'content-type': 'application/json' })
  }

  during(isAway) {
    this.#awaySince = isAway ? Date.now() : null
  }

  /** ms until a read is answered with success again; null when it is not. */
  async untilBack(withinMs) {
    const begin = performance.now()
    while (performance.now() - begin < withinMs) {
      const answer = await this.#read().catch(() => null)
      if (answer?.ok === true) return performance.now() - begin
      await sleep(100)
    }
    return null
  }

  async end() {
    this.#stop.abort()
    await this.#asking
    return this.#counts
  }

  #read() {
    return fetch(`${this.#address}/api/v1/cases?limit=1`, { headers: this.#headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
  }

  #write() {
    const body = JSON.stringify({
      caller: { phone: '13947500009', name: '探测' }, caseType: 'help', description: '门前路灯不亮，请来人看看。', placeText: '', disposition: { kind: 'dispatch' },
    })
    return fetch(`${this.#address}/api/v1/cases`, { method: 'POST', headers: this.#headers, body, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
  }

  async #ask() {
    for (let turn = 0; !this.#stop.signal.aborted; turn += 1) {
      await sleep(ASK_EVERY_MS, undefined, { signal: this.#stop.signal }).catch(() => {})
      const since = this.#awaySince
      if (since === null || Date.now() - since < MARGIN_MS) continue
      await this.#one(turn % 2 === 0 ? () => this.#read() : () => this.#write(), since)
    }
  }

  async #one(ask, since) {
    try {
      const answer = await ask()
      await answer.body?.cancel()
      if (this.#awaySince !== since) return
      const counts = this.#counts
      if (answer.status === 503) {
        counts.away503 += 1
        if (!(Number(answer.headers.get('retry-after')) > 0)) counts.withoutRetryAfter += 1
      } else if (answer.ok) counts.answered2xx += 1
      else {
        counts.otherErrors += 1
        counts.others.push(answer.status)
      }
    } catch {
      if (this.#awaySince === since) this.#counts.unanswered += 1
    }
  }
}
