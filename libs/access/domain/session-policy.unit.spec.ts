import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, instantFromIso, MINUTE_MS, plus } from '@tongban/kernel/core'
import { minutesLeft, sessionEndsAt } from './session.policy.js'

const createdAt = instantFromIso('2026-11-16T09:00:00+08:00')

describe('a session', () => {
  it('ends eight hours after it was last used', () => {
    expect(sessionEndsAt({ createdAt, lastSeenAt: plus(createdAt, HOUR_MS) })).toBe(plus(createdAt, 9 * HOUR_MS))
  })

  it('ends after a day however much it is used', () => {
    expect(sessionEndsAt({ createdAt, lastSeenAt: plus(createdAt, 23 * HOUR_MS) })).toBe(plus(createdAt, 24 * HOUR_MS))
  })
})

describe('the wait for a locked name', () => {
  it('is told in whole minutes, never as none', () => {
    expect(minutesLeft(createdAt, plus(createdAt, 15 * MINUTE_MS))).toBe(15)
    expect(minutesLeft(createdAt, plus(createdAt, 14 * MINUTE_MS + 1))).toBe(15)
    expect(minutesLeft(createdAt, plus(createdAt, 1))).toBe(1)
  })
})
