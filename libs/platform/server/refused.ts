import type { Refusal } from '@tongban/kernel/core'

/** Carries a refusal from a use case to the HTTP edge. It is the answer, not a fault: it is not logged as an error. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
    this.name = 'Refused'
  }
}

/** PostgreSQL or Redis cannot be reached, or did not answer in time. Nothing was acknowledged. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreUnavailable'
  }
}
