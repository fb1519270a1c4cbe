import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { hintBatcher } from './hint-batcher.js'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

describe('hint batcher', () => {
  it('passes the first on at once and gathers what follows, at most four times a second', () => {
    const batches: (readonly number[])[] = []
    const batcher = hintBatcher<number>((batch) => batches.push(batch))
    for (let n = 0; n < 1000; n++) {
      batcher.add(n)
      jest.advanceTimersByTime(1)
    }
    expect(batches[0]).toEqual([0])
    expect(batches.length).toBeLessThanOrEqual(5)
    jest.advanceTimersByTime(250)
    expect(batches.flat()).toEqual(Array.from({ length: 1000 }, (_none, n) => n))
  })

  it('is quick again after a quiet time, and silent once stopped', () => {
    const batches: (readonly string[])[] = []
    const batcher = hintBatcher<string>((batch) => batches.push(batch))
    batcher.add('a')
    jest.advanceTimersByTime(5_000)
    batcher.add('b')
    expect(batches).toEqual([['a'], ['b']])
    batcher.add('c')
    batcher.stop()
    jest.advanceTimersByTime(5_000)
    expect(batches).toHaveLength(2)
  })
})
