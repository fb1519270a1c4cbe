import { describe, expect, it } from '@jest/globals'
import { rankWithinPeers, type Rankable } from './rank-within-peers.js'

const unit = (value: number | null, peerClass: string | null = 'town', validCallbacks = 10): Rankable => ({
  peerClass,
  validCallbacks,
  value,
})
const placesOf = (items: readonly Rankable[], minimum = 5) =>
  rankWithinPeers(items, minimum).map((item) => (item === null ? null : `${item.rank}${item.band}`))

describe('rankWithinPeers', () => {
  it('cuts six units into thirds', () => {
    expect(placesOf([0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((value) => unit(value)))).toEqual(['6丙', '5丙', '4乙', '3乙', '2甲', '1甲'])
  })

  it('compares only units of one class', () => {
    expect(placesOf([unit(0.9, 'town'), unit(0.8, 'sumu'), unit(0.7, 'town')])).toEqual(['1甲', '1甲', '2乙'])
  })

  it('gives equal values one place and one band, and leaves the next place out', () => {
    expect(placesOf([unit(0.9), unit(0.9), unit(0.8)])).toEqual(['1甲', '1甲', '3丙'])
  })

  it('gives no place to a unit with too few valid callbacks, without data or without a class', () => {
    expect(placesOf([unit(1, 'town', 4), unit(null), unit(1, null), unit(0.5, 'town', 5)])).toEqual([null, null, null, '1甲'])
  })
})
