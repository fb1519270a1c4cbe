import { HOUR_MS, MINUTE_MS, SECOND_MS, plus, type Instant } from '@tongban/kernel/core'

/** Pauses after the first, second … failure; after the last it is given up. Without chance, so that a test and a person can foretell it. */
export const RETRY_PAUSES_MS = [15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS] as const

/** When to try again after so many failures (1, 2 …); never before the other side said (`retryAfterMs`), at most a day on; null: not any more. */
export function nextTryAt(failures: number, now: Instant, retryAfterMs: number | null = null): Instant | null {
  const pause = RETRY_PAUSES_MS[failures - 1]
  return pause === undefined ? null : plus(now, Math.max(pause, Math.min(retryAfterMs ?? 0, 24 * HOUR_MS)))
}
