import { describe, expect, it } from '@jest/globals'
import { figureOf, mixed, shadeOf } from './map-shade.js'

const county = { inHand: 12, overdue: 3, rates: { response: 0.98, resolution: null, satisfaction: 1 } }

describe('the shade of a county', () => {
  it('is the share of the largest for counts, and nothing where all are zero', () => {
    expect(shadeOf(figureOf(county, 'in_hand'), 24, 'in_hand')).toBe(0.5)
    expect(shadeOf(0, 0, 'overdue')).toBe(0)
  })

  it('spreads rates over the upper fifth and keeps no data apart from zero', () => {
    expect(shadeOf(figureOf(county, 'response'), 0, 'response')).toBeCloseTo(0.9, 9)
    expect(shadeOf(0.3, 0, 'response')).toBe(0)
    expect(shadeOf(figureOf(county, 'resolution'), 0, 'resolution')).toBeNull()
  })

  it('mixes colours', () => {
    expect(mixed('#000000', '#ff8040', 0.5)).toBe('#804020')
    expect(mixed('#102030', '#ffffff', 0)).toBe('#102030')
  })
})
