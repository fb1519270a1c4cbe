import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

const FILERS = 4
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** What becomes of a case, in shares: most are handled at once, some only when their clocks run out or have run out, some never. */
const FATES = [
  { fate: 'handled', share: 0.5 },
  { fate: 'at_the_last_moment', share: 0.2 },
  { fate: 'left_lying', share: 0.3 },
]

const between = (from, to) => from + Math.random() * (to - from)
const pick = (items) => items[Math.floor(Math.random() * items.length)]

/**
 * Filing and handling as several people do it, over HTTP, until told to stop. Every command has its own idempotency key, kept through all
 * repeats.
 */
export class Load {
  /** @type {Set<Promise<void>>} */
  #lives = new Set()
  #filers = []
  #stopping = new AbortController()
  #filed = 0
  failure = null

  /**
   * @param {object} parts
   * @param {import('./ledger.mjs').Ledger} parts.ledger
   * @param {Record<'operators' | 'dispatchers' | 'reviewers' | 'agents', import('../../bench/lib/api-client.mjs').Session[]>} parts.people
   * @param {Map<string, import('../../bench/lib/api-client.mjs').Session>} parts.handlers by unit id
   * @param {() => object} parts.nextCall
   */
  constructor({ ledger, people, handlers, nextCall }) {
    Object.assign(this, { ledger, people, handlers, nextCall })
  }

  start() {
    for (let index = 0; index < FILERS; index++) this.#filers.push(this.#keepFiling())
  }

  /** No new case; what is under way comes to its next answer and stops there. */
  async stop() {
    this.ledger.stopped = true
    this.#stopping.abort()
    await Promise.all(this.#filers)
    await Promise.all(this.#lives)
  }

  async #keepFiling() {
    while (!this.#stopping.signal.aborted) {
      const life = this.#file().catch((error) => { this.failure ??= error })
      this.#lives.add(life)
      void life.then(() => this.#lives.delete(life))
      await this.#pause(150, 400)
    }
  }

  /** @returns {Promise<boolean>} false when the run is ending */
  async #pause(from, to) {
    await sleep(between(from, to), undefined, { signal: this.#stopping.signal }).catch(() => {})
    return !this.#stopping.signal.aborted
  }

  #ask(kind, person, path, body, caseId) {
    return this.ledger.insist({ kind, person, method: 'POST', path, body, caseId, key: randomUUID() })
  }

  async #file() {
    const operator = pick(this.people.operators)
    const serial = String((this.#filed += 1)).padStart(6, '0')
    const call = this.nextCall()
    // The mark says afterwards which cases one request made.
    const filed = await this.#ask('file', operator, '/cases', { ...call, title: `${call.description.slice(0, 40)} #${serial}` })
    if (filed === null) return
    await this.#live(filed, operator)
  }

  async #live({ caseId, status, dispatch }, operator) {
    let roll = Math.random()
    const { fate } = FATES.find(({ share }) => (roll -= share) < 0) ?? FATES[0]
    if (status === 'awaiting_dispatch') {
      if (fate === 'left_lying' || !(await this.#pause(100, 2_000))) return
      const leadUnitId = dispatch?.lead?.id ?? pick([...this.handlers.keys()])
      if ((await this.#ask('dispatch', pick(this.people.dispatchers), `/cases/${caseId}/dispatch`, { leadUnitId }, caseId)) === null) return
    } else if (status !== 'in_progress') return
    if (fate === 'left_lying') return
    // Around the moment the sign clock runs out: settling and firing meet.
    if (!(await (fate === 'at_the_last_moment' ? this.#pause(57_000, 63_000) : this.#pause(100, 3_000)))) return
    const page = await this.ledger.read(operator, `/cases/${caseId}`)
    const lead = page?.assignments.find((item) => item.role === 'lead' && item.status === 'dispatched')
    const handler = lead && this.handlers.get(lead.unit.id)
    if (handler) await this.#handle(caseId, lead.id, handler, page.evidenceRequired)
  }

  async #handle(caseId, assignmentId, handler, evidenceRequired) {
    const step = async (kind, body) => {
      const done = await this.#ask(kind, handler, `/assignments/${assignmentId}/${kind}`, body, caseId)
      return done !== null && this.#pause(50, 1_500)
    }
    const upload = () => this.ledger.insist({ kind: 'upload', person: handler, method: 'POST', path: '/attachments', file: PHOTO })
    const reply = async () => {
      const photo = evidenceRequired ? await upload() : null
      if (evidenceRequired && photo === null) return false
      return step('reply', {
        text: '已到现场处理完毕，恢复正常，并已告知来电人。', attachmentIds: photo === null ? [] : [photo.id],
        // An emergency has assists from the start, and nobody of this load answers for them.
        openAssistReason: '协办单位另行答复，先回复群众',
      })
    }
    if (!(await step('sign', {}))) return
    if (!(await step('contact', { reached: true, method: 'phone', note: '已电话联系，约定当日到现场' }))) return
    if (!(await reply())) return
    const reviewer = pick(this.people.reviewers)
    if (Math.random() < 0.2) {
      const back = await this.#ask('send_back', reviewer, `/cases/${caseId}/review`, { verdict: 'send_back', remarks: '请说明处理的具体地点' }, caseId)
      if (back === null || !(await this.#pause(50, 1_500)) || !(await reply())) return
    }
    const passed = await this.#ask('pass', reviewer, `/cases/${caseId}/review`, { verdict: 'pass' }, caseId)
    if (passed === null || passed.status !== 'awaiting_callback' || !(await this.#pause(50, 1_500))) return
    await this.#callBack(caseId)
  }

  async #callBack(caseId) {
    const agent = pick(this.people.agents)
    const claimed = await this.ledger.insist({ kind: 'claim', person: agent, method: 'POST', path: `/cases/${caseId}/callback/claim`, caseId })
    if (claimed === null || !(await this.#pause(50, 500))) return
    const happy = Math.random() < 0.85
    const answers = { contacted: true, resolved: happy, satisfaction: happy ? 'satisfied' : 'dissatisfied', truthful: true }
    await this.#ask('callback', agent, `/cases/${caseId}/callback`, { result: 'answered', answers, note: '' }, caseId)
  }
}
