import { isNativeError } from 'node:util/types'
import { Inject, Injectable } from '@nestjs/common'
import { CaseCallers } from '@tongban/intake/contract'
import { Clock, MINUTE_MS, plus } from '@tongban/kernel/core'
import { LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { MessageChannel } from '../../contract/index.js'
import { nextTryAt } from '../../domain/index.js'
import { MessageStore, type ClaimedMessage } from '../persistence/message.store.js'

const BATCH = 20
/** Longer than a batch can take; within it nobody else sends the same. */
const LEASE_MS = 5 * MINUTE_MS
const SEND_LIMIT_MS = 10_000

/** Sends what waits, a handful at a time. What may wait is left alone in the quiet hours. Ends: a message is sent, or given up after its last try, when it is of no use any more, or when there is no number. */
@Injectable()
export class MessageSender {
  constructor(
    @Inject(MessageStore) private readonly messages: MessageStore,
    @Inject(CaseCallers) private readonly callers: CaseCallers,
    @Inject(MessageChannel) private readonly channel: MessageChannel,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how many were taken up. */
  async sendSome(): Promise<number> {
    const now = this.clock.now()
    const claimed = await this.messages.claim(now, plus(now, LEASE_MS), BATCH, this.channel.awakeFrom(now) > now)
    for (const message of claimed) await this.send(message)
    return claimed.length
  }

  private async send({ id, caseId, text, attempts, usefulUntil, mayWait }: ClaimedMessage): Promise<void> {
    if (usefulUntil !== null && usefulUntil <= this.clock.now()) return this.messages.failed(id, 'too late to be of use')
    const phone = await this.callers.phoneOf(caseId)
    if (phone === null) return this.messages.failed(id, 'no number')
    try {
      await within(SEND_LIMIT_MS, this.channel.send({ id, caseId, phone, text }))
    } catch (error) {
      return this.failed({ id, attempts, mayWait }, isNativeError(error) ? error.message : String(error))
    }
    await this.messages.sent(id, this.clock.now())
  }

  private async failed({ id, attempts, mayWait }: Pick<ClaimedMessage, 'id' | 'attempts' | 'mayWait'>, failure: string): Promise<void> {
    const next = nextTryAt(attempts, this.clock.now())
    const again = next !== null && mayWait ? this.channel.awakeFrom(next) : next
    this.logger.warn({ messageId: id, attempts, failure, givenUp: again === null }, 'message to a citizen did not get out')
    await (again === null ? this.messages.failed(id, failure) : this.messages.tryAgain(id, again, failure))
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer from the channel in ${ms} ms`)), ms)
  })
  await Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
