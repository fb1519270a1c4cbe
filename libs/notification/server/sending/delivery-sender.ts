import { isNativeError } from 'node:util/types'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { LOGGER, PlatformConfig } from '@tongban/platform/server'
import type { Logger } from 'pino'
import type { OuterChannel } from '../../contract/index.js'
import { awakeFrom, nextTryAt, quietHoursOf } from '../../domain/index.js'
import { Channels } from '../channels/channels.js'
import { ChannelFailure, SEND_LIMIT_MS, type DeliveryChannel } from '../channels/delivery-channel.js'
import { DeliveryStore, type Claimed } from '../persistence/delivery.store.js'
import { ChannelWatch } from './channel-watch.js'

/** So many at once on one channel: a slow provider is not waited for one by one, a fast one is not flooded. */
const AT_ONCE = 4
/** Longer than what is taken at once can take, with every answer as late as it may be. */
const LEASE_MS = 10 * MINUTE_MS
const MOST_TAKEN = 100

/**
 * Sends what waits. The row is the truth: who takes it has it for the length of a lease; who dies between sending and recording gives it back by that, and it
 * goes out a second time under the same id, which is what a provider knows it by. Each channel goes its own way: one that hangs holds up no other.
 */
@Injectable()
export class DeliverySender {
  private readonly running = new Map<OuterChannel, Promise<number>>()

  constructor(
    @Inject(DeliveryStore) private readonly deliveries: DeliveryStore,
    @Inject(Channels) private readonly channels: Channels,
    @Inject(ChannelWatch) private readonly watch: ChannelWatch,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  wake(channel: OuterChannel): void {
    void this.sendSome(channel).catch((error: unknown) => this.logger.warn({ err: error, channel }, 'sending failed; it will come again'))
  }

  /** How many were taken up. While one round of a channel runs, another waits for that one instead of doubling its rate. */
  sendSome(channel: OuterChannel): Promise<number> {
    const known = this.running.get(channel)
    if (known !== undefined) return known
    const round = this.round(channel).finally(() => this.running.delete(channel))
    this.running.set(channel, round)
    return round
  }

  private async round(channel: OuterChannel): Promise<number> {
    const way = this.channels.way(channel)
    if (way === null) return 0
    const now = this.clock.now()
    const room = await this.watch.room(channel, now)
    const quiet = awakeFrom(now, this.quietHours) > now
    const most = Math.min(room, this.config.channels.rate, MOST_TAKEN)
    if (most === 0) return 0
    const claimed = await this.deliveries.claim(channel, now, plus(now, LEASE_MS), quiet, most)
    const waiting = [...claimed]
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await this.send(way, next)
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, claimed.length) }, work))
    return claimed.length
  }

  private async send(way: DeliveryChannel, one: Claimed): Promise<void> {
    const since = this.clock.now()
    let answer: string
    try {
      answer = await within(SEND_LIMIT_MS + 2_000, way.send(outgoing(way.channel, one)))
    } catch (error) {
      return this.failed(way, one, error instanceof ChannelFailure ? error : new ChannelFailure(`the channel broke (${nameOf(error)})`), since)
    }
    const now = this.clock.now()
    await this.deliveries.sent(one.id, now, answer, now - since)
    await this.watch.worked(way.channel, now)
  }

  private async failed(way: DeliveryChannel, one: Claimed, error: ChannelFailure, since: Instant): Promise<void> {
    const now = this.clock.now()
    const { permanent = false, retryAfterMs = null, ofMessage = false } = error.options
    const next = permanent ? null : nextTryAt(one.attempts, now, retryAfterMs)
    const again = next !== null && one.mayWait ? awakeFrom(next, this.quietHours) : next
    this.logger.warn({ deliveryId: one.id, channel: way.channel, attempts: one.attempts, failure: error.message, givenUp: again === null }, 'a notice did not get out')
    if (again !== null) await this.deliveries.tryAgain(one.id, again, error.message, now - since)
    else await this.deliveries.ended(one.id, permanent ? 'failed' : 'given_up', error.message, now - since)
    if (!permanent && !ofMessage) await this.watch.failed(way.channel, error.message, now)
  }

  private get quietHours(): ReturnType<typeof quietHoursOf> {
    return quietHoursOf(this.config.channels.quietHours)
  }
}

const LONGEST_SMS = 300

/** An SMS has no subject: it says all of it in one. */
function outgoing(channel: OuterChannel, { id, address, title, body, link, eventType, createdAt }: Claimed): Parameters<DeliveryChannel['send']>[0] {
  const whole = `【通办】${title}${body === '' ? '' : `。${body}`}`
  const text = channel === 'sms' ? [...whole].slice(0, LONGEST_SMS).join('') : body || title
  return { id, address, title, text, link, eventType, at: createdAt }
}

/** Never the words: they may quote an address. */
const nameOf = (error: unknown): string => (isNativeError(error) && 'code' in error ? String(error.code) : 'unknown')

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ChannelFailure(`no answer in ${ms} ms`)), ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
