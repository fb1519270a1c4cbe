import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, IdGen } from '@tongban/kernel/core'
import { Database, Refused } from '@tongban/platform/server'
import { CHANNEL_ZH, type MutableChannel } from '../../contract/index.js'
import { Channels } from '../channels/channels.js'
import { TellingStores } from '../telling/tell-people.js'

/** A message to oneself by one channel, so that who configures it sees that it arrives; it goes the way of every other and stands in the record. */
@Injectable()
export class SendTest {
  constructor(
    @Inject(TellingStores) private readonly stores: TellingStores,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(Database) private readonly database: Database,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Under the same key: the same message, sent once. Throws Refused NOTIFICATION_CHANNEL_OFF, NOTIFICATION_ADDRESS_MISSING. */
  async execute(channel: MutableChannel, by: Principal, idempotencyKey: string | null): Promise<string> {
    if (!this.channels.available.includes(channel)) throw new Refused({ code: 'NOTIFICATION_CHANNEL_OFF', params: {} })
    const found = (await this.stores.contacts.one(by.userId)).addresses[channel]
    if (found === undefined) throw new Refused({ code: 'NOTIFICATION_ADDRESS_MISSING', params: {} })
    const now = this.clock.now()
    const id = this.ids.next()
    const deliveryId = this.ids.next()
    const sourceKey = `test:${idempotencyKey ?? id}`
    return this.database.transaction(async (tx) => {
      const added = await this.stores.inbox.add(
        tx,
        [{
          id, userId: by.userId, sourceKey, eventType: 'notification.test', kind: 'test', severity: 'info', title: `${CHANNEL_ZH[channel]}测试`, body: '收到这条消息，说明这种通知方式可用', link: null,
          caseId: null, dueAt: null,
        }],
        now,
      )
      if (!added.has(id)) return (await this.stores.deliveries.ofSource(tx, by.userId, sourceKey)) ?? deliveryId
      await this.stores.deliveries.add(
        tx,
        [{
          id: deliveryId, messageId: id, userId: by.userId, caseId: null, eventType: 'notification.test', channel, address: found.address, addressMasked: found.masked, state: 'waiting', mayWait: false,
          nextAt: now, answer: null,
        }],
        now,
      )
      await this.stores.inbox.tellChanged(tx, [by.userId], now)
      return deliveryId
    })
  }
}
