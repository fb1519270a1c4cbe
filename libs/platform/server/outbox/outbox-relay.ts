import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Database } from '../database/database.js'
import { statement } from '../database/statement.js'
import type { Metrics } from '../metrics.js'
import { type DeliveredEvent, type EventConsumer, type EventConsumers, wants } from './event-consumer.js'

type EventRow = { id: number; type: string; subject_id: string; occurred_at: number; data: Record<string, unknown>; trace_id: string }

// Index outbox_event_unpublished (city_code, id) WHERE published_at IS NULL. Citus wants the city in SKIP LOCKED statements.
const TAKE = statement<EventRow>(
  'platform.relay_take',
  `SELECT id, type, subject_id, occurred_at, data, trace_id FROM outbox_event
   WHERE city_code = $1 AND published_at IS NULL ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
)
const MARK = statement('platform.relay_mark', `UPDATE outbox_event SET published_at = now() WHERE city_code = $1 AND id = ANY($2::bigint[])`)

export const EVENT_JOB = 'events'
export type RelayParts = {
  readonly database: Database
  readonly consumers: EventConsumers
  readonly queueOf: (consumer: string) => Queue
  /** Makes the connection that hears hints; asked for once, at start. */
  readonly subscription: () => Redis
  readonly config: { readonly redisPrefix: string; readonly cityCode: string }
  readonly metrics: Metrics
  readonly logger: Logger
}

const BATCH = 500
const EVENTS_A_JOB = 50
const IDLE_MS = 200

/** Redis channel on which a process that has committed wakes the relays; losing a message costs at most IDLE_MS. */
export const outboxHintChannel = (prefix: string): string => `${prefix}:outbox`

export const deliveredOf = (row: EventRow): DeliveredEvent => ({ id: row.id, type: row.type, subjectId: row.subject_id, at: row.occurred_at, data: row.data, traceId: row.trace_id })

/**
 * Carries committed events from the outbox to BullMQ, one job per consumer and handful of events. Several relays may run:
 * each row is locked by one. A crash between queueing and marking queues twice, which consumers do not notice.
 */
export class OutboxRelay {
  private running = false
  private loop: Promise<void> = Promise.resolve()
  private wake: () => void = () => undefined

  constructor(private readonly parts: RelayParts) {}

  start(): void {
    this.running = true
    const subscription = this.parts.subscription()
    subscription.on('message', () => this.wake())
    void subscription.subscribe(outboxHintChannel(this.parts.config.redisPrefix)).catch(() => undefined)
    this.loop = this.run()
  }

  async stop(): Promise<void> {
    this.running = false
    this.wake()
    await this.loop
  }

  /** Hands what waits straight to consumers in this process, without the queue; returns how many events. For tests and simulated time. */
  async deliverHere(run: (consumer: EventConsumer, events: readonly DeliveredEvent[]) => Promise<void>): Promise<number> {
    const { database, consumers, config } = this.parts
    const rows = await database.transaction(async (tx) => {
      const taken = await tx.run(TAKE, [config.cityCode, BATCH])
      if (taken.length > 0) await tx.run(MARK, [config.cityCode, taken.map((row) => row.id)])
      return taken
    })
    const events = rows.map(deliveredOf)
    for (const consumer of consumers.all()) {
      const wanted = events.filter((event) => wants(consumer, event.type))
      if (wanted.length > 0) await run(consumer, wanted)
    }
    return rows.length
  }

  private async run(): Promise<void> {
    while (this.running) {
      try {
        const moved = await this.publishSome()
        if (moved === BATCH) continue
      } catch (error) {
        this.parts.logger.warn({ err: error }, 'relay: store or queue unavailable, trying again')
        await this.idle(1_000)
      }
      await this.idle(IDLE_MS)
    }
  }

  private idle(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  private async publishSome(): Promise<number> {
    const { database, consumers, config } = this.parts
    return database.transaction(async (tx) => {
      const rows = await tx.run(TAKE, [config.cityCode, BATCH])
      if (rows.length === 0) return 0
      const events = rows.map(deliveredOf)
      for (const consumer of consumers.all()) await this.enqueue(consumer.name, events.filter((event) => wants(consumer, event.type)))
      await tx.run(MARK, [config.cityCode, rows.map((row) => row.id)])
      return rows.length
    })
  }

  async enqueue(consumer: string, events: readonly DeliveredEvent[]): Promise<void> {
    if (events.length === 0) return
    const jobs = []
    for (let start = 0; start < events.length; start += EVENTS_A_JOB) {
      jobs.push({ name: EVENT_JOB, data: { events: events.slice(start, start + EVENTS_A_JOB) } })
    }
    await withTimeout(this.parts.queueOf(consumer).addBulk(jobs), 5_000)
  }
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer from the queue in ${ms} ms`)), ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
