import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { instant } from '@tongban/kernel/core'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { CALENDAR_CHANGED } from '@tongban/worktime/contract'
import { z } from 'zod'
import { RecountStore } from './recount-store.js'

const changeSchema = z.object({
  scopes: z.array(z.object({ divisionCode: z.string().nullable(), unitId: z.string().nullable() })), reason: z.string(),
})

/** Takes a change of calendars down; `RecountChangedCalendars` works it through, however long that takes and whoever is killed over it. */
@Injectable()
export class CalendarChangedListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'deadline.calendars'
  override readonly eventTypes = [CALENDAR_CHANGED]

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(RecountStore) private readonly store: RecountStore,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    for (const { subjectId, data, at } of events) await this.store.add(tx, { changeId: subjectId, ...changeSchema.parse(data), at: instant(at) })
  }
}
