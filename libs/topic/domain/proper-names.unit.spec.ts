import { describe, expect, it } from '@jest/globals'
import { isProperName, properNamesIn } from './proper-names.js'

describe('names of places', () => {
  it('are told by their kind and what stands before it, in each length', () => {
    expect([...properNamesIn('投诉丽水花园物业')]).toEqual(['丽水花园', '诉丽水花园', '投诉丽水花园'])
    expect([...properNamesIn('第五中学')]).toEqual(['第五中学'])
  })

  it('hold no grammar, and are no office, division or firm', () => {
    expect([...properNamesIn('我们的小区')]).toEqual([])
    expect([...properNamesIn('请市政府和明仁街道城市管理的张家村有限公司')]).toEqual([])
  })

  it('are whole when the kind ends them', () => {
    expect(['万达广场', '星河国际城', '胜利路'].every(isProperName)).toBe(true)
    expect(['小区', '路', '万达广场物业', '那条路'].some(isProperName)).toBe(false)
  })
})
