import { describe, expect, it } from '@jest/globals'
import { GramFrequencies } from './gram-frequencies.js'
import { categoryAgreement, placeAgreement } from './matter.js'

describe('two places', () => {
  it.each([
    ['150523101001', '150523101001', 'village'],
    ['150523101001', '150523101002', 'township'],
    ['150523101001', '150523101', 'township'],
    ['150523101', '150523102', 'other_township'],
    ['150523101', '150523', 'county'],
    ['150523', '150524', 'other_county'],
    ['150523101', '150500', 'unknown'],
    [null, '150523', 'unknown'],
  ] as const)('%s and %s agree: %s', (one, other, expected) => {
    expect([placeAgreement(one, other), placeAgreement(other, one)]).toEqual([expected, expected])
  })
})

describe('two categories', () => {
  it.each([
    ['010105', '010105', 'same'],
    ['010105', '010106', 'near'],
    ['0101', '010106', 'near'],
    ['010105', '020105', 'other'],
    ['010105', null, 'unknown'],
  ] as const)('%s and %s: %s', (one, other, expected) => {
    expect([categoryAgreement(one, other), categoryAgreement(other, one)]).toEqual([expected, expected])
  })
})

describe('the frequencies of grams', () => {
  it('weigh what is rare above what is common, and survive being stored', () => {
    const common = Uint32Array.of(7)
    const counted = GramFrequencies.counted(Array.from({ length: 10 }, (_, at) => [common, Uint32Array.of(1_000 + at)]))
    expect(counted.weightOf(7)).toBe(1)
    expect(counted.weightOf(1_003)).toBeGreaterThan(2)
    const again = GramFrequencies.fromBytes(counted.cases, counted.toBytes())
    for (const gram of [7, 1_003, 5]) expect(again.weightOf(gram)).toBe(counted.weightOf(gram))
    expect(() => GramFrequencies.fromBytes(1, new Uint8Array(3))).toThrow('Not a count')
  })
})
