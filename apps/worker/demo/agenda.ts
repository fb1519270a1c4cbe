import type { Instant } from '@tongban/kernel/core'

export type Step = { readonly at: Instant; readonly run: () => Promise<void> }

/** A life told in pieces: it yields the moment at which it goes on, and goes on when the city's clock has come there. */
export type Life = AsyncGenerator<Instant, void, void>

/** What will happen in the simulated city, in its order; nothing after `until`. */
export class Agenda {
  private readonly steps: Step[] = []

  constructor(private readonly until: Instant) {}

  plan(at: Instant, run: () => Promise<void>): void {
    if (at >= this.until) return
    const index = this.steps.findIndex((step) => step.at > at)
    this.steps.splice(index === -1 ? this.steps.length : index, 0, { at, run })
  }

  /** A life that has not come to its end by `until` stays where it is then. */
  async live(life: Life): Promise<void> {
    const { value, done } = await life.next()
    if (done !== true) this.plan(value, () => this.live(life))
  }

  next(): Step | undefined {
    return this.steps.shift()
  }
}
