import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays, instant, MINUTE_MS, plainDate, startOfDay, type Instant, type PlainDate } from '@tongban/kernel/core'
import { isoWeekdayOf, type WorkCalendar } from '@tongban/worktime/contract'
import { workingDayOf } from '@tongban/worktime/domain'
import { dutyDaySchema, type DutyDay } from '../contract/duty-times.schema.js'
import { coverageOf, dutySegments } from './duty-coverage.js'
import type { DutyEntry } from './duty-entry.js'
import { dutyCalendar } from './duty.spec-support.js'
import { onDutyAt } from './on-duty-at.js'

const FIRST: PlainDate = plainDate('2026-09-28')
/** National Day and its make-up days lie in these days. */
const DAYS = 14
const CALENDAR: WorkCalendar = dutyCalendar()
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const minuteOf = (minute: number): Instant => instant(startOfDay(FIRST) + minute * MINUTE_MS)

const pattern = fc.record({
  on: fc.constantFrom(...dutyDaySchema.options), startMinute: fc.integer({ min: 0, max: 1439 }), minutes: fc.integer({ min: 1, max: 1440 }),
})
const times = fc.oneof(
  fc.record({
    kind: fc.constant('pattern' as const), spans: fc.array(pattern, { minLength: 1, maxLength: 3 }),
    validFrom: fc.integer({ min: -3, max: DAYS }).map((days) => addDays(FIRST, days)),
    validTo: fc.option(fc.integer({ min: -2, max: DAYS + 2 }).map((days) => addDays(FIRST, days))),
  }),
  fc.tuple(fc.integer({ min: -1440, max: DAYS * 1440 }), fc.integer({ min: 1, max: 3 * 1440 })).map(([begin, length]) => ({
    kind: 'shift' as const, startsAt: minuteOf(begin), endsAt: minuteOf(begin + length),
  })),
)
const roster = fc.array(fc.record({ line: fc.integer({ min: 1, max: 3 }), times }), { maxLength: 6 }).map((entries) => entries.map((entry, index): DutyEntry => ({ id: `e${index}`, ...entry })))

/** Said once more and slowly: walk to every minute, remember how long everybody still has to stay. */
function walk(entries: readonly DutyEntry[], until: number): string[][] {
  const stays = entries.map(() => 0)
  const seen: string[][] = []
  for (let minute = -2 * 1440; minute <= until; minute += 1) {
    const date = addDays(FIRST, Math.floor(minute / 1440))
    const ofDay = ((minute % 1440) + 1440) % 1440
    entries.forEach((entry, index) => {
      stays[index] = Math.max(0, (stays[index] ?? 0) - 1)
      if (entry.times.kind === 'shift') {
        stays[index] = entry.times.startsAt <= minuteOf(minute) && minuteOf(minute) < entry.times.endsAt ? 1 : 0
        return
      }
      const { validFrom, validTo, spans } = entry.times
      if (date < validFrom || (validTo !== null && date >= validTo)) return
      for (const span of spans) if (span.startMinute === ofDay && means(span.on, date)) stays[index] = Math.max(stays[index] ?? 0, span.minutes)
    })
    if (minute < 0) continue
    const here = entries.filter((_, index) => (stays[index] ?? 0) > 0)
    const order: string[] = []
    for (let line = 1; line <= 9; line += 1) {
      const onLine = here.filter((entry) => entry.line === line)
      const shifts = onLine.filter((entry) => entry.times.kind === 'shift')
      order.push(...(shifts.length > 0 ? shifts : onLine).map(({ id }) => id).sort())
    }
    seen.push(order)
  }
  return seen
}

function means(on: DutyDay, date: PlainDate): boolean {
  const { kind } = workingDayOf(CALENDAR, date)
  switch (on) {
    case 'daily': return true
    case 'working': return kind === 'regular' || kind === 'make_up'
    case 'rest': return kind === 'rest'
    case 'holiday': return kind === 'holiday'
    default: return WEEK[isoWeekdayOf(date) - 1] === on
  }
}

describe('who is on duty', () => {
  it('at every moment is whom a walk through the minutes finds', () => {
    fc.assert(
      fc.property(roster, fc.array(fc.integer({ min: 0, max: DAYS * 1440 - 1 }), { minLength: 40, maxLength: 40 }), (entries, minutes) => {
        const walked = walk(entries, DAYS * 1440)
        for (const minute of minutes) expect(onDutyAt(entries, CALENDAR, minuteOf(minute)).map(({ id }) => id)).toEqual(walked[minute])
      }),
      { numRuns: 60 },
    )
  })

  it('over a window is told without a hole, and its gaps and clashes are the walked minutes', () => {
    fc.assert(
      fc.property(roster, (entries) => {
        const window = { from: minuteOf(0), to: minuteOf(DAYS * 1440) }
        const walked = walk(entries, DAYS * 1440)
        const segments = dutySegments(entries, CALENDAR, window)
        const spread = segments.flatMap(({ from, to, onDuty }) => Array.from({ length: (to - from) / MINUTE_MS }, () => onDuty.map(({ id }) => id)))
        expect(spread).toEqual(walked.slice(0, DAYS * 1440))
        const { gaps, clashes } = coverageOf(entries, CALENDAR, window)
        const lengthOf = (parts: readonly { from: Instant; to: Instant }[]): number => parts.reduce((sum, { from, to }) => sum + (to - from) / MINUTE_MS, 0)
        expect(lengthOf(gaps)).toBe(spread.filter((ids) => ids.length === 0).length)
        const lines = new Map(entries.map(({ id, line }) => [id, line]))
        const shared = spread.reduce((sum, ids) => sum + [1, 2, 3].filter((line) => ids.filter((id) => lines.get(id) === line).length > 1).length, 0)
        expect(lengthOf(clashes)).toBe(shared)
      }),
      { numRuns: 40 },
    )
  })
})
