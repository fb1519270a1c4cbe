import { describe, expect, it } from '@jest/globals'
import { instantFromIso, instant, isoOf, plainDateOf, type Instant } from '@tongban/kernel/core'
import fc from 'fast-check'
import { CALLING_BANDS, nextAttemptAt } from './index.js'

const hourOf = (at: Instant): number => ((at + 8 * 3_600_000) % 86_400_000) / 3_600_000
const bandOf = (at: Instant): number => CALLING_BANDS.findIndex((band) => hourOf(at) >= band.from && hourOf(at) < band.to)

describe('attempts nobody answered', () => {
  it('spread over three times of day and at least two days, whenever the first was made', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 1_440 }), (minutes) => {
        const first = instant(instantFromIso('2026-01-01T00:00:00+08:00') + minutes * 60_000)
        const second = nextAttemptAt([first])
        const third = second === null ? null : nextAttemptAt([first, second])
        if (second === null || third === null) throw new Error('three attempts were expected')
        expect(second > first && third > second).toBe(true)
        expect(bandOf(second)).not.toBe(-1)
        expect(bandOf(third)).not.toBe(bandOf(second))
        expect(plainDateOf(third)).not.toBe(plainDateOf(first))
        expect(nextAttemptAt([first, second, third])).toBeNull()
      }),
    )
  })
  it('go on the same afternoon after a morning call, and the next evening at the earliest after both', () => {
    const first = instantFromIso('2026-11-18T10:00:00+08:00')
    const second = nextAttemptAt([first])
    expect(second && isoOf(second)).toBe('2026-11-18T06:00:00.000Z')
    const third = second && nextAttemptAt([first, second])
    expect(third && isoOf(third)).toBe('2026-11-19T10:00:00.000Z')
  })
})
