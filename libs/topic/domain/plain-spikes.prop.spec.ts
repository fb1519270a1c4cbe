import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays, plainDate } from '@tongban/kernel/core'
import { DEFAULT_WARNING_SETTINGS } from '../contract/index.js'
import { seriesOf, type DayCount } from './daily-series.js'
import { findSpikes, type Series } from './find-spikes.js'
import { findPlainSpikes, plainlyMany } from './plain-spikes.js'
import { recusedUnitsOf } from './recused-units.js'

const FIRST = plainDate('2026-11-02')
const CATEGORIES = ['010101', '020205', '030101', '040501', '060301', '080501']
const COUNTIES = ['150502', '150521', '150522', '150523', '150524', '150525']

/** An ordinary young city: the same matters everywhere, larger and smaller townships, more of one matter than of another. */
function ordinaryDays(seed: number, days: number, scale: number): DayCount[] {
  let state = seed >>> 0
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 4294967296
  }
  const poisson = (mean: number): number => {
    let count = 0
    for (let product = next(); product > Math.exp(-mean); product *= next()) count += 1
    return count
  }
  return Array.from({ length: days }, (_, day) => day).flatMap((day) =>
    COUNTIES.flatMap((countyCode) => [1, 2, 3].flatMap((township) => CATEGORIES.map((categoryCode, at): DayCount => ({
      day: addDays(FIRST, day), categoryCode, countyCode, townshipCode: `${countyCode}10${township}`, cases: poisson(scale * township * (0.1 + 0.3 * at)), sensitive: 0,
    })))),
  )
}
const asked = (days: number) => ({ day: addDays(FIRST, days - 1), countedFrom: FIRST, settings: DEFAULT_WARNING_SETTINGS })
const seriesFrom = (rows: readonly DayCount[]): Series[] => seriesOf(rows, DEFAULT_WARNING_SETTINGS)
const OUTAGE = { categoryCode: '040501', countyCode: '150526', townshipCode: '150526100', sensitive: 0 }

describe('spikes while there is no history', () => {
  it('fifteen like cases of a township on the first day are one', () => {
    const [spike, ...others] = findPlainSpikes(seriesFrom([{ ...OUTAGE, day: FIRST, cases: 15 }]), asked(1))
    expect(spike).toMatchObject({ kind: 'category', categoryCode: '0405', placeCode: '150526100', spanDays: 1, observed: 15, expected: 0, least: 10 })
    expect(others).toEqual([])
  })

  it('fifteen are one on every day of the first four weeks, whatever else is ordinary there', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 27 }), fc.double({ min: 0.1, max: 1, noNaN: true }), (seed, days, scale) => {
      const rows = ordinaryDays(seed, days, scale).filter(({ countyCode, categoryCode }) => countyCode !== '150502' || categoryCode !== '010101')
      const planted = { ...OUTAGE, categoryCode: '010101', countyCode: '150502', townshipCode: '150502101', day: asked(days).day, cases: 15 }
      expect(findPlainSpikes(seriesFrom([...rows, planted]), asked(days))).toEqual([expect.objectContaining({ categoryCode: '0101', placeCode: '150502101', observed: 15 })])
    }), { numRuns: 60 })
  })

  it('what is ordinary raises no more than the false alarms allowed, on whichever day, however large the city', () => {
    let alarms = 0
    let looks = 0
    for (const scale of [0.1, 0.5, 1, 3, 10]) {
      for (let city = 1; city <= 30; city += 1, looks += 1) alarms += findPlainSpikes(seriesFrom(ordinaryDays(city * 7919, 1 + (city % 27), scale)), asked(1 + (city % 27))).length
    }
    const allowed = (DEFAULT_WARNING_SETTINGS.falseAlarmsPerMonth / 30) * looks
    expect(alarms).toBeLessThanOrEqual(allowed)
  })

  it('the statistical test raises none of a first week: the days before it are not known, and not zero', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 27 }), (seed, days) => {
      expect(findSpikes(seriesFrom(ordinaryDays(seed, days, 3)), { ...asked(days), dispersion: 1 })).toEqual([])
    }), { numRuns: 20 })
  })

  it('leaves to the test what can be tested', () => {
    const day = addDays(FIRST, 35)
    expect(findPlainSpikes(seriesFrom([{ ...OUTAGE, day, cases: 15 }]), { ...asked(36) })).toEqual([])
  })

  it('what comes every day is none on the second day, three times as much is', () => {
    const counts = (today: number) => new Map([[FIRST, 12], [addDays(FIRST, 1), today]])
    expect(plainlyMany(counts(12), asked(2), 5)).toBeNull()
    expect(plainlyMany(counts(36), asked(2), 5)).toEqual({ observed: 36, expected: 12, least: 10 })
  })
})

describe('units a matter is about', () => {
  const about = (...subjectUnitIds: string[]): { subjectUnitIds: string[] } => ({ subjectUnitIds })
  it('are those of at least half of the cases', () => {
    const many = Array.from({ length: 45 }, () => about())
    expect(recusedUnitsOf([about('town'), ...many])).toEqual([])
    expect(recusedUnitsOf([about('town', 'bureau'), about('town'), about()])).toEqual(['town'])
    expect(recusedUnitsOf([])).toEqual([])
  })
})
