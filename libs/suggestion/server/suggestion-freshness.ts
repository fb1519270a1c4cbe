import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { SuggestionBook } from './suggestion-book.js'

const LOOK_EVERY_MS = 2_000

/** Asks every two seconds, in every process, whether switches, wordings or the active model are others than those it knows. Asked and not pushed, as calendars are. */
@Injectable()
export class SuggestionFreshness implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null
  private failing = false
  private stopped = false

  constructor(
    @Inject(SuggestionBook) private readonly book: SuggestionBook,
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
      await this.book.freshen()
      this.failing = false
    } catch (error) {
      if (!this.failing && !this.stopped) this.logger.warn({ err: error }, 'suggestions could not be read again; what was known before stays')
      this.failing = true
    }
    this.wait()
  }
}
