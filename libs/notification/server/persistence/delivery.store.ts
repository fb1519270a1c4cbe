import { Inject, Injectable } from '@nestjs/common'
import { instant, isoOf, type Instant } from '@tongban/kernel/core'
import { Database, FieldCipher, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { DeliveryState, OuterChannel } from '../../contract/index.js'

export type NewDelivery = {
  readonly id: string
  /** Null: a message to a citizen, whose text is not kept here. */
  readonly messageId: string | null
  readonly userId: string | null
  readonly caseId: string | null
  readonly eventType: string
  readonly channel: OuterChannel
  readonly address: string | null
  readonly addressMasked: string | null
  readonly state: DeliveryState
  readonly mayWait: boolean
  readonly nextAt: Instant
  readonly answer: string | null
}

export type Claimed = {
  readonly id: string
  readonly attempts: number
  readonly mayWait: boolean
  readonly address: string
  readonly title: string
  readonly body: string
  readonly link: string | null
  readonly eventType: string
  readonly createdAt: Instant
}

const INSERT = statement(
  'notification.insert_deliveries',
  `INSERT INTO notification_delivery (city_code, id, message_id, user_id, case_id, event_type, channel, address_cipher, address_masked, state, may_wait, next_at, answer, created_at)
   SELECT $2, r.id, r.message_id, r.user_id, r.case_id, r.event_type, r.channel, r.address_cipher, r.address_masked, r.state, r.may_wait, r.next_at, r.answer, $3
   FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, message_id uuid, user_id text, case_id uuid, event_type text, channel text, address_cipher bytea, address_masked text, state text,
     may_wait boolean, next_at timestamptz, answer text)
   ON CONFLICT DO NOTHING`,
)
type ClaimedRow = {
  id: string; attempts: number; may_wait: boolean; address_cipher: Buffer | null; title: string; body: string; link: string | null; event_type: string; created_at: Instant
}
// Index notification_delivery_waiting. Whoever takes one has it until the lease ends (next_at); who dies gives it back by that. In quiet hours ($5) only what may not wait.
// MATERIALIZED: as a mere IN, the planner may ask anew for each row, and the limit holds no more.
const CLAIM = statement<ClaimedRow>(
  'notification.claim_deliveries',
  `WITH due AS MATERIALIZED (
     SELECT id FROM notification_delivery WHERE city_code = $1 AND channel = $2 AND state = 'waiting' AND next_at <= $3::timestamptz AND (NOT $5::boolean OR NOT may_wait)
     ORDER BY may_wait, next_at, id LIMIT $6 FOR UPDATE SKIP LOCKED),
   taken AS (
     UPDATE notification_delivery d SET attempts = d.attempts + 1, next_at = $4 FROM due WHERE d.city_code = $1 AND d.id = due.id
     RETURNING d.id, d.message_id, d.attempts, d.may_wait, d.address_cipher, d.event_type, d.created_at)
   SELECT t.id, t.attempts, t.may_wait, t.address_cipher, m.title, m.body, m.link, t.event_type, t.created_at
   FROM taken t JOIN notification_message m ON m.city_code = $1 AND m.id = t.message_id`,
)
const SENT = statement(
  'notification.delivery_sent',
  `UPDATE notification_delivery SET state = 'sent', sent_at = $3, answer = $4, latency_ms = $5 WHERE city_code = $1 AND id = $2 AND state = 'waiting'`,
)
const AGAIN = statement('notification.delivery_again', `UPDATE notification_delivery SET next_at = $3, answer = $4, latency_ms = $5 WHERE city_code = $1 AND id = $2 AND state = 'waiting'`)
const ENDED = statement('notification.delivery_ended', `UPDATE notification_delivery SET state = $3, answer = $4, latency_ms = $5 WHERE city_code = $1 AND id = $2 AND state = 'waiting'`)
// A message to a citizen: its own queue is citizen's, so each try writes what came of it.
const NOTE = statement(
  'notification.note_citizen_delivery',
  `INSERT INTO notification_delivery (city_code, id, case_id, event_type, channel, address_cipher, address_masked, state, may_wait, attempts, next_at, answer, latency_ms, created_at, sent_at)
   VALUES ($1, $2, $3, 'citizen.message', 'sms', NULL, $4, $5, false, 1, $6, $7, $8, $6, $9)
   ON CONFLICT (city_code, id) DO UPDATE SET state = excluded.state, attempts = notification_delivery.attempts + 1, answer = excluded.answer, latency_ms = excluded.latency_ms, sent_at = excluded.sent_at`,
)
// Constraint notification_message_once.
const OF_SOURCE = statement<{ id: string }>(
  'notification.delivery_of_source',
  `SELECT d.id FROM notification_delivery d JOIN notification_message m ON m.city_code = d.city_code AND m.id = d.message_id WHERE m.city_code = $1 AND m.user_id = $2 AND m.source_key = $3 LIMIT 1`,
)
// Index notification_delivery_log.
const FORGET = statement<{ id: string }>(
  'notification.forget_deliveries',
  `WITH old AS MATERIALIZED (SELECT id FROM notification_delivery WHERE city_code = $1 AND created_at < $2::timestamptz ORDER BY created_at LIMIT 5000)
   DELETE FROM notification_delivery d USING old WHERE d.city_code = $1 AND d.id = old.id RETURNING d.id`,
)

const LONGEST_ANSWER = 200

/** What leaves the house, from waiting to its end. */
@Injectable()
export class DeliveryStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FieldCipher) private readonly cipher: FieldCipher,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async add(tx: Tx, deliveries: readonly NewDelivery[], now: Instant): Promise<void> {
    if (deliveries.length === 0) return
    const rows = deliveries.map((one) => ({
      id: one.id, message_id: one.messageId, user_id: one.userId, case_id: one.caseId, event_type: one.eventType, channel: one.channel,
      address_cipher: one.address === null ? null : `\\x${this.cipher.encrypt(one.address, one.id).toString('hex')}`,
      address_masked: one.addressMasked, state: one.state, may_wait: one.mayWait, next_at: isoOf(one.nextAt), answer: one.answer,
    }))
    await tx.run(INSERT, [JSON.stringify(rows), this.config.cityCode, isoOf(now)])
  }

  async claim(channel: OuterChannel, now: Instant, leaseUntil: Instant, quiet: boolean, limit: number): Promise<Claimed[]> {
    const rows = await this.database.run(CLAIM, [this.config.cityCode, channel, isoOf(now), isoOf(leaseUntil), quiet, limit])
    const claimed: Claimed[] = []
    for (const row of rows) {
      const address = this.addressOf(row)
      // One that cannot be read must not hold up those that were taken with it.
      if (address === null) await this.ended(row.id, 'failed', 'the stored address cannot be read', 0)
      else {
        claimed.push({
          id: row.id, attempts: row.attempts, mayWait: row.may_wait, address, title: row.title, body: row.body, link: row.link, eventType: row.event_type, createdAt: instant(row.created_at),
        })
      }
    }
    return claimed
  }

  private addressOf({ id, address_cipher: stored }: ClaimedRow): string | null {
    try {
      return stored === null ? '' : this.cipher.decrypt(stored, id)
    } catch {
      return null
    }
  }

  async sent(id: string, now: Instant, answer: string, latencyMs: number): Promise<void> {
    await this.database.run(SENT, [this.config.cityCode, id, isoOf(now), answer.slice(0, LONGEST_ANSWER), latencyMs])
  }

  async tryAgain(id: string, at: Instant, answer: string, latencyMs: number): Promise<void> {
    await this.database.run(AGAIN, [this.config.cityCode, id, isoOf(at), answer.slice(0, LONGEST_ANSWER), latencyMs])
  }

  async ended(id: string, state: 'failed' | 'given_up', answer: string, latencyMs: number): Promise<void> {
    await this.database.run(ENDED, [this.config.cityCode, id, state, answer.slice(0, LONGEST_ANSWER), latencyMs])
  }

  /** The delivery that was made under a source key; null when there is none. */
  async ofSource(tx: Tx, userId: string, sourceKey: string): Promise<string | null> {
    return (await tx.run(OF_SOURCE, [this.config.cityCode, userId, sourceKey]))[0]?.id ?? null
  }

  async noteCitizen(one: { id: string; caseId: string | null; addressMasked: string; state: 'sent' | 'failed'; answer: string; latencyMs: number }, now: Instant): Promise<void> {
    await this.database.run(NOTE, [
      this.config.cityCode, one.id, one.caseId, one.addressMasked, one.state, isoOf(now), one.answer.slice(0, LONGEST_ANSWER), one.latencyMs,
      one.state === 'sent' ? isoOf(now) : null,
    ])
  }

  async forgetBefore(before: Instant): Promise<number> {
    return (await this.database.run(FORGET, [this.config.cityCode, isoOf(before)])).length
  }
}
