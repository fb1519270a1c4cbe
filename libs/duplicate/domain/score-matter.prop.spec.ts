import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DEFAULT_DUPLICATE_SETTINGS } from '../contract/index.js'
import { FEWEST_GRAMS } from './candidate-bounds.js'
import { GramFrequencies } from './gram-frequencies.js'
import { KEYS_STORED, keysToAsk, keysToStore } from './index-keys.js'
import type { Matter } from './matter.js'
import { gramsOf, plainMatter, trigramsOf } from './matter-text.js'
import { MemoryIndex } from './memory-index.js'
import { scoreMatter } from './score-matter.js'

const { weights } = DEFAULT_DUPLICATE_SETTINGS
const words = fc.array(fc.constantFrom(...'暖气不热停水路灯坏了三天没人管小区号楼老孩子冷希望尽快修理欠薪工资包头'), { minLength: 8, maxLength: 120 }).map((list) => list.join(''))
const matter: fc.Arbitrary<Matter> = fc.record({
  grams: words.map((text) => gramsOf(plainMatter([text]))),
  divisionCode: fc.constantFrom(null, '150523', '150523101', '150523101001', '150523102', '150524', '150500'),
  categoryCode: fc.constantFrom(null, '01', '0101', '010101', '010102', '020101'),
  callerHash: fc.constantFrom(null, 'a', 'b'),
  filedAt: fc.integer({ min: 0, max: 400 * 86_400_000 }),
})
const possible = fc.array(fc.constantFrom('150523', '150523101', '150523101001', '150524', '150500'), { maxLength: 3 })
const frequencies: fc.Arbitrary<GramFrequencies> = fc.array(words, { maxLength: 30 }).map((texts) => GramFrequencies.counted(texts.map((text) => [gramsOf(plainMatter([text])), trigramsOf(plainMatter([text]), 'c')])))

describe('the score of two cases', () => {
  it('is the same both ways and between 0 and 1', () => {
    fc.assert(
      fc.property(matter, matter, frequencies, (one, other, counted) => {
        const { score } = scoreMatter(one, other, counted, weights)
        expect(scoreMatter(other, one, counted, weights).score).toBeCloseTo(score, 10)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is 1 of a case with itself, when it says enough or its place is known', () => {
    fc.assert(
      fc.property(matter, frequencies, (one, counted) => {
        fc.pre(one.grams.length >= weights.text.fullGrams || (one.divisionCode !== null && one.divisionCode !== '150500'))
        expect(scoreMatter(one, one, counted, weights).score).toBeCloseTo(1, 10)
      }),
    )
  })

  it('is never lowered by the same number, the same place or the same category', () => {
    fc.assert(
      fc.property(matter, matter, frequencies, (one, other, counted) => {
        const { score } = scoreMatter(one, other, counted, weights)
        const nearer = { ...other, callerHash: 'a', divisionCode: one.divisionCode, categoryCode: one.categoryCode }
        fc.pre(one.divisionCode !== null && one.divisionCode !== '150500' && one.categoryCode !== null)
        expect(scoreMatter({ ...one, callerHash: 'a' }, nearer, counted, weights).score).toBeGreaterThanOrEqual(score - 1e-12)
      }),
    )
  })

  it('is never lowered by a place that is only possible, and raised less by it than by knowing it', () => {
    fc.assert(
      fc.property(matter, matter, possible, frequencies, (one, other, possibleCodes, counted) => {
        const scoreAt = (place: Partial<Matter>): number => scoreMatter({ ...one, ...place }, other, counted, weights).score
        const nowhere = scoreAt({ divisionCode: null })
        const perhaps = scoreAt({ divisionCode: null, possibleCodes })
        expect(perhaps).toBeGreaterThanOrEqual(nowhere)
        expect(perhaps).toBeLessThanOrEqual(Math.max(nowhere, ...possibleCodes.map((divisionCode) => scoreAt({ divisionCode }))) + 1e-12)
        expect(scoreMatter(other, { ...one, divisionCode: null, possibleCodes }, counted, weights).score).toBeCloseTo(perhaps, 10)
      }),
    )
  })

  it('does not care for blanks, width, letter case and marks', () => {
    fc.assert(
      fc.property(words, fc.array(fc.constantFrom(' ', '　', '，', '。', '\n', '!', '', '')), (text, between) => {
        const typed = [...text].map((character, at) => `${between[at % Math.max(1, between.length)] ?? ''}${character}`).join('')
        expect([...gramsOf(plainMatter([`${typed}Ａ１ｂ`]))]).toEqual([...gramsOf(plainMatter([`${text}a1B`]))])
      }),
    )
  })
})

describe('the index in memory', () => {
  it('never finds a case itself, finds its copy, and stays within its bounds', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 40 }), frequencies, (texts, counted) => {
        const index = new MemoryIndex(1e12)
        const items = texts.map((text, at) => ({ id: String(at), trigrams: trigramsOf(plainMatter([text]), 'c'), grams: gramsOf(plainMatter([text])), divisionCode: null, categoryCode: null, callerHash: null, filedAt: at }))
        for (const item of items) index.add(item, counted)
        for (const item of items) {
          const found = index.candidates(item, counted).map(({ id }) => id)
          expect(found).not.toContain(item.id)
          const copy = { ...item, id: 'copy' }
          if (item.grams.length >= FEWEST_GRAMS) expect(index.candidates(copy, counted).map(({ id }) => id)).toContain(item.id)
          expect(found.length).toBeLessThanOrEqual(200)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('asks by keys that a copy stored, whatever has been counted since', () => {
    fc.assert(
      fc.property(words, frequencies, frequencies, (text, then, now) => {
        const trigrams = trigramsOf(plainMatter([text]), 'c')
        const stored = keysToStore(trigrams, then)
        expect(stored.length).toBeLessThanOrEqual(KEYS_STORED)
        const asked = keysToAsk(trigrams, now, 1_000_000)
        expect(asked.length).toBeGreaterThan(0)
        expect(new Set(asked).size).toBe(asked.length)
        expect(asked.some((key) => stored.includes(key))).toBe(true)
      }),
    )
  })
})
