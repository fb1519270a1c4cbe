import { isNativeError } from 'node:util/types'
import { Inject, Injectable } from '@nestjs/common'
import { MessageChannel, type OutgoingMessage } from '@tongban/citizen/contract'
import { Clock, type Instant } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'
import { awakeFrom, maskedAddress, quietHoursOf } from '../../domain/index.js'
import { Channels } from '../channels/channels.js'
import { ChannelFailure } from '../channels/delivery-channel.js'
import { DeliveryStore } from '../persistence/delivery.store.js'
import { ChannelWatch } from './channel-watch.js'

/** Messages to citizens leave by the same SMS channel as those to staff, and stand in the same record: number masked, no text. Citizen keeps the queue. */
@Injectable()
export class CitizenMessageChannel extends MessageChannel {
  constructor(
    @Inject(Channels) private readonly channels: Channels,
    @Inject(DeliveryStore) private readonly deliveries: DeliveryStore,
    @Inject(ChannelWatch) private readonly watch: ChannelWatch,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override awakeFrom(at: Instant): Instant {
    return awakeFrom(at, quietHoursOf(this.config.channels.quietHours))
  }

  override async send({ id, caseId, phone, text }: OutgoingMessage): Promise<void> {
    const since = this.clock.now()
    const note = (state: 'sent' | 'failed', answer: string): Promise<void> =>
      this.deliveries.noteCitizen({ id, caseId, addressMasked: maskedAddress('sms', phone), state, answer, latencyMs: this.clock.now() - since }, this.clock.now())
    const way = this.channels.way('sms')
    if (way === null) throw new ChannelFailure('there is no SMS channel')
    try {
      const answer = await way.send({ id, address: phone, title: '', text, link: null, eventType: 'citizen.message', at: since })
      await note('sent', answer)
    } catch (error) {
      // Told to citizen's queue, which tries again; what the store says of itself is not the gateway's fault.
      if (error instanceof ChannelFailure) {
        await note('failed', error.message)
        if (error.options.permanent !== true && error.options.ofMessage !== true) await this.watch.failed('sms', error.message, this.clock.now())
      }
      throw new Error(isNativeError(error) ? error.message : 'not sent', { cause: error })
    }
    await this.watch.worked('sms', this.clock.now())
  }
}
