import { Inject, Injectable } from '@nestjs/common'
import { isoOf, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import type { OuterChannel } from '../../contract/index.js'

export type ChannelRow = { channel: OuterChannel; failures: number; paused_until: Instant | null; last_failure: string | null; failed_at: Instant | null; sent_at: Instant | null }

const READ = statement<ChannelRow>('notification.read_channels', `SELECT channel, failures, paused_until, last_failure, failed_at, sent_at FROM notification_channel WHERE city_code = $1`)
const PAUSED = statement<{ paused_until: Instant | null; failures: number }>('notification.channel_paused', `SELECT paused_until, failures FROM notification_channel WHERE city_code = $1 AND channel = $2`)
// Counts over all processes: what fails here fails there.
const FAILED = statement<{ failures: number }>(
  'notification.channel_failed',
  `INSERT INTO notification_channel AS c (city_code, channel, failures, last_failure, failed_at) VALUES ($1, $2, 1, $3, $4)
   ON CONFLICT (city_code, channel) DO UPDATE SET failures = c.failures + 1, last_failure = excluded.last_failure, failed_at = excluded.failed_at RETURNING failures`,
)
const PAUSE = statement('notification.pause_channel', `UPDATE notification_channel SET paused_until = greatest(paused_until, $3::timestamptz) WHERE city_code = $1 AND channel = $2`)
// At most one write a minute while all goes well.
const WORKED = statement(
  'notification.channel_worked',
  `INSERT INTO notification_channel AS c (city_code, channel, sent_at) VALUES ($1, $2, $3)
   ON CONFLICT (city_code, channel) DO UPDATE SET failures = 0, paused_until = NULL, sent_at = excluded.sent_at
   WHERE c.failures > 0 OR c.paused_until IS NOT NULL OR c.sent_at IS NULL OR c.sent_at < excluded.sent_at - interval '1 minute'`,
)
// Index notification_delivery_waiting.
const WAITING = statement<{ channel: OuterChannel; waiting: number }>(
  'notification.count_waiting',
  `SELECT channel, count(*) AS waiting FROM notification_delivery WHERE city_code = $1 AND state = 'waiting' GROUP BY channel`,
)

/** How each way out is doing, for all processes together. */
@Injectable()
export class ChannelStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  async all(): Promise<readonly (ChannelRow & { waiting: number })[]> {
    const rows = await this.database.run(READ, [this.config.cityCode])
    const waiting = new Map((await this.database.run(WAITING, [this.config.cityCode])).map((row) => [row.channel, Number(row.waiting)]))
    const channels = new Set([...rows.map(({ channel }) => channel), ...waiting.keys()])
    return [...channels].map((channel) => ({
      ...(rows.find((row) => row.channel === channel) ?? { channel, failures: 0, paused_until: null, last_failure: null, failed_at: null, sent_at: null }),
      waiting: waiting.get(channel) ?? 0,
    }))
  }

  /** `failures` in a row so far; a pause that has ended still counts, so that one try decides. */
  async stateOf(channel: OuterChannel): Promise<{ failures: number; pausedUntil: Instant | null }> {
    const [row] = await this.database.run(PAUSED, [this.config.cityCode, channel])
    return { failures: row?.failures ?? 0, pausedUntil: row?.paused_until ?? null }
  }

  /** How many in a row that makes. */
  async failed(channel: OuterChannel, failure: string, now: Instant): Promise<number> {
    const [row] = await this.database.run(FAILED, [this.config.cityCode, channel, failure.slice(0, 200), isoOf(now)])
    return row?.failures ?? 1
  }

  /** Never shortens a pause: several processes may say so at once. */
  async pause(channel: OuterChannel, until: Instant): Promise<void> {
    await this.database.run(PAUSE, [this.config.cityCode, channel, isoOf(until)])
  }

  async worked(channel: OuterChannel, now: Instant): Promise<void> {
    await this.database.run(WORKED, [this.config.cityCode, channel, isoOf(now)])
  }
}
