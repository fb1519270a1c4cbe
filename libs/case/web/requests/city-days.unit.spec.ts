import { describe, expect, it } from '@jest/globals'
import { instantFromIso } from '@tongban/kernel/core'
import { cityDayOf, closingOf, onDay, weekdaysLater } from './city-days.js'

const friday = instantFromIso('2026-11-27T17:10:00+08:00')

describe('days in the city', () => {
  it('skip Saturday and Sunday and keep the time of day', () => {
    expect(weekdaysLater(friday, 1)).toBe(instantFromIso('2026-11-30T17:10:00+08:00'))
    expect(weekdaysLater(friday, 5)).toBe(instantFromIso('2026-12-04T17:10:00+08:00'))
    expect(weekdaysLater(friday, 0)).toBe(friday)
  })

  it('are of the city, whatever the zone of the browser', () => {
    expect(cityDayOf(instantFromIso('2026-11-27T23:30:00+08:00'))).toBe('2026-11-27')
    expect(cityDayOf(instantFromIso('2026-11-27T00:30:00+08:00'))).toBe('2026-11-27')
    expect(closingOf('2026-12-31')).toBe(instantFromIso('2026-12-31T09:30:00Z'))
    expect(onDay(friday, '2026-12-02')).toBe(instantFromIso('2026-12-02T17:10:00+08:00'))
  })

  it('are none when nothing or half of one is written', () => {
    expect([closingOf(''), closingOf('2026-1'), onDay(friday, '')]).toEqual([null, null, null])
  })
})
