import { Inject, Injectable } from '@nestjs/common'
import { Clock, DAY_MS, plus } from '@tongban/kernel/core'
import { DeliveryStore } from '../persistence/delivery.store.js'
import { InboxStore } from '../persistence/inbox.store.js'

/** Half a year in the inbox and in the record of what was sent. */
const KEEP_MS = 180 * DAY_MS
/** In one visit: what is left over comes tomorrow. */
const MOST_ROUNDS = 200

@Injectable()
export class Tidying {
  constructor(
    @Inject(DeliveryStore) private readonly deliveries: DeliveryStore,
    @Inject(InboxStore) private readonly inbox: InboxStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async tidy(): Promise<void> {
    const before = plus(this.clock.now(), -KEEP_MS)
    for (let round = 0; round < MOST_ROUNDS && (await this.deliveries.forgetBefore(before)) > 0; round += 1);
    for (let round = 0; round < MOST_ROUNDS && (await this.inbox.forgetBefore(before)) > 0; round += 1);
  }
}
