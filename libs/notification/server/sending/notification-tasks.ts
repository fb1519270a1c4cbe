import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '@tongban/kernel/core'
import { Background } from '@tongban/platform/server'
import { Channels } from '../channels/channels.js'
import { DailyDigest } from './daily-digest.js'
import { DeliverySender } from './delivery-sender.js'
import { Tidying } from './tidying.js'

/** What comes back by itself: a beat for each channel, so that one that hangs holds up none; the morning's digest; dropping what is old. */
@Injectable()
export class NotificationTasks implements OnModuleInit {
  constructor(
    @Inject(Background) private readonly background: Background,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(DeliverySender) private readonly sender: DeliverySender,
    @Inject(DailyDigest) private readonly digest: DailyDigest,
    @Inject(Tidying) private readonly tidying: Tidying,
  ) {}

  onModuleInit(): void {
    for (const channel of this.channels.available) {
      this.background.registerTask({ name: `notification.send_${channel}`, everyMs: SECOND_MS, run: () => this.sender.sendSome(channel) })
    }
    this.background.registerTask({ name: 'notification.digest', everyMs: MINUTE_MS, run: () => this.digest.makeIfDue() })
    this.background.registerTask({ name: 'notification.tidy', everyMs: DAY_MS, run: () => this.tidying.tidy() })
  }
}
