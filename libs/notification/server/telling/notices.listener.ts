import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock } from '@tongban/kernel/core'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import type { OuterChannel } from '../../contract/index.js'
import { RuleStore } from '../persistence/rule.store.js'
import { DeliverySender } from '../sending/delivery-sender.js'
import { HEARD_TYPES, NoticeReader } from './notice-reader.js'
import { Recipients } from './recipients.js'
import { TellPeople } from './tell-people.js'

@Injectable()
export class NoticesEdge {
  constructor(
    @Inject(RuleStore) readonly rules: RuleStore,
    @Inject(Clock) readonly clock: Clock,
  ) {}
}

/** Hears what happens and tells whom the matrix names, in the transaction that records the event as heard: told once, however often it comes. */
@Injectable()
export class NoticesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'notification.notices'
  override readonly eventTypes = HEARD_TYPES
  private readonly woken = new Set<OuterChannel>()

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(NoticeReader) private readonly reader: NoticeReader,
    @Inject(Recipients) private readonly recipients: Recipients,
    @Inject(TellPeople) private readonly people: TellPeople,
    @Inject(DeliverySender) private readonly sender: DeliverySender,
    @Inject(NoticesEdge) private readonly edge: NoticesEdge,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const notices = await this.reader.read(events)
    if (notices.length === 0) return
    const { rules } = await this.edge.rules.inForce(tx)
    const addressed = await this.recipients.of(notices, rules, this.reader.house(), this.edge.clock.now())
    for (const channel of await this.people.tell(tx, addressed)) this.woken.add(channel)
  }

  /** What waits is sent now rather than at the next beat; nobody waits for it. */
  override afterCommit(): Promise<void> {
    for (const channel of this.woken) this.sender.wake(channel)
    this.woken.clear()
    return Promise.resolve()
  }
}
