import { Clock, instantFromIso, plus, type Instant } from '@tongban/kernel/core'

/** Time that stands still until it is told to move. */
export class FakeClock extends Clock {
  private current: Instant

  constructor(iso = '2026-11-16T09:00:00+08:00') {
    super()
    this.current = instantFromIso(iso)
  }

  override now(): Instant {
    return this.current
  }

  set(iso: string): void {
    this.current = instantFromIso(iso)
  }

  advance(ms: number): void {
    this.current = plus(this.current, ms)
  }
}
