import type { Instant, PlainDate } from '@tongban/kernel/core'
import type { DutySpan } from '../contract/duty-times.schema.js'

/** `validFrom`, `validTo`: days a span may begin on, half-open; a night that begins on the last of them still runs to its end. */
export type PatternTimes = { readonly kind: 'pattern'; readonly spans: readonly DutySpan[]; readonly validFrom: PlainDate; readonly validTo: PlainDate | null }
export type ShiftTimes = { readonly kind: 'shift'; readonly startsAt: Instant; readonly endsAt: Instant }

/** One person's place in the roster of one post, as far as time and order go. Line 1 is called first. */
export type DutyEntry = { readonly id: string; readonly line: number; readonly times: PatternTimes | ShiftTimes }

/** More than a post of any size needs: a quarter of dated shifts on four lines, and its patterns. */
export const MOST_ENTRIES = 500
/** A shift is at most this long: nobody answers a telephone for longer. */
export const LONGEST_SHIFT_DAYS = 14
