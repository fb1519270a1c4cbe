import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays, plainDate, type PlainDate } from '@tongban/kernel/core'
import { DEFAULT_WARNING_SETTINGS } from '../contract/index.js'
import { alarmChance, findSpikes, type Series } from './find-spikes.js'
import { binomialTail, incompleteBeta, upperTail } from './tail-probability.js'
import { topicTrend } from './topic-trend.js'

const DAY = plainDate('2026-11-20')
const DAYS = 130

/** Poisson counts from a seed, the same on every machine. */
function poissons(seed: number, mean: number): () => number {
  let state = seed >>> 0
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 4294967296
  }
  return () => {
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = next(); product > limit; product *= next()) count += 1
    return count
  }
}
const seriesOf = (seed: number, mean: number, placeCode = '150523'): Series => {
  const draw = poissons(seed, mean)
  return { kind: 'category', categoryCode: '0405', watchedClass: null, placeCode, counts: new Map(Array.from({ length: DAYS }, (_, back): [PlainDate, number] => [addDays(DAY, -back), draw()])) }
}
const COUNTED_FROM = addDays(DAY, 1 - DAYS)
const asked = { day: DAY, countedFrom: COUNTED_FROM, settings: DEFAULT_WARNING_SETTINGS, dispersion: 1 }

describe('spikes', () => {
  it('a flat city raises no more alarms than are allowed', () => {
    // 200 cities of 40 series each, on which nothing happens: a day's alarms, all together.
    let alarms = 0
    for (let city = 0; city < 200; city += 1) {
      alarms += findSpikes(Array.from({ length: 40 }, (_, one) => seriesOf(city * 97 + one * 7919 + 1, 0.5 + (one % 8), String(one))), asked).length
    }
    const allowed = (DEFAULT_WARNING_SETTINGS.falseAlarmsPerMonth / 30) * 200
    expect(alarms).toBeLessThanOrEqual(allowed + 3 * Math.sqrt(allowed))
  })

  it('one planted in a flat series is found', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 6 }), (seed, mean) => {
      const flat = seriesOf(seed, mean)
      const planted = new Map(flat.counts).set(DAY, 8 * mean + 25)
      const [spike] = findSpikes([{ ...flat, counts: planted }], asked)
      expect(spike).toMatchObject({ categoryCode: '0405', spanDays: 1, observed: 8 * mean + 25 })
    }), { numRuns: 60 })
  })

  it('what comes every year at this time is none, when earlier years are known', () => {
    const counts = new Map<PlainDate, number>()
    for (let back = 0; back < 900; back += 1) {
      const day = addDays(DAY, -back)
      counts.set(day, /-1[12]-/.test(day) ? 30 : 2)
    }
    const winter: Series = { kind: 'category', categoryCode: '0405', watchedClass: null, placeCode: '150523', counts: new Map([...counts].filter(([day]) => day < '2026-11-01' || day >= '2026-11-18')) }
    for (let back = 0; back < 20; back += 1) (winter.counts as Map<PlainDate, number>).set(addDays(DAY, -back), 30)
    expect(findSpikes([winter], { ...asked, countedFrom: addDays(DAY, -899) })).toEqual([])
    const steep: Series = { ...winter, counts: new Map([...winter.counts].filter(([day]) => day >= '2026-06-01').map(([day, count]): [PlainDate, number] => [day, day < '2026-11-17' ? 2 : count])) }
    expect(findSpikes([steep], { ...asked, countedFrom: plainDate('2026-06-01') })).not.toEqual([])
  })

  it('the more series are looked at, the less likely each must be', () => {
    expect(alarmChance({ falseAlarmsPerMonth: 2 }, 1_000)).toBeCloseTo(2 / 30 / 2_000)
    expect(alarmChance({ falseAlarmsPerMonth: 2 }, 1)).toBe(0.01)
  })
})

describe('chances', () => {
  it('a tail falls with what was observed and lies between 0 and 1', () => {
    fc.assert(fc.property(fc.nat(60), fc.nat(200), fc.integer({ min: 1, max: 12 }), (observed, sum, samples) => {
      const [here, further] = [upperTail(observed, sum, samples), upperTail(observed + 1, sum, samples)]
      expect(here).toBeGreaterThanOrEqual(0)
      expect(here).toBeLessThanOrEqual(1)
      expect(further).toBeLessThanOrEqual(here + 1e-9)
    }))
  })

  it('are those of the books', () => {
    expect(binomialTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 10)
    expect(incompleteBeta(0.3, 2, 5)).toBeCloseTo(0.579825, 6)
  })
})

describe('the trend of a topic', () => {
  it('is growing when the new days have more than their share, fading when less, and the season is no growth', () => {
    const flat = Array.from({ length: 30 }, () => 2)
    expect(topicTrend(flat).trend).toBe('steady')
    expect(topicTrend(flat.map((count, day) => (day >= 20 ? 3 * count : count))).trend).toBe('growing')
    expect(topicTrend(flat.map((count, day) => (day >= 20 ? 0 : count))).trend).toBe('fading')
    const cold = flat.map((count, day) => (day >= 20 ? 3 * count : count))
    expect(topicTrend(cold, cold).trend).toBe('steady')
    expect(topicTrend([]).trend).toBe('steady')
  })

  it('of steady topics few are called growing', () => {
    let growing = 0
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const draw = poissons(seed * 7919, 0.7)
      if (topicTrend(Array.from({ length: 30 }, draw)).trend === 'growing') growing += 1
    }
    expect(growing).toBeLessThanOrEqual(65)
  })
})
