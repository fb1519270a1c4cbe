import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseReadings } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { MatterReader } from '../matter-reader.js'
import { SignatureStore } from '../persistence/signature.store.js'

/** A case can be found a moment after it was filed; its filing does not wait for that. A handful of cases in three statements. */
@Injectable()
export class SignaturesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'duplicate.signatures'
  override readonly eventTypes = ['case.filed.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseReadings) private readonly cases: CaseReadings,
    @Inject(MatterReader) private readonly reader: MatterReader,
    @Inject(SignatureStore) private readonly signatures: SignatureStore,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    await this.signatures.write(await this.reader.signaturesOf(await this.cases.corpus(events)), tx)
  }
}
