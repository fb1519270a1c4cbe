import { instant, type Instant } from '@tongban/kernel/core'
import type { WorkCalendar } from '@tongban/worktime/contract'
import type { DutyEntry } from './duty-entry.js'
import { stretchesOf, type Stretch } from './duty-stretches.js'
import { inForce } from './on-duty-at.js'

/** A stretch in which nothing changes: who answers, in calling order; empty where nobody does. */
export type DutySegment<E extends DutyEntry = DutyEntry> = Stretch & { readonly onDuty: readonly E[] }
/** Two or more on one line at once. */
export type DutyClash = Stretch & { readonly line: number; readonly entryIds: readonly string[] }
export type DutyCoverage = { readonly gaps: readonly Stretch[]; readonly clashes: readonly DutyClash[] }

type Turn<E> = { readonly at: Instant; readonly entry: E; readonly step: 1 | -1 }

/** A window cut where somebody begins or ends; the segments follow each other without a hole. */
export function dutySegments<E extends DutyEntry>(entries: readonly E[], calendar: WorkCalendar, window: Stretch): DutySegment<E>[] {
  const turns = entries
    .flatMap((entry) =>
      stretchesOf(entry, calendar, window).flatMap(({ from, to }): Turn<E>[] => [
        { at: instant(Math.max(from, window.from)), entry, step: 1 },
        { at: instant(Math.min(to, window.to)), entry, step: -1 },
      ]),
    )
    .sort((a, b) => a.at - b.at)
  const active = new Map<E, number>()
  const segments: DutySegment<E>[] = []
  let from = window.from
  const close = (to: Instant): void => {
    if (to <= from) return
    const onDuty = inForce([...active.keys()])
    const last = segments.at(-1)
    if (last !== undefined && isSame(last.onDuty, onDuty)) segments[segments.length - 1] = { ...last, to }
    else segments.push({ from, to, onDuty })
    from = to
  }
  for (const { at, entry, step } of turns) {
    close(at)
    const times = (active.get(entry) ?? 0) + step
    if (times === 0) active.delete(entry)
    else active.set(entry, times)
  }
  close(window.to)
  return segments
}

/** The hours of a window nobody covers, and those in which two share a line. */
export function coverageOf(entries: readonly DutyEntry[], calendar: WorkCalendar, window: Stretch): DutyCoverage {
  const gaps: Stretch[] = []
  const clashes: DutyClash[] = []
  for (const { from, to, onDuty } of dutySegments(entries, calendar, window)) {
    if (onDuty.length === 0) gaps.push({ from, to })
    for (const line of new Set(onDuty.map((entry) => entry.line))) {
      const entryIds = onDuty.filter((entry) => entry.line === line).map(({ id }) => id)
      if (entryIds.length > 1) clashes.push({ from, to, line, entryIds })
    }
  }
  return { gaps, clashes: joined(clashes) }
}

const isSame = (a: readonly DutyEntry[], b: readonly DutyEntry[]): boolean => a.length === b.length && a.every(({ id }, index) => id === b[index]?.id)

/** One clash is told once, though somebody on another line comes and goes meanwhile. */
function joined(clashes: readonly DutyClash[]): DutyClash[] {
  const whole: DutyClash[] = []
  for (const clash of clashes) {
    const key = clash.entryIds.join()
    const index = whole.findIndex((known) => known.to === clash.from && known.line === clash.line && known.entryIds.join() === key)
    const known = whole[index]
    if (known === undefined) whole.push(clash)
    else whole[index] = { ...known, to: clash.to }
  }
  return whole
}
