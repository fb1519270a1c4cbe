import { describe, expect, it } from '@jest/globals'
import { placeNotice, placeQuestion } from './place-question.js'

const at = (...path: string[]): { path: string[] } => ({ path: ['通辽市', ...path] })

describe('the question that tells places apart', () => {
  it('asks for the township of villages of one name', () => {
    expect(placeQuestion([at('科左中旗', '甲镇', '明仁嘎查'), at('科左中旗', '乙苏木', '明仁嘎查'), at('科左中旗', '丙镇', '明仁嘎查')])).toBe('有 3 个明仁嘎查，请问是哪个苏木镇的？')
  })

  it('asks for the county when they lie in several', () => {
    expect(placeQuestion([at('科左中旗', '甲镇', '明仁嘎查'), at('开鲁县', '乙镇', '明仁嘎查')])).toBe('有 2 个明仁嘎查，请问是哪个旗县的？')
    expect(placeQuestion([at('科左中旗', '东苏木'), at('库伦旗', '东苏木')])).toBe('有 2 个东苏木，请问是哪个旗县的？')
  })

  it('names them when they are not called alike', () => {
    expect(placeQuestion([at('奈曼旗', '甲镇', '昂乃村'), at('奈曼旗', '乙镇', '昂奈村')])).toBe('有 2 个可能的村，请问是哪一个：甲镇昂乃村，还是乙镇昂奈村？')
    expect(placeQuestion([at('奈曼旗', '甲镇'), at('奈曼旗', '甲镇', '昂乃村')])).toContain('有 2 个可能的地方')
  })

  it('asks nothing when there is nothing to choose', () => {
    expect(placeQuestion([])).toBeNull()
    expect(placeQuestion([at('奈曼旗', '甲镇')])).toBeNull()
  })
})

it('tells the operator that the caller may speak of another city', () => {
  const nothing = { best: null, rivals: [], ambiguous: false }
  expect(placeNotice({ ...nothing, elsewhere: '赤峰市' })).toBe('说的可能是外地：赤峰市')
  expect(placeNotice(nothing)).toBeNull()
  const rivals = [['甲镇', '150525101'], ['乙镇', '150525102']].map(([name = '', code = '']) => ({ code, level: 'township' as const, path: ['通辽市', '奈曼旗', name], confidence: 0.4 }))
  expect(placeNotice({ ...nothing, rivals, ambiguous: true, elsewhere: '赤峰市' })).toContain('有 2 个可能的镇')
})
