import { describe, expect, it } from '@jest/globals'
import { DEFAULT_DUPLICATE_SETTINGS, type PlaceHeard } from '../contract/index.js'
import { GramFrequencies } from './gram-frequencies.js'
import { heardPlace } from './heard-place.js'
import { gramsOf, plainMatter } from './matter-text.js'
import type { Matter } from './matter.js'
import { scoreMatter } from './score-matter.js'

const step = (code: string, confidence: number): { code: string; confidence: number } => ({ code, confidence })
/** 明仁, said alone: a street of one county, a sumu of another, a community of a third. */
const MINGREN: PlaceHeard = { steps: [step('150525', 0.41), step('150525205', 0.41)], rivals: [{ code: '150502003' }, { code: '150525205' }, { code: '150502003006' }] }

describe('a place as it was heard', () => {
  it('is known as far as it is sure, and may be what is unsure', () => {
    expect(heardPlace(MINGREN)).toEqual({ divisionCode: null, possibleCodes: ['150525205', '150502003', '150502003006'] })
    const village = { steps: [step('150500', 1), step('150525', 0.98), step('150525100', 0.9), step('150525100201', 0.6)], rivals: [] }
    expect(heardPlace(village)).toEqual({ divisionCode: '150525100', possibleCodes: ['150525100201'] })
    expect(heardPlace({ steps: [step('150500', 1), step('150525', 0.98), step('150525100', 0.9)], rivals: [] })).toEqual({ divisionCode: '150525100', possibleCodes: [] })
    expect(heardPlace({ steps: [step('150500', 1)], rivals: [] })).toEqual({ divisionCode: null, possibleCodes: [] })
    expect(heardPlace({ steps: [], rivals: [] })).toEqual({ divisionCode: null, possibleCodes: [] })
  })
})

describe('the same words said of a place nobody is sure of', () => {
  const { weights } = DEFAULT_DUPLICATE_SETTINGS
  const grams = gramsOf(plainMatter(['幸福家园小区三号楼停水两天了，自来水公司电话没人接']))
  const said: Matter = { grams: gramsOf(plainMatter(['幸福家园小区三号楼停水两天了'])), divisionCode: null, categoryCode: '040101', callerHash: null, filedAt: 0 }
  const at = (divisionCode: string): Matter => ({ grams, divisionCode, categoryCode: '040101', callerHash: null, filedAt: 0 })
  const scored = (place: Partial<Matter>, filed: Matter): number => scoreMatter({ ...said, ...place }, filed, GramFrequencies.none, weights).score

  it('is as likely as without a place where none of them is the case’s, and likelier where one is; never as likely as the place itself', () => {
    const none = scored({}, at('150502004'))
    expect(scored(heardPlace(MINGREN), at('150502004'))).toBe(none)
    const possible = scored(heardPlace(MINGREN), at('150502003'))
    expect(possible).toBeGreaterThan(none)
    expect(possible).toBeLessThan(scored({ divisionCode: '150502003' }, at('150502003')))
    // What is sure still contradicts.
    expect(scored({ divisionCode: '150525205' }, at('150502004'))).toBeLessThan(none)
  })

  it('keeps what is sure of it: the county is, where only its townships are not', () => {
    const inCounty = heardPlace({ steps: [step('150525', 0.95)], rivals: [{ code: '150525100' }, { code: '150525101' }] })
    expect(inCounty).toEqual({ divisionCode: '150525', possibleCodes: ['150525100', '150525101'] })
    expect(scored(inCounty, at('150525101'))).toBeGreaterThan(scored({ divisionCode: '150525' }, at('150525101')))
    expect(scored(inCounty, at('150525102'))).toBe(scored({ divisionCode: '150525' }, at('150525102')))
  })
})
