import type { OnModuleInit } from '@nestjs/common'
import { EventConsumer, type EventConsumers } from './event-consumer.js'

/**
 * The worker that hears that what every process holds in memory has changed reads it at once; the others look by themselves every few seconds
 * (`Freshness`). Nothing is written: a repeat reads once more.
 */
export abstract class ReloadingListener extends EventConsumer implements OnModuleInit {
  override readonly eventTypes: readonly string[]

  protected constructor(
    private readonly consumers: EventConsumers,
    override readonly name: string,
    eventType: string,
    private readonly held: { reload(): Promise<void> },
  ) {
    super()
    this.eventTypes = [eventType]
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override handle(): Promise<void> {
    return Promise.resolve()
  }

  override afterCommit(): Promise<void> {
    return this.held.reload()
  }
}
