import { addDays, DAY_MS, instant, plainDate, plainDateOf, startOfDay, type PlainDate } from '@tongban/kernel/core'
import { isoWeekdayOf } from '@tongban/worktime/contract'
import type { DutyEntry, ShiftTimes } from './duty-entry.js'

/** The period a day lies in (a week begins on Monday) and the one before; both half-open days. */
export function periodsAround(period: 'week' | 'month', into: PlainDate): { readonly before: PlainDate; readonly from: PlainDate; readonly to: PlainDate } {
  if (period === 'week') {
    const from = addDays(into, 1 - isoWeekdayOf(into))
    return { before: addDays(from, -7), from, to: addDays(from, 7) }
  }
  const from = plainDate(`${into.slice(0, 7)}-01`)
  const firstOf = (day: PlainDate): PlainDate => plainDate(`${day.slice(0, 7)}-01`)
  return { before: firstOf(addDays(from, -1)), from, to: firstOf(addDays(from, 31)) }
}

/**
 * Shifts that began in the period before, moved to the same weekday or the same day of the month. The 31st has no like in a shorter month and is
 * left out, and so is a shift whose line already has one in the new period at that time.
 */
export function copyShifts<E extends DutyEntry>(entries: readonly E[], period: 'week' | 'month', into: PlainDate): { readonly entry: E; readonly times: ShiftTimes }[] {
  const { before, from, to } = periodsAround(period, into)
  const shifts = entries.flatMap((entry) => (entry.times.kind === 'shift' ? [{ entry, times: entry.times }] : []))
  return shifts.flatMap(({ entry, times }) => {
    const day = plainDateOf(times.startsAt)
    if (day < before || day >= from) return []
    const target = addDays(from, (startOfDay(day) - startOfDay(before)) / DAY_MS)
    if (target >= to) return []
    const moved = startOfDay(target) - startOfDay(day)
    const copy: ShiftTimes = { kind: 'shift', startsAt: instant(times.startsAt + moved), endsAt: instant(times.endsAt + moved) }
    const isTaken = shifts.some((other) => other.entry.line === entry.line && other.times.startsAt < copy.endsAt && copy.startsAt < other.times.endsAt)
    return isTaken ? [] : [{ entry, times: copy }]
  })
}
