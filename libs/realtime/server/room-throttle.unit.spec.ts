import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Hint } from '@tongban/realtime/contract'
import { RoomThrottle } from './room-throttle.js'

const hint = (n: number): Hint => ({ type: 'case.filed.v1', caseId: `case-${n}`, version: 1, status: 'in_progress', at: n })

let sent: [string, Hint][]
let throttle: RoomThrottle

beforeEach(() => {
  jest.useFakeTimers()
  sent = []
  throttle = new RoomThrottle((room, item) => sent.push([room, item]))
})
afterEach(() => {
  throttle.stop()
  jest.useRealTimers()
})

const idsIn = (room: string) => sent.filter(([name]) => name === room).map(([, item]) => item.caseId)

describe('room throttle', () => {
  it('passes ten a second on as they come, and one for all the rest at the end', () => {
    for (let n = 0; n < 500; n += 1) throttle.offer('city', hint(n))
    expect(idsIn('city')).toEqual(Array.from({ length: 10 }, (_none, n) => `case-${n}`))
    jest.advanceTimersByTime(1_000)
    expect(sent.at(-1)).toEqual(['city', { type: 'many', caseId: '', version: 0, status: '', at: 499 }])
    expect(sent).toHaveLength(11)
  })

  it('holds a steady flood to eleven a second, and still tells of its end', () => {
    for (let n = 0; n < 5_000; n += 1) {
      throttle.offer('city', hint(n))
      jest.advanceTimersByTime(1)
    }
    const during = sent.length
    expect(during).toBeLessThanOrEqual(5 * 11)
    throttle.offer('city', hint(5_000))
    jest.advanceTimersByTime(1_000)
    expect(sent.at(-1)?.[1].at).toBe(5_000)
  })

  it('keeps rooms apart', () => {
    for (let n = 0; n < 50; n += 1) throttle.offer('city', hint(n))
    throttle.offer('unit', hint(99))
    expect(idsIn('unit')).toEqual(['case-99'])
  })

  it('is quick again after a quiet second', () => {
    for (let n = 0; n < 5; n += 1) throttle.offer('city', hint(n))
    jest.advanceTimersByTime(1_000)
    for (let n = 5; n < 15; n += 1) throttle.offer('city', hint(n))
    expect(idsIn('city')).toHaveLength(15)
  })
})
