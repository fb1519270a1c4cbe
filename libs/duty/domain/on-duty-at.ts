import { instant, type Instant } from '@tongban/kernel/core'
import type { WorkCalendar } from '@tongban/worktime/contract'
import type { DutyEntry } from './duty-entry.js'
import { stretchesOf } from './duty-stretches.js'

/** In calling order: the lower line first; of two on one line (a clash) the older entry. */
export const byLine = (a: DutyEntry, b: DutyEntry): number => a.line - b.line || (a.id < b.id ? -1 : 1)

/**
 * Who is called now, in order. On a line a dated shift stands in for the patterns of that line as long as it lasts: whoever swaps a night
 * need not take the pattern apart. Other lines are not touched by it.
 */
export function inForce<E extends DutyEntry>(covering: readonly E[]): E[] {
  const swapped = new Set(covering.filter(({ times }) => times.kind === 'shift').map(({ line }) => line))
  return covering.filter(({ times, line }) => times.kind === 'shift' || !swapped.has(line)).sort(byLine)
}

/** Who answers at a moment, in calling order. `calendar`: the post's own. */
export function onDutyAt<E extends DutyEntry>(entries: readonly E[], calendar: WorkCalendar, at: Instant): E[] {
  const moment = { from: at, to: instant(at + 1) }
  return inForce(entries.filter((entry) => stretchesOf(entry, calendar, moment).length > 0))
}
