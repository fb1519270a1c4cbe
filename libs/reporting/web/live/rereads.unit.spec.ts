import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { rereads } from './rereads.js'

let reads: number
const read = (): Promise<void> => {
  reads += 1
  return Promise.resolve()
}

beforeEach(() => {
  jest.useFakeTimers()
  reads = 0
})
afterEach(() => {
  jest.useRealTimers()
})

describe('rereads after pushes', () => {
  it('read soon after a push and twice more, for figures that come later than the push', async () => {
    const again = rereads(read, { everyMs: 1_100, spreadMs: 50 })
    again.touch()
    await jest.advanceTimersByTimeAsync(299)
    expect(reads).toBe(0)
    await jest.advanceTimersByTimeAsync(1)
    expect(reads).toBe(1)
    await jest.advanceTimersByTimeAsync(60_000)
    expect(reads).toBe(3)
  })

  it('read about once a second under a flood, and still twice after its end', async () => {
    const again = rereads(read, { everyMs: 1_100, spreadMs: 0 })
    for (let n = 0; n < 100; n += 1) {
      again.touch()
      await jest.advanceTimersByTimeAsync(100)
    }
    expect(reads).toBeLessThanOrEqual(10)
    const during = reads
    await jest.advanceTimersByTimeAsync(60_000)
    expect(reads - during).toBeGreaterThanOrEqual(2)
    expect(reads - during).toBeLessThanOrEqual(3)
  })

  it('go on after a read that failed', async () => {
    const again = rereads(() => read().then(() => Promise.reject(new Error('away'))), { everyMs: 1_100, spreadMs: 0 })
    again.touch()
    await jest.advanceTimersByTimeAsync(60_000)
    expect(reads).toBe(3)
  })

  it('stop when told', async () => {
    const again = rereads(read, { everyMs: 1_100, spreadMs: 0 })
    again.touch()
    again.stop()
    await jest.advanceTimersByTimeAsync(60_000)
    expect(reads).toBe(0)
  })
})
