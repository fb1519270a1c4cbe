import { describe, expect, it } from '@jest/globals'
import { categorySuggestionSchema } from '../contract/suggestion.schema.js'
import { buildCategoryLexicon } from './category-lexicon.js'
import { combineSuggestions, joinSuggestions } from './combine-suggestions.js'
import { cutInPairs as segment, REQUESTS } from './requests.spec-support.js'
import { suggestCategories } from './suggest-categories.js'
import { trainModel } from './train-model.js'

const lexicon = buildCategoryLexicon([
  { code: '0401', name: '城镇供水', keywords: [] },
  { code: '040101', name: '停水', keywords: ['停水', '没水'] },
  { code: '040102', name: '水质', keywords: ['水发黄', '水有味'] },
  { code: '0402', name: '供热', keywords: ['暖气'] },
  { code: '0901', name: '欠薪', keywords: ['拖欠工资'] },
  { code: '070101', name: '路灯', keywords: ['路灯', '路灯不亮'] },
])
const model = trainModel(REQUESTS, { segment })
const codesOf = (text: string, given: typeof model | null = model): string[] => combineSuggestions(lexicon, given, text, { segment }).map((one) => one.code)

describe('the words of the tree and a trained model together', () => {
  it('are the words alone on the first day', () => {
    expect(combineSuggestions(lexicon, null, '路灯不亮', { segment })).toEqual(suggestCategories(lexicon, '路灯不亮', 3))
  })

  it('let the words choose among the kinds of a category the model knows', () => {
    expect(codesOf('自来水发黄，水有味')[0]).toBe('040102')
    expect(codesOf('小区停水')[0]).toBe('040101')
  })

  it('still hear a category the model has never seen', () => {
    expect(codesOf('门口路灯不亮')).toContain('070101')
  })

  it('leave the model its say where no word of the tree is said', () => {
    expect(codesOf('老师体罚学生')[0]).toBe('1101')
  })

  it('offer no category that has left the tree', () => {
    const found = combineSuggestions(lexicon, model, '老师体罚学生', { segment, isCategory: (code) => code !== '1101' })
    expect(found.map((one) => one.code)).not.toContain('1101')
  })

  it('keep to the contract and the limit', () => {
    const found = combineSuggestions(lexicon, model, '停水 暖气不热 拖欠工资 路灯不亮', { segment, limit: 2 })
    expect(found).toHaveLength(2)
    expect(found.map((one) => categorySuggestionSchema.parse(one))).toEqual(found)
    expect(combineSuggestions(lexicon, model, '', { segment })).toEqual([])
  })
})

describe('a category of many examples and one of few', () => {
  const said = [{ code: '0401', confidence: 0.6, words: ['停水'] }]
  const predicted = [{ label: '0901', confidence: 0.8, words: ['工资'] }, { label: '0401', confidence: 0.1, words: [] }]
  const rivals = (examples: number): string[] => joinSuggestions(predicted, said, (code) => (code === '0401' ? examples : 500), 3).map((one) => one.code)

  it('weighs the words less the more examples there were', () => {
    expect(rivals(1_000)[0]).toBe('0901')
    const confidenceAt = (examples: number): number => joinSuggestions(predicted, said, () => examples, 3).find((one) => one.code === '0401')?.confidence ?? 0
    expect(confidenceAt(3)).toBeGreaterThan(confidenceAt(300))
  })
})
