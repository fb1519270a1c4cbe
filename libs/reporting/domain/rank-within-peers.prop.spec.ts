import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { rankWithinPeers } from './rank-within-peers.js'

const items = fc.array(
  fc.record({
    peerClass: fc.constantFrom('town', 'sumu', null),
    validCallbacks: fc.integer({ min: 0, max: 12 }),
    value: fc.option(fc.constantFrom(0, 0.25, 0.5, 0.75, 1)),
  }),
  { maxLength: 40 },
)

describe('rankWithinPeers', () => {
  it('always places as many before a unit as do better than it, and never puts a better one into a worse band', () => {
    fc.assert(
      fc.property(items, (units) => {
        const standings = rankWithinPeers(units, 5)
        return units.every((unit, index) => {
          const mine = standings[index] ?? null
          const mayHavePlace = unit.peerClass !== null && unit.value !== null && unit.validCallbacks >= 5
          if (mine === null || unit.value === null) return !mayHavePlace
          const own = unit.value
          const peers = units.flatMap((other, at) => {
            const standing = standings[at]
            return other.peerClass === unit.peerClass && other.value !== null && standing ? [{ value: other.value, standing }] : []
          })
          const better = peers.filter(({ value }) => value > own)
          return (
            mayHavePlace &&
            mine.rank === better.length + 1 &&
            better.every(({ standing }) => '甲乙丙'.indexOf(standing.band) <= '甲乙丙'.indexOf(mine.band))
          )
        })
      }),
    )
  })
})
