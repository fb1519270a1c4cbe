import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { OrgDirectoryProvider } from './persistence/org-directory-provider.js'

/** Divisions change with a decree, units with a reform: nobody waits for it by the second. */
const LOOK_EVERY_MS = 5_000

/** Asks every five seconds, in every process, whether divisions or units are others than those it knows; then all of them are read anew. */
@Injectable()
export class OrgFreshness implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null
  private failing = false
  private stopped = false

  constructor(
    @Inject(OrgDirectoryProvider) private readonly directory: OrgDirectoryProvider,
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

  /** Never rejects; a store that is away, or rows that make no directory, are said once. */
  private async look(): Promise<void> {
    try {
      await this.directory.freshen()
      this.failing = false
    } catch (error) {
      if (!this.failing && !this.stopped) this.logger.warn({ err: error }, 'divisions and units could not be read again; those known before stay')
      this.failing = true
    }
    this.wait()
  }
}
