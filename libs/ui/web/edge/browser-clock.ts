import { instant, type Instant } from '@tongban/kernel/core'

/** A difference smaller than this is the network's and the header's own roundness, not a wrong wall clock. */
const NOTICEABLE_SKEW_MS = 5_000

let skewMs = 0

/** The present by the server's clock: office computers are often minutes wrong, and a deadline must not be. */
export const serverNow = (): Instant => instant(Date.now() + skewMs)

/** Takes the `Date` header of an answer (whole seconds). Anything unreadable is left aside. */
export function noteServerDate(httpDate: string | null): void {
  if (httpDate === null) return
  const told = Date.parse(httpDate)
  if (Number.isNaN(told)) return
  const difference = told - Date.now()
  skewMs = Math.abs(difference) < NOTICEABLE_SKEW_MS ? 0 : difference
}
