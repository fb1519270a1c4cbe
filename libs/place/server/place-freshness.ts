import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { GazetteerBook } from './gazetteer/gazetteer-book.js'
import { InMemoryPlaceResolver } from './in-memory-place-resolver.js'

const LOOK_EVERY_MS = 2_000

/**
 * Asks every two seconds, in every process, whether the gazetteer has a newer revision, and has the index ready before the next question needs it.
 * Asked and not pushed, as calendars are: an event reaches one worker, and a push that was lost would leave a process with old names until its next start.
 */
@Injectable()
export class PlaceFreshness implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null
  private failing = false
  private stopped = false

  constructor(
    @Inject(GazetteerBook) private readonly book: GazetteerBook,
    @Inject(InMemoryPlaceResolver) private readonly resolver: InMemoryPlaceResolver,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.wait()
  }

  onApplicationShutdown(): void {
    this.stopped = true
    if (this.timer !== null) clearTimeout(this.timer)
  }

  /** What the timer does; a test does it by hand. */
  async look(): Promise<void> {
    await this.book.freshen()
    this.resolver.prepare()
  }

  private wait(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => void this.lookAndWait(), LOOK_EVERY_MS)
    this.timer.unref()
  }

  /** Never rejects; a store that is away is said once, not every two seconds. */
  private async lookAndWait(): Promise<void> {
    try {
      await this.look()
      this.failing = false
    } catch (error) {
      if (!this.failing && !this.stopped) this.logger.warn({ err: error }, 'the gazetteer could not be read again; the names known before stay')
      this.failing = true
    }
    this.wait()
  }
}
