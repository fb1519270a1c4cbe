import type { Instant } from '@tongban/kernel/core'
import type { ClockState } from './clock.schema.js'

/** How a clock chip looks: 充裕 · 临近 · 超期 · 暂停 · 已办. */
export type ClockTone = 'ample' | 'near' | 'overdue' | 'paused' | 'done'

export type ClockReading = { readonly state: ClockState; readonly warnAt: Instant | null; readonly dueAt: Instant }

/** The due moment itself is already overdue, as the interval is half-open; a clock without a warning turns from ample to overdue. */
export function clockTone(now: Instant, { state, warnAt, dueAt }: ClockReading): ClockTone {
  if (state === 'satisfied' || state === 'cancelled') return 'done'
  if (state === 'paused') return 'paused'
  if (now >= dueAt) return 'overdue'
  return warnAt !== null && now >= warnAt ? 'near' : 'ample'
}
