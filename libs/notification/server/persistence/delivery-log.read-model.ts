import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import type { DeliveryState, OuterChannel } from '../../contract/index.js'

export type DeliveryLogRow = {
  id: string; user_id: string | null; case_id: string | null; event_type: string; channel: OuterChannel; address_masked: string | null; state: DeliveryState; attempts: number; next_at: Instant
  answer: string | null; latency_ms: number | null; created_at: Instant; sent_at: Instant | null; title: string | null
}
export type DeliveryLogFilter = {
  readonly channel: OuterChannel | null; readonly state: DeliveryState | null; readonly userId: string | null; readonly after: { readonly at: Instant; readonly id: string } | null; readonly limit: number
}

// Index notification_delivery_log; the filters are filters over it.
const LIST = statement<DeliveryLogRow>(
  'notification.list_deliveries',
  `SELECT d.id, d.user_id, d.case_id, d.event_type, d.channel, d.address_masked, d.state, d.attempts, d.next_at, d.answer, d.latency_ms, d.created_at, d.sent_at, m.title
   FROM notification_delivery d LEFT JOIN notification_message m ON m.city_code = d.city_code AND m.id = d.message_id
   WHERE d.city_code = $1 AND ($2::text IS NULL OR d.channel = $2) AND ($3::text IS NULL OR d.state = $3) AND ($4::text IS NULL OR d.user_id = $4)
     AND ($5::timestamptz IS NULL OR (d.created_at, d.id) < ($5, $6::uuid))
   ORDER BY d.created_at DESC, d.id DESC LIMIT $7`,
)

/** What was sent, to whom and how that went; addresses masked, never decrypted. One query a page. */
@Injectable()
export class DeliveryLog {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async list({ channel, state, userId, after, limit }: DeliveryLogFilter): Promise<DeliveryLogRow[]> {
    return this.database.run(LIST, [this.config.cityCode, channel, state, userId, after === null ? null : isoOf(after.at), after?.id ?? null, limit])
  }
}
