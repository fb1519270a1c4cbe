import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SESSION_ENDED_TYPE } from '@tongban/access/contract'
import { instant } from '@tongban/kernel/core'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { HoldCase } from './hold-case.use-case.js'

/** Whoever signs out holds nothing any more. */
@Injectable()
export class EndedSessionListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'dispatch.ended_sessions'
  override readonly eventTypes = [SESSION_ENDED_TYPE]

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(HoldCase) private readonly hold: HoldCase,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    for (const { subjectId, data, at } of events) if (typeof data.userId === 'string') await this.hold.endSession(tx, data.userId, subjectId, instant(at))
  }
}
