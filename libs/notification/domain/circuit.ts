import { MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'

/** So many failures one after another, and the way out is left alone for a while. */
export const CIRCUIT_FAILURES = 5
const LONGEST_PAUSE_MS = 10 * MINUTE_MS

/** Until when a way out is left alone after so many failures in a row; null while it is still tried. Each further failure pauses a minute longer. */
export function pausedUntil(failures: number, now: Instant): Instant | null {
  if (failures < CIRCUIT_FAILURES) return null
  return plus(now, Math.min((failures - CIRCUIT_FAILURES + 1) * MINUTE_MS, LONGEST_PAUSE_MS))
}
