import { Clock, instant, type Instant } from '@tongban/kernel/core'

/** The city's time in a simulation: it moves when it is told to, and never back. */
export class HeldClock extends Clock {
  constructor(private current: number) {
    super()
  }

  override now(): Instant {
    return instant(this.current)
  }

  moveTo(at: number): void {
    if (at > this.current) this.current = at
  }
}
