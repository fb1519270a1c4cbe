import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseReadings } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, PlatformConfig, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { dispatchFactsOf, wrongDispatchOf } from './dispatch-fact.mapper.js'
import { DispatchFactStore } from './dispatch-fact.store.js'

/** What may change who was given a case, by whom, whether that was right, or who may know of it. */
const EVENTS = [
  'case.dispatched.v1', 'case.dispatch_judged.v1', 'case.recused.v1', 'case.clarified.v1', 'assignment.recalled.v1', 'assignment.handed_over.v1', 'case.assists_added.v1', 'case.whistled.v1',
]

/** Keeps a row for each dispatch by re-reading the case; what was judged comes from the events. Order and repetition do not matter. */
@Injectable()
export class DispatchFactsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'reporting.dispatches'
  override readonly eventTypes = EVENTS

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseReadings) private readonly cases: CaseReadings,
    @Inject(DispatchFactStore) private readonly store: DispatchFactStore,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  /** One reading at most, however many events came together. */
  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const snapshots = await this.cases.snapshots(events)
    await this.store.apply(
      tx,
      snapshots.flatMap((snapshot) => dispatchFactsOf(snapshot, this.config.cityCode)),
      events.map(wrongDispatchOf).filter((wrong) => wrong !== null),
    )
  }
}
