import type { ProblemChange } from '@tongban/kernel/contract'
import type { Refusal } from '@tongban/kernel/core'

/** Carries a refusal from a use case to the HTTP edge. It is the answer, not a fault: it is not logged as an error. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
    this.name = 'Refused'
  }
}

/** A refusal because the caller acted on what is no longer so; tells what happened since, the newest last. */
export class RefusedAsStale extends Refused {
  constructor(
    refusal: Refusal,
    readonly changes: readonly ProblemChange[],
  ) {
    super(refusal)
  }
}

/** PostgreSQL or Redis cannot be reached, or did not answer in time. Nothing was acknowledged. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreUnavailable'
  }
}
