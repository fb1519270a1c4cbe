import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { charNgrams, jaccard, minhash, normalise, runsWithPlaces, sketchSimilarity } from './index.js'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

describe('any text', () => {
  it('keeps its length and its places when normalised, and is normalised by once', () => {
    fc.assert(fc.property(anyText, (text) => {
      const normal = normalise(text)
      expect(normal.length).toBe(text.length)
      expect(normalise(normal)).toBe(normal)
    }))
  })

  it('has its runs where they say', () => {
    fc.assert(fc.property(anyText, (text) => {
      for (const run of runsWithPlaces(text)) expect(text.slice(run.start, run.start + run.text.length)).toBe(run.text)
    }))
  })

  it('has n-grams of n units, each a part of it', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 1, max: 4 }), (text, n) => {
      for (const gram of charNgrams(text, n)) {
        expect(gram).toHaveLength(n)
        expect(text).toContain(gram)
      }
    }))
  })

  it('is fully alike to itself, and a comparison has no order', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.uniqueArray(fc.string()), (one, two) => {
      expect(sketchSimilarity(minhash(one, 16), minhash([...one].reverse(), 16))).toBe(1)
      expect(jaccard(new Set(one), new Set(one))).toBe(1)
      expect(jaccard(new Set(one), new Set(two))).toBe(jaccard(new Set(two), new Set(one)))
    }))
  })
})
