import type { Tx } from '../database/database.js'

/** An event as a consumer receives it. `id` is the outbox row; (consumer, id) is consumed once. */
export type DeliveredEvent = {
  readonly id: number
  readonly type: string
  readonly subjectId: string
  readonly at: number
  readonly data: Readonly<Record<string, unknown>>
  readonly traceId: string
}

/**
 * A context's listener. Handles a handful of events in one transaction together with the record that it has consumed them;
 * order between cases is not promised, so a consumer re-reads what is true now instead of believing the event's order.
 */
export abstract class EventConsumer {
  /** Stable name, `context.purpose`; it is part of a key. */
  abstract readonly name: string
  /** Event types it wants; `*` for all. */
  abstract readonly eventTypes: readonly string[]
  abstract handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void>
  /** After the transaction has committed: pushes and alarms that need no transaction. May be repeated, may be lost with the process. */
  afterCommit(_events: readonly DeliveredEvent[]): Promise<void> {
    return Promise.resolve()
  }
}

export const wants = (consumer: EventConsumer, type: string): boolean => consumer.eventTypes.includes('*') || consumer.eventTypes.includes(type)

/** Contexts register here when their module starts; relay and runner read it. */
export class EventConsumers {
  private readonly byName = new Map<string, EventConsumer>()

  register(consumer: EventConsumer): void {
    if (this.byName.has(consumer.name)) throw new Error(`Two consumers are called ${consumer.name}`)
    this.byName.set(consumer.name, consumer)
  }

  all(): readonly EventConsumer[] {
    return [...this.byName.values()]
  }
}
