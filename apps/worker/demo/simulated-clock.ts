import { Clock, instant, type Instant } from '@tongban/kernel/core'

/** Time of a simulated city: moves when the simulation says so, never back, in whole milliseconds as any clock does. */
export class SimulatedClock extends Clock {
  private current: Instant = instant(0)

  override now(): Instant {
    return this.current
  }

  moveTo(at: Instant): void {
    const whole = instant(Math.floor(at))
    if (whole > this.current) this.current = whole
  }
}
