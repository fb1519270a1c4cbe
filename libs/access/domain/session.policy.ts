import { DAY_MS, HOUR_MS, instant, MINUTE_MS, plus, SECOND_MS, type Instant } from '@tongban/kernel/core'

/** A session ends after this long without a request, and after a day whatever happens. */
export const SESSION_IDLE_MS = 8 * HOUR_MS
export const SESSION_MAX_MS = DAY_MS

/** How often "last seen" is written: each write is a commit, so a session may end this much early. */
export const SEEN_EVERY_MS = 5 * MINUTE_MS

/** How long a resolved session may be believed without asking the store: the most a revocation can be late while Redis is away. */
export const SESSION_CACHE_MS = 30 * SECOND_MS

export type SessionTimes = { readonly createdAt: Instant; readonly lastSeenAt: Instant }

/** The session holds in [createdAt, this). */
export function sessionEndsAt({ createdAt, lastSeenAt }: SessionTimes): Instant {
  return instant(Math.min(plus(createdAt, SESSION_MAX_MS), plus(lastSeenAt, SESSION_IDLE_MS)))
}

/** So many wrong passwords in the window close a name for the time of the lock. */
export const WRONG_PASSWORDS = 5
export const WRONG_PASSWORD_WINDOW_MS = 15 * MINUTE_MS
export const LOCK_MS = 15 * MINUTE_MS

/** Failed sign-ins one address may make in a minute. Sign-ins that succeed do not count: a shift change comes from one address. */
export const FAILURES_PER_ADDRESS_MINUTE = 30

export const PASSWORD_MIN_LENGTH = 8

/** Whole minutes a locked name still has to wait, at least one. */
export const minutesLeft = (now: Instant, until: Instant): number => Math.max(1, Math.ceil((until - now) / MINUTE_MS))
