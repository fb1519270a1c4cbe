import { beforeEach, describe, expect, it } from '@jest/globals'
import { MINUTE_MS, type Clock } from '@tongban/kernel/core'
import { FakeClock } from '@tongban/testing/server'
import pino from 'pino'
import { DueWorks, type DueWork } from './due-work.js'
import { StoreUnavailable } from './refused.js'

/** Rows that wait, some of which cannot be handled, some of which somebody else holds. */
class Rows {
  readonly broken = new Set<number>()
  readonly held = new Set<number>()
  readonly done: number[] = []
  readonly transactions: (readonly number[])[] = []
  failure: Error = new Error('broken')

  constructor(private waiting: readonly number[]) {}

  readonly due = (_now: unknown, limit: number): Promise<readonly number[]> => Promise.resolve(this.waiting.slice(0, limit))

  readonly handle = (refs: readonly number[]): Promise<number> => {
    this.transactions.push(refs)
    const free = refs.filter((ref) => !this.held.has(ref) && this.waiting.includes(ref))
    if (free.some((ref) => this.broken.has(ref))) return Promise.reject(this.failure)
    this.done.push(...free)
    this.waiting = this.waiting.filter((ref) => !free.includes(ref))
    return Promise.resolve(free.length)
  }
}

let clock: FakeClock
let work: DueWork<number>
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

beforeEach(() => {
  clock = new FakeClock()
  work = new DueWorks(clock as Clock, pino({ level: 'silent' })).of({ name: 'test.rows', batch: 10, keyOf: String })
})

describe('what is due', () => {
  it('goes in batches, what has waited longest first', async () => {
    const rows = new Rows(upTo(25))
    expect(await work.run(rows)).toBe(25)
    expect(rows.transactions.map(({ length }) => length)).toEqual([10, 10, 5])
    expect(rows.done).toEqual(upTo(25))
  })

  it('goes on although some are broken, more of them than a batch holds; those are tried again after a minute', async () => {
    const rows = new Rows(upTo(40))
    for (const ref of [...upTo(9), ...upTo(9).map((ref) => ref + 10), 39]) rows.broken.add(ref)
    expect(await work.run(rows)).toBe(21)
    rows.transactions.length = 0
    expect(await work.run(rows)).toBe(0)
    expect(rows.transactions).toEqual([])
    rows.broken.clear()
    clock.advance(MINUTE_MS)
    expect(await work.run(rows)).toBe(19)
  })

  it('is thrown when all of a batch fail, and none is left aside for it', async () => {
    const rows = new Rows(upTo(3))
    for (const ref of upTo(3)) rows.broken.add(ref)
    await expect(work.run(rows)).rejects.toThrow('broken')
    rows.broken.clear()
    expect(await work.run(rows)).toBe(3)
  })

  it('is left alone while the store is away', async () => {
    const rows = new Rows(upTo(3))
    rows.broken.add(1)
    rows.failure = new StoreUnavailable('away')
    await expect(work.run(rows)).rejects.toThrow(StoreUnavailable)
    expect(rows.transactions).toHaveLength(1)
  })

  it('is left to whoever holds it', async () => {
    const rows = new Rows(upTo(3))
    for (const ref of upTo(3)) rows.held.add(ref)
    expect(await work.run(rows)).toBe(0)
    expect(rows.transactions).toHaveLength(1)
  })

  it('ends after fifty batches, though more came meanwhile', async () => {
    let next = 0
    const endless = { due: () => Promise.resolve([(next += 1)]), handle: () => Promise.resolve(1) }
    expect(await work.run(endless)).toBe(50)
  })
})
