import { describe, expect, it } from '@jest/globals'
import { addDays, type PlainDate } from '@tongban/kernel/core'
import { isoWeekdayOf, type CalendarException, type WeeklyHours, type WorkCalendar, type WorkSpan } from '@tongban/worktime/contract'
import fc from 'fast-check'
import { calendarOfLayer, CITY, EMPTY_BOOK, layersDownTo, NATION, type CalendarBook } from './calendar-book.js'
import { ORACLE_START, oracleMoment, spansArbitrary, valueOf, weekArbitrary } from './calendar.spec-support.js'
import { isEmptyRevision, revised, revisionOf, type BookDraft } from './revise-book.js'
import { addWorkMinutes, workMinutesBetween } from './work-minutes.js'

const DAYS = 12
const COUNTY = '150525'
const TOWN = '150525100'
const UNIT = '150525100/township-150525100'
const LAYERS = [NATION, CITY, COUNTY, TOWN, UNIT]

const dateArbitrary = fc.integer({ min: 0, max: DAYS - 1 }).map((days) => addDays(ORACLE_START, days))
const dayArbitrary: fc.Arbitrary<CalendarException> = fc.record({
  date: dateArbitrary, kind: fc.constantFrom('off' as const, 'work' as const), name: fc.constantFrom('元旦', '那达慕'), spans: fc.option(spansArbitrary, { nil: null }), source: fc.constant('test'),
})
const weeklyArbitrary: fc.Arbitrary<WeeklyHours> = fc
  .record({ week: weekArbitrary, makeUpDay: spansArbitrary })
  .map(({ week, makeUpDay }) => ({ name: 'h', validFrom: null, validTo: null, season: null, week, makeUpDay, source: 'test' }))
const draftArbitrary: fc.Arbitrary<BookDraft> = fc.record({
  layer: fc.constantFrom(...LAYERS),
  days: fc.uniqueArray(dayArbitrary, { maxLength: 4, selector: ({ date }) => date }),
  removedDays: fc.uniqueArray(dateArbitrary, { maxLength: 2 }),
  hours: fc.option(
    fc.record({ validFrom: fc.option(dateArbitrary, { nil: null }), officeHours: fc.option(fc.array(weeklyArbitrary, { minLength: 1, maxLength: 1 }), { nil: null, freq: 3 }), keepsHolidays: fc.boolean() }),
    { nil: null },
  ),
})

/** A book made by up to eight changes, and the book as it was after each. */
const historyArbitrary = fc.array(draftArbitrary, { minLength: 1, maxLength: 8 }).map((drafts) => {
  const books: { readonly revision: number; readonly book: CalendarBook }[] = []
  let book = EMPTY_BOOK
  let revision = 0
  for (const draft of drafts) {
    // a nation has days and no hours
    const change = revisionOf(book, draft.layer === NATION ? { ...draft, hours: null } : draft, revision + 1)
    if (isEmptyRevision(change)) continue
    revision += 1
    book = revised(book, change)
    books.push({ revision, book })
  }
  return books
})

/**
 * The spans of a day by definition, from the rows: hours of the layer whose latest row in force that day says any, exceptions of the nearest
 * layer, unless a layer between works through holidays. One day at a time, sharing no code with the book.
 */
function spansByDefinition(book: CalendarBook, layer: string, date: PlainDate): readonly WorkSpan[] {
  const rowOn = (each: string): CalendarBook['hours'][number] | undefined => {
    let last: CalendarBook['hours'][number] | undefined
    for (const row of book.hours) if (row.layer === each && (row.validFrom === null || row.validFrom <= date) && (last === undefined || row.since > last.since)) last = row
    return last
  }
  let week: WeeklyHours | undefined
  let exception: CalendarException | undefined
  for (const each of layersDownTo(layer)) {
    const row = rowOn(each)
    if (row?.officeHours != null) week = row.officeHours[0]
    if (row?.keepsHolidays === false) exception = undefined
    for (const day of book.days) if (day.layer === each && day.date === date && day.until === null) exception = day
  }
  if (exception?.spans) return exception.spans
  if (exception?.kind === 'off') return []
  return exception === undefined ? (week?.week[isoWeekdayOf(date) - 1] ?? []) : (week?.makeUpDay ?? [])
}

function flagsByDefinition(book: CalendarBook, layer: string): Uint8Array {
  const flags = new Uint8Array(DAYS * 1440)
  for (let day = 0; day < DAYS; day += 1) {
    for (const { startMinute, endMinute } of spansByDefinition(book, layer, addDays(ORACLE_START, day))) {
      for (let minute = startMinute; minute < endMinute; minute += 1) flags[day * 1440 + minute] = 1
    }
  }
  return flags
}

function expectEqual(calendar: WorkCalendar, flags: Uint8Array, from: number, minutes: number): boolean {
  let due = from
  for (let left = minutes; left > 0 && due < flags.length; due += 1) if (flags[due]) left -= 1
  const counted = flags.subarray(from, due).reduce((sum, flag) => sum + flag, 0)
  expect(workMinutesBetween(calendar, oracleMoment(from), oracleMoment(due))).toBe(counted)
  if (counted < minutes) return false
  expect(addWorkMinutes(calendar, oracleMoment(from), minutes)).toEqual({ ok: true, value: oracleMoment(due) })
  return true
}

describe('the book of calendars', () => {
  it('equals the minute-walking oracle for city, county, town and unit, with exceptions of every layer', () => {
    let walked = 0
    fc.assert(
      fc.property(historyArbitrary, fc.constantFrom(...LAYERS.slice(1)), fc.integer({ min: 0, max: 5 * 1440 }), fc.integer({ min: 1, max: 2000 }), (history, layer, from, minutes) => {
        const book = history.at(-1)?.book ?? EMPTY_BOOK
        if (expectEqual(valueOf(calendarOfLayer(book, layer)), flagsByDefinition(book, layer), from, minutes)) walked += 1
      }),
      { numRuns: 2500 },
    )
    expect(walked).toBeGreaterThan(300)
  })

  it('reads every past revision as it was when it was the last', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.constantFrom(...LAYERS.slice(1)), fc.integer({ min: 0, max: 3 * 1440 }), (history, layer, from) => {
        const now = history.at(-1)?.book ?? EMPTY_BOOK
        for (const { revision, book } of history) {
          const then = valueOf(calendarOfLayer(now, layer, revision))
          expect(then).toEqual(valueOf(calendarOfLayer(book, layer)))
          expectEqual(then, flagsByDefinition(book, layer), from, 500)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('counts a version up whenever a calendar becomes another, and never down', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.constantFrom(...LAYERS.slice(1)), (history, layer) => {
        let before: WorkCalendar | null = null
        for (const { revision, book } of history) {
          const calendar = valueOf(calendarOfLayer(book, layer))
          expect(calendar.version).toBeLessThanOrEqual(revision)
          if (before !== null) {
            expect(calendar.version).toBeGreaterThanOrEqual(before.version)
            // revision 1 and "nothing yet" are both version 1
            if (calendar.version === before.version && revision > 1) expect({ ...calendar, version: 0 }).toEqual({ ...before, version: 0 })
          }
          before = calendar
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('makes nothing of a draft it has carried out already', () => {
    fc.assert(
      fc.property(historyArbitrary, draftArbitrary, (history, draft) => {
        const book = history.at(-1)?.book ?? EMPTY_BOOK
        const once = revised(book, revisionOf(book, draft, 100))
        expect(isEmptyRevision(revisionOf(once, draft, 101))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
