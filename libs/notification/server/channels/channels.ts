import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Clock } from '@tongban/kernel/core'
import { LOGGER, PlatformConfig } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { OUTER_CHANNELS, type OuterChannel } from '../../contract/index.js'
import type { DeliveryChannel } from './delivery-channel.js'
import { FileChannel } from './file-channel.js'
import { SmsChannel } from './sms-channel.js'
import { SmtpChannel } from './smtp-channel.js'
import { WebhookChannel } from './webhook-channel.js'
import { WechatChannel } from './wechat-channel.js'

/** The ways out this installation has, as its environment says. SMS are always there: without a gateway they go to a file, because codes of citizens do. */
@Injectable()
export class Channels implements OnApplicationBootstrap {
  private readonly ways: ReadonlyMap<OuterChannel, DeliveryChannel>

  constructor(
    @Inject(PlatformConfig) config: PlatformConfig,
    @Inject(Clock) clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const { channels, publicOrigin, dataDir } = config
    const file = (channel: 'sms' | 'wechat' | 'email'): DeliveryChannel | null => (channels.toFile || channel === 'sms' ? new FileChannel(channel, dataDir, clock) : null)
    const ways: Record<OuterChannel, DeliveryChannel | null> = {
      sms: channels.sms === null ? file('sms') : new SmsChannel(channels.sms, clock),
      wechat: channels.wechat === null ? file('wechat') : new WechatChannel(channels.wechat, clock, publicOrigin),
      email: channels.smtp === null ? file('email') : new SmtpChannel(channels.smtp, publicOrigin),
      webhook: channels.webhook === null ? null : new WebhookChannel(channels.webhook, clock),
    }
    this.ways = new Map(OUTER_CHANNELS.flatMap((channel) => (ways[channel] === null ? [] : [[channel, ways[channel]] as const])))
  }

  onApplicationBootstrap(): void {
    for (const way of this.ways.values()) {
      if (way instanceof FileChannel) this.logger.warn({ channel: way.channel }, way.description)
      else this.logger.info({ channel: way.channel }, way.description)
    }
  }

  get available(): readonly OuterChannel[] {
    return [...this.ways.keys()]
  }

  way(channel: OuterChannel): DeliveryChannel | null {
    return this.ways.get(channel) ?? null
  }
}
