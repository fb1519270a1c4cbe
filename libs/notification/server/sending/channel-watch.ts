import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { LOGGER, Metrics } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { Counter, Gauge } from 'prom-client'
import type { OuterChannel } from '../../contract/index.js'
import { CIRCUIT_FAILURES, pausedUntil } from '../../domain/index.js'
import { ChannelStore } from '../persistence/channel.store.js'

/** Leaves a channel that keeps failing alone for a while, by all processes, and says so: in the log, in the measures, and on the page of the deliveries. */
@Injectable()
export class ChannelWatch {
  private readonly sent: Counter<'channel' | 'outcome'>
  private readonly paused: Gauge<'channel'>

  constructor(
    @Inject(ChannelStore) private readonly channels: ChannelStore,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Metrics) { registry }: Metrics,
  ) {
    this.sent = new Counter({ name: 'tongban_notification_sends_total', help: 'Tries to send a notice, by channel and outcome', labelNames: ['channel', 'outcome'], registers: [registry] })
    this.paused = new Gauge({ name: 'tongban_notification_channel_paused', help: '1 while a channel is left alone because it keeps failing', labelNames: ['channel'], registers: [registry] })
  }

  /** How many may be tried now: none while it is left alone, one to see whether it is well again. */
  async room(channel: OuterChannel, now: Instant): Promise<number> {
    const { failures, pausedUntil: until } = await this.channels.stateOf(channel)
    const isPaused = until !== null && until > now
    this.paused.set({ channel }, isPaused ? 1 : 0)
    if (isPaused) return 0
    return failures >= CIRCUIT_FAILURES ? 1 : Number.MAX_SAFE_INTEGER
  }

  async worked(channel: OuterChannel, now: Instant): Promise<void> {
    this.sent.inc({ channel, outcome: 'sent' })
    await this.channels.worked(channel, now)
  }

  async failed(channel: OuterChannel, failure: string, now: Instant): Promise<void> {
    this.sent.inc({ channel, outcome: 'failed' })
    const failures = await this.channels.failed(channel, failure, now)
    const until = pausedUntil(failures, now)
    if (until === null) return
    await this.channels.pause(channel, until)
    this.logger.error({ channel, failures, until: isoOf(until), failure }, 'a notification channel keeps failing and is left alone for a while')
  }
}
