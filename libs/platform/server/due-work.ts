import { MINUTE_MS, plus, type Clock, type Instant } from '@tongban/kernel/core'
import type { Logger } from 'pino'
import { StoreUnavailable } from './refused.js'

const MOST_BATCHES = 50
/** When what could not be handled is tried again. */
const ASIDE_MS = MINUTE_MS

/** `name` for the log, `batch` how many go in one transaction, `keyOf` what tells one from another. */
export type DueWorkAbout<Ref> = { readonly name: string; readonly batch: number; readonly keyOf: (ref: Ref) => string }

export type DueSteps<Ref> = {
  /** What is due by `now`, what has waited longest first; not locked. */
  readonly due: (now: Instant, limit: number) => Promise<readonly Ref[]>
  /** In one transaction, of these what is still due and in nobody else's hands; how many it moved on. */
  readonly handle: (refs: readonly Ref[], now: Instant) => Promise<number>
}

/**
 * Rows that say when they are due (`fires_at`), worked off by however many processes. A batch goes together; when that fails each alone, and what fails
 * alone is left aside for a minute: what is broken in one must not silence the others. When all fail it is no fault of theirs, and the error is thrown.
 */
export class DueWork<Ref> {
  private readonly aside = new Map<string, Instant>()

  constructor(
    private readonly about: DueWorkAbout<Ref>,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Everything that is due by now, in fifty batches at most; how many moved on. */
  async run(steps: DueSteps<Ref>): Promise<number> {
    const now = this.clock.now()
    for (const [key, until] of this.aside) if (until <= now) this.aside.delete(key)
    let moved = 0
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const found = await steps.due(now, this.about.batch + this.aside.size)
      const due = found.filter((ref) => !this.aside.has(this.about.keyOf(ref))).slice(0, this.about.batch)
      if (due.length === 0) break
      const taken = await this.handle(due, now, steps)
      moved += taken
      // The rest is in another worker's hands.
      if (taken === 0) break
    }
    return moved
  }

  private async handle(due: readonly Ref[], now: Instant, steps: DueSteps<Ref>): Promise<number> {
    try {
      return await steps.handle(due, now)
    } catch (error) {
      // A store that is away is away for each of them.
      if (error instanceof StoreUnavailable) throw error
      return this.handleEach(due, now, steps, error)
    }
  }

  private async handleEach(due: readonly Ref[], now: Instant, steps: DueSteps<Ref>, error: unknown): Promise<number> {
    const failed: Ref[] = []
    let moved = 0
    for (const ref of due) {
      try {
        moved += await steps.handle([ref], now)
      } catch (reason) {
        if (reason instanceof StoreUnavailable) throw reason
        failed.push(ref)
        this.logger.error({ err: reason, work: this.about.name, key: this.about.keyOf(ref) }, 'what is due cannot be done and is left aside for a while')
      }
    }
    if (failed.length === due.length) throw error
    for (const ref of failed) this.aside.set(this.about.keyOf(ref), plus(now, ASIDE_MS))
    return moved
  }
}

/** Makes the work of one kind; whoever sweeps keeps it, for it remembers what it left aside. */
export class DueWorks {
  constructor(
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  of<Ref>(about: DueWorkAbout<Ref>): DueWork<Ref> {
    return new DueWork(about, this.clock, this.logger)
  }
}
