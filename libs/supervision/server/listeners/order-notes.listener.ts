import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SystemPrincipal, UserNames } from '@tongban/access/contract'
import { CaseCommands, giveOnce } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { EventConsumer, EventConsumers, LOGGER, type DeliveredEvent } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { ORDER_OUTGOING_TYPES, orderOutgoingSchema, type OrderOutgoingType } from '../../contract/index.js'
import { noteOnCase, type OrderSentence } from '../../domain/index.js'

/** Writes what happened to an order into the timelines of its cases, with the person who did it, each once: the key is the event and the case. A case that has ended takes no note, which is fine. */
@Injectable()
export class OrderNotesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'supervision.case_notes'
  override readonly eventTypes = ORDER_OUTGOING_TYPES

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseCommands) private readonly commands: CaseCommands,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(UserNames) private readonly users: UserNames,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[]): Promise<void> {
    const names = await this.users.namesOf([...new Set(events.map(({ data }) => orderOutgoingSchema.parse(data).by))])
    for (const event of events) {
      const order = orderOutgoingSchema.parse(event.data)
      const sentence = noteOnCase(event.type as OrderOutgoingType, order, { unit: (id) => this.org.unit(idOf(id))?.name ?? id })
      if (sentence === null) continue
      // One after another: a set of a hundred cases is no reason to take a hundred connections.
      for (const caseId of order.caseIds) await this.note(caseId, order.orderId, { sentence, detail: order.by === 'system' ? null : `由${names.get(order.by) ?? order.by}操作` }, `${event.id}-${caseId}`)
    }
  }

  private async note(caseId: string, orderId: string, said: OrderSentence, key: string): Promise<void> {
    const body = { topic: 'supervision', subjectId: orderId, ...said } as const
    const refusal = await giveOnce(this.commands, 'note', caseId, body, this.system.principal(), { scope: 'supervision.note', key })
    if (refusal !== null) this.logger.info({ caseId, orderId, refusal: refusal.code }, 'order not noted: the case takes no more notes')
  }
}
