import { Clock, instant, type Instant } from '@tongban/kernel/core'
import { SystemClock } from '@tongban/platform/server'

/** Real time, so many milliseconds ago: what was done hours ago is done first, then the present is caught up with. */
export class ShiftedClock extends Clock {
  private readonly real = new SystemClock()

  constructor(private behindMs: number) {
    super()
  }

  override now(): Instant {
    return instant(this.real.now() - this.behindMs)
  }

  /** From now on so far behind; 0 is the present. */
  setBehind(ms: number): void {
    this.behindMs = ms
  }
}
