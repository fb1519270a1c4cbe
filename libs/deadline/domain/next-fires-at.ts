import { type Instant } from '@tongban/kernel/core'
import { isOpen, type Clock } from './clock.js'
import { nextRungOf } from './ladder.js'

/** The next thing a clock comes to: its warning, its due moment, each once, or a rung of its ladder. Of one moment in this order. */
export type ComingUp = { readonly at: Instant; readonly what: 'warned' | 'overdue' | 'rung'; readonly code: string | null }

/** By its moments alone, paused or not, in the past or ahead; null when nothing is left to come. */
export function comingUp(clock: Clock): ComingUp | null {
  const next = ownMoment(clock)
  const rung = nextRungOf(clock)
  if (rung === null || (next !== null && next.at <= rung.at)) return next
  return { at: rung.at, what: 'rung', code: rung.code }
}

function ownMoment({ warnAt, warnedAt, dueAt, overdueAt }: Clock): ComingUp | null {
  if (overdueAt !== null) return null
  return warnAt !== null && warnedAt === null ? { at: warnAt, what: 'warned', code: null } : { at: dueAt, what: 'overdue', code: null }
}

/**
 * When the alarm must ring next; null when nothing is left to fire. A paused clock waits, unless a moment before its pause is still owed.
 * A moment in the past means: at once.
 */
export function nextFiresAt(clock: Clock): Instant | null {
  if (!isOpen(clock)) return null
  const next = comingUp(clock)
  if (next === null) return null
  return clock.state === 'paused' && next.at > clock.pausedAt ? null : next.at
}
