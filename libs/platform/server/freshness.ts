import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common'
import type { Logger } from 'pino'

/**
 * Asks every so often, in every process, whether what it holds in memory is still what the store says. Asked and not pushed: an event reaches one worker, and
 * a push that was lost would leave a process with the old until its next start.
 */
export abstract class Freshness implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null
  private failing = false
  private stopped = false

  /** `saidOnce`: logged when looking fails, once until it works again. */
  protected constructor(
    private readonly logger: Logger,
    private readonly everyMs: number,
    private readonly saidOnce: string,
  ) {}

  /** One short statement when nothing has changed; may reject. */
  abstract look(): Promise<void>

  /** Looks now. Never rejects: what fails is logged, what was known goes on being used, and the next look finds it. */
  async lookAgain(): Promise<void> {
    try {
      await this.look()
      this.failing = false
    } catch (error) {
      if (!this.failing && !this.stopped) this.logger.warn({ err: error }, this.saidOnce)
      this.failing = true
    }
  }

  onApplicationBootstrap(): void {
    this.wait()
  }

  onApplicationShutdown(): void {
    this.stopped = true
    if (this.timer !== null) clearTimeout(this.timer)
  }

  private wait(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => void this.lookAndWait(), this.everyMs)
    this.timer.unref()
  }

  private async lookAndWait(): Promise<void> {
    await this.lookAgain()
    this.wait()
  }
}
