import { describe, expect, it } from '@jest/globals'
import { FORMULAS, ratesOf } from './formulas.js'
import { listMeasureCases, readMeasures } from './reporting-endpoints.js'

const counts = { valid: 50, contacted: 49, resolved: 40, satisfied: 30, basicallySatisfied: 10 }

describe('ratesOf', () => {
  it('divides by valid callbacks and gives no score where the formula has no weights', () => {
    expect(ratesOf(FORMULAS.three_rates, counts)).toEqual({ response: 0.98, resolution: 0.8, satisfaction: 0.8, score: null })
  })

  it('counts basically satisfied at nine tenths as the Beijing district does', () => {
    const rates = ratesOf(FORMULAS.beijing_district, counts)
    expect(rates.satisfaction).toBeCloseTo((30 + 0.9 * 10) / 50, 12)
    expect(rates.score).toBeCloseTo(100 * (0.1 * 0.98 + 0.5 * 0.8 + 0.4 * 0.78), 9)
  })

  it('weighs 30, 35 and 35 as Jungar banner does', () => {
    expect(ratesOf(FORMULAS.jungar_banner, counts).score).toBeCloseTo(30 * 0.98 + 35 * 0.8 + 35 * 0.8, 9)
  })

  it('says no data where nobody could be asked, neither 0 nor 100', () => {
    const none = { valid: 0, contacted: 0, resolved: 0, satisfied: 0, basicallySatisfied: 0 }
    expect(ratesOf(FORMULAS.beijing_district, none)).toEqual({ response: null, resolution: null, satisfaction: null, score: null })
  })

  it.each(Object.values(FORMULAS))('has weights that sum to one: $id', ({ weights }) => {
    if (weights === null) return
    expect(weights.response + weights.resolution + weights.satisfaction).toBeCloseTo(1, 12)
  })
})

describe('a period in a query', () => {
  const from = '2026-11-01T00:00:00+08:00'
  const findings = (query: object) => readMeasures.query.safeParse(query).error?.issues.map(({ path, message }) => ({ path, message }))

  it('is refused at its end when it is empty or backwards', () => {
    expect(findings({ from, to: from })).toEqual([{ path: ['to'], message: '结束时间应晚于开始时间' }])
  })

  it('is refused when it is longer than 400 days, and accepted at 400', () => {
    expect(findings({ from, to: '2027-12-06T00:00:01+08:00' })).toEqual([{ path: ['to'], message: '时间段最长 400 天' }])
    expect(findings({ from, to: '2027-12-06T00:00:00+08:00' })).toBeUndefined()
  })

  it('is refused without a zone, and an unknown field is named', () => {
    expect(findings({ from: '2026-11-01', to: '2026-12-01T00:00:00+08:00', groupBy: 'unit' })?.map(({ path }) => path)).toEqual([
      ['from'],
      [],
    ])
  })

  it('lets a list ask for cases that have no unit yet', () => {
    const query = { from, to: '2026-12-01T00:00:00+08:00', unitId: 'none', countyCode: 'none' }
    expect(listMeasureCases.query.parse(query)).toMatchObject({ unitId: 'none', countyCode: 'none', limit: 20 })
  })
})
