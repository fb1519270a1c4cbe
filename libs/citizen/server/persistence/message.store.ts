import { Inject, Injectable } from '@nestjs/common'
import { IdGen, isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import { Database, FieldCipher, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { MessageKind } from '../../contract/index.js'

type ClaimedRow = { id: string; case_id: string; text_cipher: Buffer; attempts: number; useful_until: number | null; may_wait: boolean }

const QUEUE = statement(
  'citizen.queue_message',
  `INSERT INTO citizen_message (city_code, id, case_id, kind, step, text_cipher, state, next_at, useful_until, created_at, may_wait)
   VALUES ($1, $2, $3, $4, $5, $6, 'queued', $9, $8, $7, $10) ON CONFLICT ON CONSTRAINT citizen_message_once DO NOTHING`,
)
// Index citizen_message_queued. Whoever takes a message has it until the lease ends; a process that dies gives it back by that. In quiet hours ($5) only what may not wait.
const CLAIM = statement<ClaimedRow>(
  'citizen.claim_messages',
  `WITH due AS MATERIALIZED (
     SELECT id FROM citizen_message WHERE city_code = $1 AND state = 'queued' AND next_at <= $2::timestamptz AND (NOT $5::boolean OR NOT may_wait)
     ORDER BY next_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
   UPDATE citizen_message m SET attempts = m.attempts + 1, next_at = $3 FROM due WHERE m.city_code = $1 AND m.id = due.id
   RETURNING m.id, m.case_id, m.text_cipher, m.attempts, m.useful_until, m.may_wait`,
)
const SENT = statement('citizen.message_sent', `UPDATE citizen_message SET state = 'sent', sent_at = $3, failure = NULL WHERE city_code = $1 AND id = $2 AND state = 'queued'`)
const AGAIN = statement('citizen.message_again', `UPDATE citizen_message SET next_at = $3, failure = $4 WHERE city_code = $1 AND id = $2 AND state = 'queued'`)
const FAILED = statement('citizen.message_failed', `UPDATE citizen_message SET state = 'failed', failure = $3 WHERE city_code = $1 AND id = $2 AND state = 'queued'`)
// Index citizen_message_age.
const FORGET = statement('citizen.forget_messages', `DELETE FROM citizen_message WHERE city_code = $1 AND created_at < $2::timestamptz`)

const LONGEST_FAILURE = 200

export type NewMessage = {
  readonly caseId: string
  readonly kind: MessageKind
  /** What of the case it tells of; a second message of this kind about it is not made. */
  readonly step: string
  readonly text: string
  readonly usefulUntil?: Instant
  /** Until the end of the quiet hours. A code somebody is waiting for does not. */
  readonly mayWait?: boolean
}

export type ClaimedMessage = {
  readonly id: string; readonly caseId: string; readonly text: string; readonly attempts: number; readonly usefulUntil: number | null; readonly mayWait: boolean
}

/** Messages to citizens, from queued to sent or failed. */
@Injectable()
export class MessageStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FieldCipher) private readonly cipher: FieldCipher,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** In the transaction that makes it true. `from`: not before; what may wait is given the end of the quiet hours. */
  async queue(tx: Tx, { caseId, kind, step, text, usefulUntil, mayWait = false }: NewMessage, now: Instant, from: Instant = now): Promise<void> {
    const id = this.ids.next()
    await tx.run(QUEUE, [this.config.cityCode, id, caseId, kind, step, this.cipher.encrypt(text, id), isoOf(now), isoOrNull(usefulUntil ?? null), isoOf(from), mayWait])
  }

  async claim(now: Instant, leaseUntil: Instant, limit: number, quiet = false): Promise<ClaimedMessage[]> {
    const rows = await this.database.run(CLAIM, [this.config.cityCode, isoOf(now), isoOf(leaseUntil), limit, quiet])
    return rows.map((row) => ({
      id: row.id, caseId: row.case_id, text: this.cipher.decrypt(row.text_cipher, row.id), attempts: row.attempts, usefulUntil: row.useful_until,
      mayWait: row.may_wait,
    }))
  }

  async sent(id: string, now: Instant): Promise<void> {
    await this.database.run(SENT, [this.config.cityCode, id, isoOf(now)])
  }

  async tryAgain(id: string, at: Instant, failure: string): Promise<void> {
    await this.database.run(AGAIN, [this.config.cityCode, id, isoOf(at), failure.slice(0, LONGEST_FAILURE)])
  }

  async failed(id: string, failure: string): Promise<void> {
    await this.database.run(FAILED, [this.config.cityCode, id, failure.slice(0, LONGEST_FAILURE)])
  }

  async forgetBefore(before: Instant): Promise<void> {
    await this.database.run(FORGET, [this.config.cityCode, isoOf(before)])
  }
}
