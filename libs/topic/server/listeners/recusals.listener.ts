import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseLookup } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { recusedUnitsOf } from '../../domain/index.js'
import { RecusalStore } from '../persistence/recusal.store.js'

/** A case that turns out to be about a unit takes its topic, its alerts and their tasks out of that unit's sight where such cases are the matter, without waiting for the next run. */
@Injectable()
export class TopicRecusalsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'topic.recusals'
  override readonly eventTypes = ['case.recused.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(RecusalStore) private readonly store: RecusalStore,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    for (const { id, subjectUnitIds } of await this.cases.snapshots([...new Set(events.map(({ subjectId }) => subjectId))])) {
      for (const holder of await this.store.holding(tx, id)) {
        const about = recusedUnitsOf(await this.cases.snapshots(holder.case_ids))
        await this.store.recuse(tx, holder, subjectUnitIds.filter((unitId) => about.includes(unitId)))
      }
    }
  }
}
