import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, DAY_MS, plus } from '@tongban/kernel/core'
import { Background } from '@tongban/platform/server'
import { MessageSender } from './messages/message-sender.js'
import { AccessStore } from './persistence/access.store.js'
import { MessageStore } from './persistence/message.store.js'

const SEND_EVERY_MS = 2_000
/** Ended codes and sessions stay a day for who looks into a complaint; messages half a year. */
const KEEP_ACCESS_MS = DAY_MS
const KEEP_MESSAGES_MS = 180 * DAY_MS

/** What comes back by itself: sending what waits, dropping what nobody needs any more. */
@Injectable()
export class CitizenTasks implements OnModuleInit {
  constructor(
    @Inject(Background) private readonly background: Background,
    @Inject(MessageSender) private readonly sender: MessageSender,
    @Inject(AccessStore) private readonly access: AccessStore,
    @Inject(MessageStore) private readonly messages: MessageStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.background.registerTask({ name: 'citizen.send_messages', everyMs: SEND_EVERY_MS, run: () => this.sender.sendSome() })
    this.background.registerTask({ name: 'citizen.sweep', everyMs: DAY_MS, run: () => this.sweep() })
  }

  async sweep(): Promise<void> {
    const now = this.clock.now()
    await this.access.forgetBefore(plus(now, -KEEP_ACCESS_MS))
    await this.messages.forgetBefore(plus(now, -KEEP_MESSAGES_MS))
  }
}
