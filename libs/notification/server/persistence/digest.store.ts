import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant, type PlainDate } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement, type Tx } from '@tongban/platform/server'
import type { OuterChannel } from '../../contract/index.js'

export type Gathered = { readonly userId: string; readonly channel: OuterChannel; readonly title: string }

const MADE = statement<{ day: string }>('notification.digest_made', `SELECT day FROM notification_digest WHERE city_code = $1 AND day = $2::date`)
const MAKE = statement<{ day: string }>(
  'notification.make_digest',
  `INSERT INTO notification_digest (city_code, day, people, made_at) VALUES ($1, $2::date, $3, $4) ON CONFLICT DO NOTHING RETURNING day`,
)
// Index notification_delivery_gathered.
const TAKE_GATHERED = statement<{ user_id: string; channel: OuterChannel; title: string }>(
  'notification.take_gathered',
  `WITH due AS MATERIALIZED (SELECT id FROM notification_delivery WHERE city_code = $1 AND state = 'gathered' ORDER BY user_id LIMIT 5000 FOR UPDATE SKIP LOCKED),
   taken AS (
     UPDATE notification_delivery d SET state = 'sent', sent_at = $2, answer = 'in the digest of the day' FROM due WHERE d.city_code = $1 AND d.id = due.id
     RETURNING d.user_id, d.channel, d.message_id)
   SELECT t.user_id, t.channel, m.title FROM taken t JOIN notification_message m ON m.city_code = $1 AND m.id = t.message_id ORDER BY t.user_id, m.created_at, m.id`,
)

/** Whether the digest of a day has been made, and what was gathered for it. */
@Injectable()
export class DigestStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async isMade(day: PlainDate): Promise<boolean> {
    return (await this.database.run(MADE, [this.config.cityCode, day])).length > 0
  }

  /** False: another worker was faster. */
  async make(tx: Tx, day: PlainDate, people: number, now: Instant): Promise<boolean> {
    return (await tx.run(MAKE, [this.config.cityCode, day, people, isoOf(now)])).length > 0
  }

  async takeGathered(tx: Tx, now: Instant): Promise<Gathered[]> {
    const rows = await tx.run(TAKE_GATHERED, [this.config.cityCode, isoOf(now)])
    return rows.map((row) => ({ userId: row.user_id, channel: row.channel, title: row.title }))
  }
}
