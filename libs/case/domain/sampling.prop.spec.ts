import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { SATISFIED, calledBack, closed, given, upToCallback, upToReply, filed, dispatched } from '@tongban/testing/server'
import fc from 'fast-check'
import { isDrawn, mayBeSampled } from './sampling.js'

/** Ids with tails like real ones: evenly spread, and the same in every run. */
const ids = Array.from({ length: 4_000 }, (_, index) => createHash('sha256').update(String(index)).digest('hex').slice(0, 32))

describe('leaving plain cases to a sample', () => {
  it('draws the share it is told, as near as chance allows', () => {
    for (const share of [0, 0.1, 0.5, 1]) {
      const drawn = ids.filter((id) => isDrawn(id, 'review', share)).length / ids.length
      expect(Math.abs(drawn - share)).toBeLessThan(0.03)
    }
  })

  it('draws the same case the same way every time, and keeps whoever was drawn when the share grows', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (id, one, two) => {
        const [less, more] = [Math.min(one, two), Math.max(one, two)]
        expect(isDrawn(id, 'callback', less)).toBe(isDrawn(id, 'callback', less))
        if (isDrawn(id, 'callback', less)) expect(isDrawn(id, 'callback', more)).toBe(true)
      }),
    )
  })

  it('draws for review and for callback independently', () => {
    const both = ids.filter((id) => isDrawn(id, 'review', 0.5) && isDrawn(id, 'callback', 0.5)).length / ids.length
    expect(Math.abs(both - 0.25)).toBeLessThan(0.03)
  })

  it('never leaves out complaints and reports, emergencies, sealed reporters, or a second round', () => {
    const plain = given(...upToReply()).state
    expect(mayBeSampled(plain)).toBe(true)
    for (const changes of [{ caseType: 'complaint' }, { caseType: 'report' }, { urgency: 'emergency' }, { sealed: true }] as const) {
      expect([changes, mayBeSampled(given(filed(changes), dispatched()).state)]).toEqual([changes, false])
    }
    expect(mayBeSampled({ ...plain, round: 2 })).toBe(false)
    expect(mayBeSampled({ ...plain, procedures: { ...plain.procedures, urges: 1 } })).toBe(false)
    expect(mayBeSampled(given(...upToCallback(), calledBack(SATISFIED), closed()).state)).toBe(true)
  })
})
