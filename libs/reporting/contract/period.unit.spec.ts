import { describe, expect, it } from '@jest/globals'
import { instantFromIso, isoOf } from '@tongban/kernel/core'
import { assessmentMonthPeriod, dayPeriod, lastMonthPeriod, monthPeriod, noonToNoonPeriod, weekPeriod, type Period } from './period.js'

/** In the city's clock, which is eight hours ahead. */
const text = ({ from, to }: Period): string =>
  [from, to].map((at) => new Date(Date.parse(isoOf(at)) + 8 * 3_600_000).toISOString().slice(0, 13)).join(' ')
const at = (local: string) => instantFromIso(`${local}+08:00`)

describe('periods of the city', () => {
  it.each([
    [dayPeriod, '2026-11-21T00:30:00', '2026-11-21T00 2026-11-22T00'],
    [dayPeriod, '2026-11-20T23:59:59', '2026-11-20T00 2026-11-21T00'],
    [monthPeriod, '2026-01-31T23:59:59', '2026-01-01T00 2026-02-01T00'],
    [monthPeriod, '2026-02-01T00:00:00', '2026-02-01T00 2026-03-01T00'],
    [monthPeriod, '2026-12-15T12:00:00', '2026-12-01T00 2027-01-01T00'],
    [lastMonthPeriod, '2026-01-01T00:00:00', '2025-12-01T00 2026-01-01T00'],
    [weekPeriod, '2026-11-22T23:00:00', '2026-11-16T00 2026-11-23T00'],
    [weekPeriod, '2026-11-23T00:00:00', '2026-11-23T00 2026-11-30T00'],
    [noonToNoonPeriod, '2026-11-21T11:59:59', '2026-11-20T12 2026-11-21T12'],
    [noonToNoonPeriod, '2026-11-21T12:00:00', '2026-11-21T12 2026-11-22T12'],
    [assessmentMonthPeriod, '2026-11-18T23:59:59', '2026-10-19T00 2026-11-19T00'],
    [assessmentMonthPeriod, '2026-11-19T00:00:00', '2026-11-19T00 2026-12-19T00'],
    [assessmentMonthPeriod, '2026-01-05T08:00:00', '2025-12-19T00 2026-01-19T00'],
  ])('%p puts %s into %s', (period, local, expected) => {
    expect(text(period(at(local)))).toBe(expected)
  })
})
