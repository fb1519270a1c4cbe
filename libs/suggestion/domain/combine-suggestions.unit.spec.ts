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

describe('what the model cannot know', () => {
  it('a plain word for a kind of a category is heard though the model is sure of another', () => {
    const predicted = [{ label: '07', confidence: 0.9, words: ['公交车'] }]
    const said = [{ code: '050301', confidence: 0.84, words: ['公交车', '甩站'] }]
    const found = joinSuggestions(predicted, said, (code) => (['05', '07'].includes(code) ? 500 : null), 3)
    expect(found.map(({ code }) => code)).toEqual(['07', '050301'])
  })

  it('its word for the few categories it knows counts for little where the words are plainly of one it has never seen', () => {
    const predicted = [{ label: '100101', confidence: 0.5, words: ['反映'] }]
    const said = [{ code: '070403', confidence: 0.7, words: ['油烟'] }]
    const at = (coverage: number): number => joinSuggestions(predicted, said, (code) => (code === '100101' ? 30 : null), 3, coverage).find(({ code }) => code === '100101')?.confidence ?? 0
    expect(at(1)).toBeGreaterThan(0.3)
    expect(at(0.01)).toBeLessThan(at(1) / 2)
  })

  it('is how much of the tree it has examples of', () => {
    const found = (given: typeof lexicon) => combineSuggestions(given, model, '路灯不亮，孩子上小学', { segment, limit: 6 }).find(({ code }) => code === '1101')?.confidence ?? 0
    const unknown = Array.from({ length: 60 }, (_, at) => ({ code: String(2000 + at), name: `没有学过的第${at}类`, keywords: [] }))
    const wide = buildCategoryLexicon([...unknown, { code: '070101', name: '路灯', keywords: ['路灯', '路灯不亮'] }, { code: '1101', name: '入学', keywords: [] }])
    expect(found(wide)).toBeLessThan(found(buildCategoryLexicon([{ code: '070101', name: '路灯', keywords: ['路灯', '路灯不亮'] }, { code: '1101', name: '入学', keywords: [] }])))
  })
})
