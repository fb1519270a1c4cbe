import { addDays, instant, MINUTE_MS, plainDateOf, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'
import { isWorkingUnit, type WorkCalendar } from '@tongban/worktime/contract'
import { nextWorkingMoment, workingDayOf, type WorkingDay } from '@tongban/worktime/domain'
import { lastingPause, type Clock } from './clock.js'

export type CountedSpan = { readonly from: Instant; readonly to: Instant; readonly minutes: number }
export type CountedDay = {
  readonly date: PlainDate
  readonly note: string | null
  readonly spans: readonly CountedSpan[]
  readonly minutes: number
}
export type SkippedRun = {
  readonly fromDate: PlainDate
  readonly toDate: PlainDate
  readonly reason: 'rest' | 'holiday'
  readonly name: string | null
}

export type CountedTime = {
  readonly countedFrom: Instant
  readonly countedTo: Instant
  readonly days: readonly CountedDay[]
  readonly skipped: readonly SkippedRun[]
  readonly minutes: number
  /** Exact, for proofs; the minutes above are its shares. */
  readonly ms: number
}

type Interval = { readonly from: Instant; readonly to: Instant }

/**
 * Which time counted towards a clock's limit, from its start to its due moment (or to the pause it is in or ended in), pauses left out.
 * Working units count working spans; the others count every minute of the day.
 * Minutes are rounded on the running total, so that they add up to the whole whatever the seconds.
 */
export function countTime(clock: Clock, calendar: WorkCalendar): CountedTime {
  const working = isWorkingUnit(clock.limit.unit)
  const countedFrom = working ? beginOf(calendar, clock.startedAt) : clock.startedAt
  const pause = lastingPause(clock)
  const countedTo = instant(Math.max(countedFrom, pause === null ? clock.dueAt : Math.min(pause.at, clock.dueAt)))
  const active = activeIntervals(clock, countedFrom, countedTo)
  const days: CountedDay[] = []
  const skipped: SkippedRun[] = []
  let totalMs = 0
  const shareOf = (span: Interval): CountedSpan => {
    const before = Math.round(totalMs / MINUTE_MS)
    totalMs += span.to - span.from
    return { ...span, minutes: Math.round(totalMs / MINUTE_MS) - before }
  }
  for (let date = plainDateOf(countedFrom); startOfDay(date) < countedTo; date = addDays(date, 1)) {
    const day = workingDayOf(calendar, date)
    const spans = (working ? workingIntervals(day) : [{ from: startOfDay(date), to: startOfDay(addDays(date, 1)) }])
      .flatMap((span) => active.map((each) => intersection(span, each)))
      .filter(({ from, to }) => from < to)
      .map(shareOf)
    if (spans.length > 0) {
      const note = working && day.kind === 'make_up' ? `${day.name ?? ''}调休上班` : null
      days.push({ date, note, spans, minutes: spans.reduce((sum, { minutes }) => sum + minutes, 0) })
    } else if (working && day.spans.length === 0) addSkipped(skipped, day)
  }
  return { countedFrom, countedTo, days, skipped, minutes: days.reduce((sum, { minutes }) => sum + minutes, 0), ms: totalMs }
}

function beginOf(calendar: WorkCalendar, startedAt: Instant): Instant {
  const begin = nextWorkingMoment(calendar, startedAt)
  return begin.ok ? begin.value : startedAt
}

function activeIntervals({ adjustments }: Clock, from: Instant, to: Instant): readonly Interval[] {
  const intervals: Interval[] = []
  let start = from
  for (const each of adjustments) {
    if (each.kind !== 'pause') continue
    intervals.push({ from: start, to: each.from })
    start = each.to
  }
  return [...intervals, { from: start, to }].map((each) => intersection(each, { from, to }))
}

const workingIntervals = ({ date, spans }: WorkingDay): readonly Interval[] =>
  spans.map(({ startMinute, endMinute }) => ({
    from: instant(startOfDay(date) + startMinute * MINUTE_MS),
    to: instant(startOfDay(date) + endMinute * MINUTE_MS),
  }))

const intersection = (a: Interval, b: Interval): Interval => ({
  from: instant(Math.max(a.from, b.from)),
  to: instant(Math.min(a.to, b.to)),
})

function addSkipped(runs: SkippedRun[], { date, kind, name }: WorkingDay): void {
  const reason = kind === 'holiday' ? 'holiday' : 'rest'
  const last = runs[runs.length - 1]
  if (last !== undefined && last.reason === reason && last.name === name && addDays(last.toDate, 1) === date) {
    runs[runs.length - 1] = { ...last, toDate: date }
  } else runs.push({ fromDate: date, toDate: date, reason, name })
}
