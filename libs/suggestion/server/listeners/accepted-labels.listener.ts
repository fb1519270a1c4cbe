import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { idOf, instant } from '@tongban/kernel/core'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import { z } from 'zod'
import { CaseLabelStore } from '../persistence/case-label.store.js'

/** What of an accepted proposal is believed; who accepted it has been checked, and it is in the audit there. */
const acceptedSchema = z.object({ content: z.object({ categoryCode: z.string() }), caseIds: z.array(z.uuid()), by: z.string() })

/** Cases an editor has agreed were about another matter: the next training learns from them what they were about. */
@Injectable()
export class AcceptedLabelsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'suggestion.accepted_labels'
  override readonly eventTypes = ['dispatch.proposal_accepted.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseLabelStore) private readonly labels: CaseLabelStore,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const labels = events.flatMap(({ data, at }) => {
      if (data.kind !== 'training_label') return []
      const { content: { categoryCode }, caseIds, by } = acceptedSchema.parse(data)
      if (this.categories.category(idOf(categoryCode)) === null) return []
      return caseIds.map((caseId) => ({ caseId, categoryCode, by, at: instant(at) }))
    })
    await this.labels.put(tx, labels)
  }
}
