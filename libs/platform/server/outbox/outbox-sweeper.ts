import type { Logger } from 'pino'
import type { Database } from '../database/database.js'
import { statement } from '../database/statement.js'
import type { Metrics } from '../metrics.js'
import { type DeliveredEvent, type EventConsumers, wants } from './event-consumer.js'
import { deliveredOf, type OutboxRelay } from './outbox-relay.js'

type UnsettledRow = { id: number; type: string; subject_id: string; occurred_at: number; data: Record<string, unknown>; trace_id: string; sweeps: number; consumers: string[] }

// Index outbox_event_unsettled (city_code, id) WHERE published_at IS NOT NULL AND settled_at IS NULL.
const UNSETTLED = statement<UnsettledRow>(
  'platform.sweep_unsettled',
  `SELECT e.id, e.type, e.subject_id, e.occurred_at, e.data, e.trace_id, e.sweeps,
          coalesce((SELECT array_agg(c.consumer) FROM outbox_consumed c WHERE c.city_code = e.city_code AND c.event_id = e.id), '{}') AS consumers
   FROM outbox_event e
   WHERE e.city_code = $1 AND e.published_at IS NOT NULL AND e.settled_at IS NULL AND e.published_at < now() - make_interval(secs => $2 * power(1.25, greatest(least(e.sweeps, 35) - 10, 0)))
     AND e.sweeps < $4
   ORDER BY e.id LIMIT $3`,
)
const SETTLE = statement('platform.sweep_settle', `UPDATE outbox_event SET settled_at = now() WHERE city_code = $1 AND id = ANY($2::bigint[])`)
const COUNT_SWEEP = statement('platform.sweep_count', `UPDATE outbox_event SET sweeps = sweeps + 1, published_at = now() WHERE city_code = $1 AND id = ANY($2::bigint[])`)
const FORGET = statement(
  'platform.sweep_forget',
  `WITH old AS (DELETE FROM outbox_event WHERE city_code = $1 AND id IN (
     SELECT id FROM outbox_event WHERE city_code = $1 AND settled_at < now() - interval '7 days' ORDER BY id LIMIT 5000) RETURNING id)
   DELETE FROM outbox_consumed c USING old WHERE c.city_code = $1 AND c.event_id = old.id`,
)

// Index outbox_event_unpublished: as many rows as wait, a handful.
const COUNT_UNPUBLISHED = statement<{ waiting: number }>(
  'platform.count_unpublished',
  `SELECT count(*) AS waiting FROM outbox_event WHERE city_code = $1 AND published_at IS NULL`,
)

const BATCH = 1_000
const MAX_SWEEPS = 100

export type SweeperParts = {
  readonly database: Database
  readonly consumers: EventConsumers
  readonly relay: OutboxRelay
  readonly cityCode: string
  readonly metrics: Metrics
  readonly logger: Logger
}

/**
 * Makes Redis expendable: an event that some consumer has not recorded within `graceSeconds` of being queued is queued again.
 * Ten times at once, then ever more rarely, at last every three quarters of an hour: a fault that is mended within two days loses nothing.
 * Ends: after MAX_SWEEPS it stays in the table as unsettled for a person to look at, and the log says so.
 */
export class OutboxSweeper {
  constructor(
    private readonly parts: SweeperParts,
    private readonly graceSeconds = 10,
  ) {}

  /** Returns how many events were queued again. */
  async sweep(): Promise<number> {
    await this.measureBacklog()
    const rows = await this.parts.database.run(UNSETTLED, [this.parts.cityCode, this.graceSeconds, BATCH, MAX_SWEEPS])
    if (rows.length === 0) return 0
    const missing = new Map<string, DeliveredEvent[]>()
    const settled: number[] = []
    const again: number[] = []
    for (const row of rows) {
      const waitingFor = this.parts.consumers.all().filter((consumer) => wants(consumer, row.type) && !row.consumers.includes(consumer.name))
      if (waitingFor.length === 0) settled.push(row.id)
      else again.push(row.id)
      for (const consumer of waitingFor) missing.set(consumer.name, [...(missing.get(consumer.name) ?? []), deliveredOf(row)])
    }
    if (settled.length > 0) await this.parts.database.run(SETTLE, [this.parts.cityCode, settled])
    for (const [consumer, events] of missing) await this.parts.relay.enqueue(consumer, events)
    if (again.length > 0) {
      await this.parts.database.run(COUNT_SWEEP, [this.parts.cityCode, again])
      this.parts.logger.warn({ events: again.length }, 'events queued again: a consumer had not recorded them')
      const givenUp = rows.filter(({ id, sweeps }) => again.includes(id) && sweeps + 1 >= MAX_SWEEPS)
      if (givenUp.length > 0) this.parts.logger.error({ events: givenUp.map(({ id, type }) => ({ id, type })) }, 'events given up after their last sweep: a person must look at them')
    }
    return again.length
  }

  private async measureBacklog(): Promise<void> {
    const [row] = await this.parts.database.run(COUNT_UNPUBLISHED, [this.parts.cityCode])
    this.parts.metrics.outboxLag.set(row?.waiting ?? 0)
  }

  /** Drops what every consumer recorded more than seven days ago. */
  async forgetOld(): Promise<void> {
    await this.parts.database.run(FORGET, [this.parts.cityCode])
  }
}
