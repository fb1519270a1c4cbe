import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseReadings } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { RiskCaseStore } from './persistence/risk-case.store.js'

/** Keeps what the risk list asks of a case beside its clocks, by re-reading the case when its place, its round, its title or whom it is about may have changed. */
@Injectable()
export class RiskCasesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'deadline.risk_cases'
  override readonly eventTypes = ['case.filed.v1', 'case.dispatched.v1', 'case.rework_started.v1', 'case.recused.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseReadings) private readonly cases: CaseReadings,
    @Inject(RiskCaseStore) private readonly store: RiskCaseStore,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    await this.store.keep(tx, await this.cases.snapshots(events))
  }
}
