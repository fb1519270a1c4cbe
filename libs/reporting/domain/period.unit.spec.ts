import { describe, expect, it } from '@jest/globals'
import { instantFromIso, isoOf } from '@tongban/kernel/core'
import { dayPeriod, monthPeriod } from './period.js'
import { topicTrend } from './topic-trend.js'

const text = ({ from, to }: ReturnType<typeof dayPeriod>) => [isoOf(from), isoOf(to)]

describe('periods of the city', () => {
  it('takes the day from midnight to midnight in the city, not in UTC', () => {
    expect(text(dayPeriod(instantFromIso('2026-11-21T00:30:00+08:00')))).toEqual(['2026-11-20T16:00:00.000Z', '2026-11-21T16:00:00.000Z'])
  })

  it.each([
    ['2026-01-31T23:59:59.999+08:00', '2025-12-31T16:00:00.000Z', '2026-01-31T16:00:00.000Z'],
    ['2026-02-01T00:00:00+08:00', '2026-01-31T16:00:00.000Z', '2026-02-28T16:00:00.000Z'],
    ['2026-12-15T12:00:00+08:00', '2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
  ])('puts %s into the month from %s to %s', (at, from, to) => {
    expect(text(monthPeriod(instantFromIso(at)))).toEqual([from, to])
  })
})

describe('topicTrend', () => {
  it.each([
    [38, 20, 'rising'],
    [24, 20, 'steady'],
    [2, 0, 'steady'],
    [3, 0, 'rising'],
    [4, 20, 'fading'],
  ])('calls %i today against the usual %i %s', (today, usual, trend) => {
    expect(topicTrend(today, usual)).toBe(trend)
  })
})
