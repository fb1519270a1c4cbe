import { describe, expect, it } from '@jest/globals'
import { instant, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import fc from 'fast-check'
import { calendarArbitrary, minuteFlags, oracleMoment, uniformCalendarArbitrary, valueOf } from './calendar.spec-support.js'
import { addWorkDays, nextWorkingMoment } from './work-days.js'
import {
  addWorkMinutes,
  addWorkMs,
  isWorkingMoment,
  subtractWorkMinutes,
  subtractWorkMs,
  workMinutesBetween,
  workMsBetween,
} from './work-minutes.js'

/** Moments to the millisecond within the walked days, so that nothing relies on whole minutes. */
const momentArbitrary: fc.Arbitrary<Instant> = fc.integer({ min: 0, max: 30 * 1440 * MINUTE_MS }).map((ms) => plus(oracleMoment(0), ms))
const minutesArbitrary = fc.integer({ min: 0, max: 6000 })

describe('working time', () => {
  it('equals a slow minute-walking oracle over thousands of random calendars', () => {
    let walked = 0
    fc.assert(
      fc.property(
        calendarArbitrary,
        fc.integer({ min: 0, max: 20 * 1440 }),
        fc.integer({ min: 1, max: 3000 }),
        (calendar, from, minutes) => {
          const flags = minuteFlags(calendar)
          let due = from
          for (let left = minutes; left > 0 && due < flags.length; due += 1) if (flags[due]) left -= 1
          const counted = flags.subarray(from, due).reduce((sum, flag) => sum + flag, 0)
          expect(workMinutesBetween(calendar, oracleMoment(from), oracleMoment(due))).toBe(counted)
          if (counted === minutes) {
            walked += 1
            expect(addWorkMinutes(calendar, oracleMoment(from), minutes)).toEqual({ ok: true, value: oracleMoment(due) })
            let start = due
            for (let left = minutes; left > 0; start -= 1) if (flags[start - 1]) left -= 1
            expect(subtractWorkMinutes(calendar, oracleMoment(due), minutes)).toEqual({ ok: true, value: oracleMoment(start) })
          }
        },
      ),
      { numRuns: 3000 },
    )
    expect(walked).toBeGreaterThan(1000)
  })

  it('knows of every minute whether it is working time, as the oracle does', () => {
    fc.assert(
      fc.property(
        calendarArbitrary,
        fc.array(fc.integer({ min: 0, max: 40 * 1440 - 1 }), { minLength: 50, maxLength: 50 }),
        (calendar, minutes) => {
          const flags = minuteFlags(calendar)
          for (const minute of minutes) expect(isWorkingMoment(calendar, oracleMoment(minute))).toBe(flags[minute] === 1)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('adds up: m minutes and then n minutes are m + n minutes', () => {
    fc.assert(
      fc.property(calendarArbitrary, momentArbitrary, minutesArbitrary, minutesArbitrary, (calendar, from, m, n) => {
        const first = addWorkMinutes(calendar, from, m)
        const both = addWorkMinutes(calendar, from, m + n)
        if (first.ok && both.ok) expect(addWorkMinutes(calendar, first.value, n)).toEqual(both)
      }),
      { numRuns: 2000 },
    )
  })

  it('measures additively: a to b and b to c are a to c', () => {
    fc.assert(
      fc.property(calendarArbitrary, momentArbitrary, momentArbitrary, momentArbitrary, (calendar, a, b, c) => {
        expect(workMsBetween(calendar, a, b) + workMsBetween(calendar, b, c)).toBe(workMsBetween(calendar, a, c))
      }),
      { numRuns: 2000 },
    )
  })

  it('goes round: the time between a moment and that moment plus n is n, forwards and backwards', () => {
    fc.assert(
      fc.property(calendarArbitrary, momentArbitrary, minutesArbitrary, (calendar, from, n) => {
        const later = addWorkMinutes(calendar, from, n)
        if (later.ok) expect(workMinutesBetween(calendar, from, later.value)).toBe(n)
        const earlier = subtractWorkMinutes(calendar, from, n)
        if (earlier.ok) expect(workMinutesBetween(calendar, earlier.value, from)).toBe(n)
      }),
      { numRuns: 2000 },
    )
  })

  it('gives the first such moment when adding, the last when subtracting', () => {
    fc.assert(
      fc.property(calendarArbitrary, momentArbitrary, fc.integer({ min: 1, max: 200_000_000 }), (calendar, from, ms) => {
        const later = addWorkMs(calendar, from, ms)
        if (later.ok) expect(workMsBetween(calendar, from, instant(later.value - 1))).toBe(ms - 1)
        const earlier = subtractWorkMs(calendar, from, ms)
        if (earlier.ok) expect(workMsBetween(calendar, instant(earlier.value + 1), from)).toBe(ms - 1)
      }),
      { numRuns: 2000 },
    )
  })

  it('is monotone: what starts later, or lasts longer, is never due earlier', () => {
    fc.assert(
      fc.property(
        calendarArbitrary,
        momentArbitrary,
        momentArbitrary,
        minutesArbitrary,
        fc.integer({ min: 0, max: 12 }),
        (calendar, a, b, n, days) => {
          const [early, late] = a <= b ? [a, b] : [b, a]
          for (const add of [addWorkMinutes, addWorkDays]) {
            const amount = add === addWorkDays ? days : n
            const first = add(calendar, early, amount)
            const second = add(calendar, late, amount)
            const longer = add(calendar, early, amount + 1)
            if (first.ok && second.ok) expect(first.value).toBeLessThanOrEqual(second.value)
            if (first.ok && longer.ok) expect(first.value).toBeLessThanOrEqual(longer.value)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('working days', () => {
  it('are due on the n-th working day after the one that counting begins on, found by walking day by day', () => {
    fc.assert(
      fc.property(calendarArbitrary, fc.integer({ min: 0, max: 15 * 1440 }), fc.integer({ min: 1, max: 8 }), (calendar, from, n) => {
        const flags = minuteFlags(calendar)
        const begin = flags.indexOf(1, from)
        if (begin < 0) return
        const isWorkDay = (day: number): boolean => flags.subarray(day * 1440, (day + 1) * 1440).includes(1)
        const beginDay = Math.floor(begin / 1440)
        let dueDay = beginDay
        for (let left = n; left > 0 && dueDay < 40;) {
          dueDay += 1
          if (dueDay < 40 && isWorkDay(dueDay)) left -= 1
        }
        if (dueDay >= 40) return
        const minute = begin - beginDay * 1440
        const ofDay = flags.subarray(dueDay * 1440, (dueDay + 1) * 1440)
        const forward = ofDay.indexOf(1, minute)
        // Just past a working minute is a closing time, where a limit may end.
        const due = minute > 0 && ofDay[minute - 1] === 1 ? minute : forward >= 0 ? forward : ofDay.lastIndexOf(1) + 1
        expect(valueOf(addWorkDays(calendar, oracleMoment(from), n))).toBe(oracleMoment(dueDay * 1440 + due))
      }),
      { numRuns: 2000 },
    )
  })

  it('add up, and each is worth one working day of minutes, where every working day keeps the same hours', () => {
    fc.assert(
      fc.property(
        uniformCalendarArbitrary,
        momentArbitrary,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (calendar, from, m, n) => {
          const both = valueOf(addWorkDays(calendar, from, m + n))
          expect(valueOf(addWorkDays(calendar, valueOf(addWorkDays(calendar, from, m)), n))).toBe(both)
          const dayMinutes = (calendar.hours[0]?.makeUpDay ?? []).reduce((sum, span) => sum + span.endMinute - span.startMinute, 0)
          expect(workMinutesBetween(calendar, from, both)).toBe((m + n) * dayMinutes)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('begin at a working moment that no working time precedes', () => {
    fc.assert(
      fc.property(calendarArbitrary, momentArbitrary, (calendar, from) => {
        const begin = nextWorkingMoment(calendar, from)
        if (!begin.ok) return
        expect(isWorkingMoment(calendar, begin.value)).toBe(true)
        expect(workMsBetween(calendar, from, begin.value)).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })
})
