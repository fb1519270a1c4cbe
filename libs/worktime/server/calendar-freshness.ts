import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { WorkCalendarsProvider } from './persistence/work-calendars-provider.js'

/** With the time of one short statement well below CALENDAR_STALE_MS. */
const LOOK_EVERY_MS = 2_000

/**
 * Asks every two seconds, in every process, whether the calendars have a newer revision. Asked and not pushed: an event reaches one worker, a push may
 * be lost with Redis, and one that was lost would leave a process counting by an old calendar until its next start.
 */
@Injectable()
export class CalendarFreshness implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null
  private failing = false
  private stopped = false

  constructor(
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.wait()
  }

  onApplicationShutdown(): void {
    this.stopped = true
    if (this.timer !== null) clearTimeout(this.timer)
  }

  private wait(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS)
    this.timer.unref()
  }

  /** Never rejects; a store that is away is said once, not every two seconds. */
  private async look(): Promise<void> {
    try {
      await this.calendars.freshen()
      this.failing = false
    } catch (error) {
      if (!this.failing && !this.stopped) this.logger.warn({ err: error }, 'calendars could not be read again; those known before stay')
      this.failing = true
    }
    this.wait()
  }
}
