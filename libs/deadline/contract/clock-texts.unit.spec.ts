import { describe, expect, it } from '@jest/globals'
import { instant, type Instant } from '@tongban/kernel/core'
import { clockTone } from './clock-tone.js'
import { remainingOf, remainingText } from './remaining-text.js'

const at = (text: string): Instant => instant(Date.parse(`${text.replace(' ', 'T')}+08:00`))

describe('the time left', () => {
  it.each([
    ['2026-11-20 13:50', '2026-11-20 17:10', '还剩 3 小时 20 分'],
    ['2026-11-20 13:50:01', '2026-11-20 17:10', '还剩 3 小时 19 分'],
    ['2026-11-20 14:10', '2026-11-20 17:10', '还剩 3 小时'],
    ['2026-11-20 16:40', '2026-11-20 17:10', '还剩 30 分'],
    ['2026-11-20 17:09:01', '2026-11-20 17:10', '还剩不足 1 分'],
    ['2026-11-20 17:10', '2026-11-20 17:10', '刚刚超期'],
    ['2026-11-20 17:11', '2026-11-20 17:10', '已超期 1 分'],
    ['2026-11-20 20:30', '2026-11-20 17:10', '已超期 3 小时 20 分'],
    ['2026-11-21 19:10', '2026-11-20 17:10', '已超期 1 天 2 小时'],
    ['2026-11-22 17:50', '2026-11-20 17:10', '已超期 2 天'],
    ['2026-11-20 16:00', '2026-11-21 10:30', '明天 10:30 前'],
    ['2026-11-20 00:00', '2026-11-21 23:59', '明天 23:59 前'],
    ['2026-11-20 22:30', '2026-11-21 01:00', '还剩 2 小时 30 分'],
    ['2026-11-20 16:00', '2026-11-22 00:00', '还剩 1 天 8 小时'],
    ['2026-11-20 16:00', '2026-11-27 16:00', '还剩 7 天'],
  ])('at %s, due at %s, is said as %s', (now, dueAt, text) => {
    expect(remainingText(at(now), at(dueAt))).toBe(text)
  })

  it('is also given as parts, for another language', () => {
    expect(remainingOf(at('2026-11-21 19:15'), at('2026-11-20 17:10'))).toEqual({ isOverdue: true, days: 1, hours: 2, minutes: 5 })
  })
})

describe('the tone of a clock', () => {
  const clock = { state: 'running', warnAt: at('2026-11-20 16:00'), dueAt: at('2026-11-20 17:00') } as const

  it('is ample until the warning, near until the due moment, and overdue from that moment on', () => {
    expect(clockTone(at('2026-11-20 15:59:59.999'), clock)).toBe('ample')
    expect(clockTone(at('2026-11-20 16:00'), clock)).toBe('near')
    expect(clockTone(at('2026-11-20 16:59:59.999'), clock)).toBe('near')
    expect(clockTone(at('2026-11-20 17:00'), clock)).toBe('overdue')
    expect(clockTone(at('2026-11-20 16:30'), { ...clock, warnAt: null })).toBe('ample')
  })

  it('is paused or done whatever the time', () => {
    expect(clockTone(at('2026-11-21 17:00'), { ...clock, state: 'paused' })).toBe('paused')
    expect(clockTone(at('2026-11-21 17:00'), { ...clock, state: 'satisfied' })).toBe('done')
    expect(clockTone(at('2026-11-20 15:00'), { ...clock, state: 'cancelled' })).toBe('done')
  })
})
