import { describe, expect, it } from '@jest/globals'
import { categorySuggestionSchema } from '../contract/suggestion.schema.js'
import { buildCategoryLexicon } from './category-lexicon.js'
import { suggestCategories } from './suggest-categories.js'

const lexicon = buildCategoryLexicon([
  { code: '04', name: '水电气热', keywords: [] },
  { code: '0401', name: '供水', keywords: ['自来水'] },
  { code: '040101', name: '停水', keywords: ['停水', '没水', '断水'] },
  { code: '040102', name: '水质问题', keywords: ['水黄', '水有味', '自来水发黄'] },
  { code: '0402', name: '供热', keywords: ['暖气', '供热公司'] },
  { code: '040201', name: '室温不达标', keywords: ['暖气不热', '室温不够', '屋里冷'] },
  { code: '07', name: '市政设施', keywords: [] },
  { code: '070101', name: '路灯', keywords: ['路灯', '路灯不亮', '路灯坏'] },
  { code: '070102', name: '垃圾清运', keywords: ['垃圾不清运', '垃圾没人拉', '垃圾堆成山'] },
  { code: '090101', name: '农民工欠薪', keywords: ['拖欠工资', '农民工工资', '欠薪', '不给工资'] },
])
const codesOf = (text: string, limit?: number): string[] => suggestCategories(lexicon, text, limit).map((one) => one.code)

describe('suggesting a category from the words of the caller', () => {
  it.each([
    ['暖气不热，屋里冷得不行', '040201'],
    ['自来水发黄有泥沙', '040102'],
    ['小区停水两天了', '040101'],
    ['门口路灯不亮', '070101'],
    ['包工头拖欠工资不给', '090101'],
    ['垃圾没有人清运臭死了', '070102'],
  ])('hears %s as %s', (text, code) => {
    expect(codesOf(text)[0]).toBe(code)
  })

  it('shows the words that speak for it, strongest first', () => {
    expect(suggestCategories(lexicon, '路灯不亮，路灯坏了')[0]?.words).toEqual(['路灯不亮', '路灯坏'])
  })

  it('lets the longest phrase win over the phrases inside it', () => {
    expect(suggestCategories(lexicon, '自来水发黄')[0]?.words).toEqual(['自来水发黄'])
  })

  it('offers a broader category only when no kind of it is offered', () => {
    expect(codesOf('暖气的事')).toEqual(['0402'])
    expect(codesOf('暖气不热')).not.toContain('0402')
  })

  it('is surer the more is said for one and the less for others', () => {
    const sure = (text: string): number => suggestCategories(lexicon, text)[0]?.confidence ?? 0
    expect(sure('路灯不亮，路灯坏了')).toBeGreaterThan(sure('路灯'))
    expect(sure('停水')).toBeGreaterThan(sure('停水，还拖欠工资'))
  })

  it('is never certain, and keeps to the limit and the contract', () => {
    const found = suggestCategories(lexicon, '停水 暖气不热 路灯不亮 拖欠工资 垃圾堆成山', 3)
    expect(found).toHaveLength(3)
    expect(found.every((one) => one.confidence > 0 && one.confidence < 1)).toBe(true)
    expect(found.map((one) => categorySuggestionSchema.parse(one))).toEqual(found)
    expect(suggestCategories(lexicon, '停水', 0)).toEqual([])
  })

  it.each(['', '你好', '感谢话务员'])('suggests nothing for %j', (text) => {
    expect(suggestCategories(lexicon, text)).toEqual([])
  })

  it('does not count a phrase more for being repeated many times', () => {
    const said = (times: number): unknown => suggestCategories(lexicon, `拖欠工资，${'停水'.repeat(times)}`)
    expect(said(50)).toEqual(said(2))
    expect(said(2)).not.toEqual(said(1))
  })

  it('refuses a tree with one code twice', () => {
    expect(() => buildCategoryLexicon([{ code: '01', name: '甲', keywords: [] }, { code: '01', name: '乙', keywords: [] }])).toThrow()
  })
})
