import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SECOND_MS, type Instant } from '@tongban/kernel/core'
import { Background, Database, DueWorks, type DueWork } from '@tongban/platform/server'
import { overdueEvents } from '../../domain/index.js'
import { OrderStore } from '../persistence/order.store.js'
import { applied } from './order-builder.js'

const BATCH = 500

/**
 * Tells which orders ran out unanswered. The row says when; the order's new state and its event are one transaction, so each round is told once however
 * many workers look, die, or look again. Redis has no part in it.
 */
@Injectable()
export class FireOrderDeadlines implements OnModuleInit {
  private readonly work: DueWork<string>

  constructor(
    @Inject(OrderStore) private readonly store: OrderStore,
    @Inject(Database) private readonly database: Database,
    @Inject(Background) private readonly background: Background,
    @Inject(DueWorks) works: DueWorks,
  ) {
    this.work = works.of({ name: 'supervision.fire_due', batch: BATCH, keyOf: (id) => id })
  }

  onModuleInit(): void {
    this.background.registerTask({ name: 'supervision.fire_due', everyMs: SECOND_MS, run: () => this.fireDue() })
  }

  /** Everything that is due by now; returns how many were told. */
  fireDue(): Promise<number> {
    return this.work.run({ due: (now, limit) => this.store.due(now, limit), handle: (ids, now) => this.tell(ids, now) })
  }

  private tell(ids: readonly string[], now: Instant): Promise<number> {
    return this.database.transaction(async (tx) => {
      const due = await this.store.takeDue(tx, ids, now)
      const changes = due.map((before) => {
        const { after, events } = applied(before, overdueEvents(before, now), { at: now, by: 'system', byUnitId: null })
        return { before, after, events, request: null, audit: null }
      })
      if (!(await this.store.update(tx, changes))) throw new Error('Orders that were locked have changed')
      return due.length
    })
  }
}
