import type { Logger } from 'pino'
import type { Database } from '../database/database.js'
import { statement } from '../database/statement.js'
import type { Metrics } from '../metrics.js'
import { StoreUnavailable } from '../refused.js'
import { withTrace } from '../trace.js'
import type { DeliveredEvent, EventConsumer } from './event-consumer.js'

const CLAIM = statement<{ event_id: number }>(
  'platform.claim_consumed',
  `INSERT INTO outbox_consumed (city_code, consumer, event_id)
   SELECT $1, $2, unnest($3::bigint[]) ON CONFLICT DO NOTHING RETURNING event_id`,
)

/** Runs one consumer over delivered events: once in effect, however often they come. */
export class ConsumerRunner {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
    private readonly cityCode: string,
  ) {}

  /** When the events fail together, each is tried alone, so that one poisoned event does not hold the rest; its error is then thrown. */
  async run(consumer: EventConsumer, events: readonly DeliveredEvent[]): Promise<void> {
    try {
      await this.once(consumer, events)
    } catch (error) {
      // A store that is away is away for each of them: the queue tries again.
      if (events.length === 1 || error instanceof StoreUnavailable) throw error
      let failure: unknown
      for (const event of events) {
        await this.once(consumer, [event]).catch((reason: unknown) => {
          failure = reason
          this.logger.error({ err: reason, consumer: consumer.name, eventId: event.id }, 'event not consumed')
        })
      }
      if (failure !== undefined) throw failure
    }
  }

  private async once(consumer: EventConsumer, events: readonly DeliveredEvent[]): Promise<void> {
    const traceId = events[0]?.traceId ?? 'none'
    await withTrace(traceId, async () => {
      const fresh = await this.database.transaction(async (tx) => {
        const claimed = new Set((await tx.run(CLAIM, [this.cityCode, consumer.name, events.map((event) => event.id)])).map((row) => row.event_id))
        const toHandle = events.filter((event) => claimed.has(event.id))
        if (toHandle.length > 0) await consumer.handle(toHandle, tx)
        return toHandle
      })
      this.metrics.eventsConsumed.inc({ consumer: consumer.name, outcome: 'handled' }, fresh.length)
      this.metrics.eventsConsumed.inc({ consumer: consumer.name, outcome: 'repeated' }, events.length - fresh.length)
      if (fresh.length > 0) {
        await consumer.afterCommit(fresh).catch((error: unknown) => this.logger.warn({ err: error, consumer: consumer.name }, 'after-commit step failed'))
        this.logger.debug({ consumer: consumer.name, events: fresh.map((event) => event.id) }, 'events consumed')
      }
    })
  }
}
