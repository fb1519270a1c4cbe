import type { Instant } from '@tongban/kernel/core'
import { isOpen, type Clock } from './clock.js'

/**
 * When the alarm must ring next: the warning, then the due moment, each once; null when nothing is left to fire.
 * A paused clock waits, unless a moment before its pause is still owed. A moment in the past means: at once.
 */
export function nextFiresAt(clock: Clock): Instant | null {
  if (!isOpen(clock)) return null
  if (clock.overdueAt !== null) return null
  const next = clock.warnAt !== null && clock.warnedAt === null ? clock.warnAt : clock.dueAt
  return clock.state === 'paused' && next > clock.pausedAt ? null : next
}
