import { Clock, instant, type Instant } from '@tongban/kernel/core'

/** Time of a simulated city: moves when the simulation says so, never back. */
export class SimulatedClock extends Clock {
  private current: Instant = instant(0)

  override now(): Instant {
    return this.current
  }

  moveTo(at: Instant): void {
    if (at > this.current) this.current = at
  }
}
