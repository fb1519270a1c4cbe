import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseLookup } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { orderOutgoingSchema } from '../../contract/index.js'
import { GroundlessOrders } from '../use-cases/groundless-orders.js'
import { RecuseOrders } from '../use-cases/recuse-orders.use-case.js'

/**
 * A recusal that is committed while an order is being written finds no order yet, and the order was decided without it. So each order, once it stands, is
 * held against what its cases are about by then, and against cases that came to nothing meanwhile. One question an order.
 */
@Injectable()
export class LateRecusalsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'supervision.late_recusals'
  override readonly eventTypes = ['supervision.order_issued.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(RecuseOrders) private readonly recuseOrders: RecuseOrders,
    @Inject(GroundlessOrders) private readonly groundless: GroundlessOrders,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    for (const { data } of events) {
      const { caseIds, recusedUnitIds } = orderOutgoingSchema.parse(data)
      const snapshots = await this.cases.snapshots(caseIds)
      const late = snapshots.filter(({ subjectUnitIds }) => subjectUnitIds.some((unitId) => !recusedUnitIds.includes(unitId)))
      for (const snapshot of late) await this.recuseOrders.ofCase(tx, snapshot)
      await this.groundless.ofVoidCases(tx, snapshots)
    }
  }
}
