import { HOUR_MS, MINUTE_MS, SECOND_MS, plus, type Instant } from '@tongban/kernel/core'

/** Pauses after the first, second … failure. After the last of them it is given up: a message that comes a day late helps nobody. */
const PAUSES_MS = [15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS]

/** When to try again after so many failures (1, 2 …); null: not any more. */
export function nextTryAt(failures: number, now: Instant): Instant | null {
  const pause = PAUSES_MS[failures - 1]
  return pause === undefined ? null : plus(now, pause)
}
