import { describe, expect, it } from '@jest/globals'
import { carryIdentity } from './carry-identity.js'

const ids = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => String(from + at))

describe('whether a topic lives on in a cluster', () => {
  it('not where most of its cases have gone elsewhere, though some are there', () => {
    // Thirteen cases of all sorts; five of them happen to be near a new matter of fifteen.
    expect(carryIdentity([[...ids(9, 13), ...ids(101, 115)], ids(1, 8)], [{ id: 'old', caseIds: ids(1, 13) }])).toEqual([null, 'old'])
  })

  it('not in a cluster most of which is new', () => {
    expect(carryIdentity([[...ids(1, 6), ...ids(101, 115)]], [{ id: 'old', caseIds: ids(1, 6) }])).toEqual([null])
  })

  it('not where only cases are that were put to it since the last look: what it was has gone', () => {
    const [settled, added] = [ids(1, 13), ids(101, 115)]
    expect(carryIdentity([added], [{ id: 'old', caseIds: [...settled, ...added], settledIds: settled }])).toEqual([null])
    expect(carryIdentity([added, settled], [{ id: 'old', caseIds: [...settled, ...added], settledIds: settled }])).toEqual([null, 'old'])
  })

  it('where what it was is still there and it has grown by what was put to it, however fast', () => {
    expect(carryIdentity([[...ids(1, 5), ...ids(101, 115)]], [{ id: 'old', caseIds: [...ids(1, 5), ...ids(101, 115)], settledIds: ids(1, 5) }])).toEqual(['old'])
    expect(carryIdentity([ids(1, 3)], [{ id: 'begun', caseIds: ids(1, 3), settledIds: [] }])).toEqual(['begun'])
  })
})
