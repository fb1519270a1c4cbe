import { addDays, instant, MINUTE_MS, plainDateOf, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'
import { isoWeekdayOf, type WorkCalendar } from '@tongban/worktime/contract'
import { workingDayOf } from '@tongban/worktime/domain'
import type { DutyDay } from '../contract/duty-times.schema.js'
import type { DutyEntry, PatternTimes } from './duty-entry.js'

/** Half-open. */
export type Stretch = { readonly from: Instant; readonly to: Instant }

const WEEKDAYS: readonly DutyDay[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const KIND_OF_DAY = { regular: 'working', make_up: 'working', rest: 'rest', holiday: 'holiday' } as const

/** Whether a span that says `on` begins on this day: a make-up Saturday is a working day, a holiday Monday is none. */
function beginsOn(on: DutyDay, calendar: WorkCalendar, date: PlainDate): boolean {
  if (on === 'daily') return true
  const weekday = WEEKDAYS.indexOf(on)
  return weekday >= 0 ? weekday === isoWeekdayOf(date) - 1 : KIND_OF_DAY[workingDayOf(calendar, date).kind] === on
}

const isValidOn = ({ validFrom, validTo }: PatternTimes, date: PlainDate): boolean => validFrom <= date && (validTo === null || date < validTo)

/** When the spans of a pattern that begin on a day last. */
export function stretchesOfDay(times: PatternTimes, calendar: WorkCalendar, date: PlainDate): Stretch[] {
  if (!isValidOn(times, date)) return []
  const midnight = startOfDay(date)
  return times.spans
    .filter(({ on }) => beginsOn(on, calendar, date))
    .map(({ startMinute, minutes }) => ({ from: instant(midnight + startMinute * MINUTE_MS), to: instant(midnight + (startMinute + minutes) * MINUTE_MS) }))
}

/** Every stretch of an entry that touches the window, whole and in order of days; those of one entry may overlap. */
export function stretchesOf({ times }: DutyEntry, calendar: WorkCalendar, { from, to }: Stretch): Stretch[] {
  const touches = (stretch: Stretch): boolean => stretch.from < to && from < stretch.to
  if (times.kind === 'shift') return [{ from: times.startsAt, to: times.endsAt }].filter(touches)
  const found: Stretch[] = []
  // a span is at most a day long, so that what begins two days before is over
  for (let date = addDays(plainDateOf(from), -1); startOfDay(date) < to; date = addDays(date, 1)) found.push(...stretchesOfDay(times, calendar, date).filter(touches))
  return found
}
