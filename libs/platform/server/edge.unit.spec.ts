import { describe, expect, it } from '@jest/globals'
import { uuidField } from '@tongban/kernel/contract'
import { FakeClock } from '@tongban/testing/server'
import { TimeOrderedIdGen, randomToken } from './edge.js'

describe('ids', () => {
  const clock = new FakeClock('2026-11-16T09:00:00.000+08:00')
  const ids = new TimeOrderedIdGen(clock)

  it('are UUIDs of version 7 that carry the moment they were made', () => {
    const id = ids.next()
    expect(uuidField.safeParse(id).success).toBe(true)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(clock.now())
  })

  it('sort by the millisecond they were made in, as text and as PostgreSQL sorts them', () => {
    const made = Array.from({ length: 500 }, () => {
      clock.advance(1)
      return ids.next()
    })
    expect([...made].sort()).toEqual(made)
  })

  it('sort by the order they were made in within one millisecond, so that the rows of one command keep theirs', () => {
    const made = Array.from({ length: 10_000 }, () => ids.next())
    expect([...made].sort()).toEqual(made)
    expect(new Set(made.map((id) => id.slice(0, 13))).size).toBe(1)
  })

  it('are different within one millisecond, whoever makes them', () => {
    const other = new TimeOrderedIdGen(clock)
    expect(new Set(Array.from({ length: 5_000 }, () => [ids.next(), other.next()]).flat()).size).toBe(10_000)
  })

  it('follow a clock that was set back', () => {
    clock.advance(-5_000)
    expect(Number.parseInt(ids.next().replaceAll('-', '').slice(0, 12), 16)).toBe(clock.now())
  })
})

describe('a token nobody can guess', () => {
  it('is url-safe, and another each time', () => {
    const tokens = Array.from({ length: 1_000 }, () => randomToken())
    expect(new Set(tokens).size).toBe(1_000)
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(randomToken(16)).toHaveLength(22)
  })
})
