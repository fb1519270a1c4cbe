import { MINUTE_MS, SECOND_MS } from '@tongban/kernel/core'

/** A code is six digits, so that it can be read out; what keeps it from being guessed are these. */
export const CODE_VALID_MS = 10 * MINUTE_MS
export const CODE_TRIES = 5
export const RESEND_AFTER_MS = 60 * SECOND_MS
export const SESSION_MS = 30 * MINUTE_MS

/** Requests one address may make in a minute, and one case may have in an hour; whether they are right or wrong. */
export const CODES_PER_ADDRESS_MINUTE = 10
export const CODES_PER_CASE_HOUR = 10
export const SESSIONS_PER_ADDRESS_MINUTE = 20
/** A guesser with new codes again and again has this many tries an hour at one case. */
export const SESSIONS_PER_CASE_HOUR = 30
export const ACTIONS_PER_CASE_HOUR = 20
/** A case page shows the last 300 entries of its timeline: nobody may push the house's own off it within a case's usual days. */
export const ACTIONS_PER_CASE_DAY = 30
