import { Inject, Injectable } from '@nestjs/common'
import { IdGen, isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import { Database, FieldCipher, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { MessageKind } from '../../contract/index.js'

type ClaimedRow = { id: string; case_id: string; text_cipher: Buffer; attempts: number; useful_until: number | null }

const QUEUE = statement(
  'citizen.queue_message',
  `INSERT INTO citizen_message (city_code, id, case_id, kind, step, text_cipher, state, next_at, useful_until, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $7) ON CONFLICT ON CONSTRAINT citizen_message_once DO NOTHING`,
)
// Index citizen_message_queued. Whoever takes a message has it until the lease ends; a process that dies gives it back by that.
const CLAIM = statement<ClaimedRow>(
  'citizen.claim_messages',
  `UPDATE citizen_message SET attempts = attempts + 1, next_at = $3
   WHERE city_code = $1 AND id IN (
     SELECT id FROM citizen_message WHERE city_code = $1 AND state = 'queued' AND next_at <= $2::timestamptz ORDER BY next_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
   RETURNING id, case_id, text_cipher, attempts, useful_until`,
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
}

export type ClaimedMessage = { readonly id: string; readonly caseId: string; readonly text: string; readonly attempts: number; readonly usefulUntil: number | null }

/** Messages to citizens, from queued to sent or failed. */
@Injectable()
export class MessageStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FieldCipher) private readonly cipher: FieldCipher,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /** In the transaction that makes it true. */
  async queue(tx: Tx, { caseId, kind, step, text, usefulUntil }: NewMessage, now: Instant): Promise<void> {
    const id = this.ids.next()
    await tx.run(QUEUE, [this.config.cityCode, id, caseId, kind, step, this.cipher.encrypt(text, id), isoOf(now), isoOrNull(usefulUntil ?? null)])
  }

  async claim(now: Instant, leaseUntil: Instant, limit: number): Promise<ClaimedMessage[]> {
    const rows = await this.database.run(CLAIM, [this.config.cityCode, isoOf(now), isoOf(leaseUntil), limit])
    return rows.map((row) => ({
      id: row.id, caseId: row.case_id, text: this.cipher.decrypt(row.text_cipher, row.id), attempts: row.attempts, usefulUntil: row.useful_until,
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
