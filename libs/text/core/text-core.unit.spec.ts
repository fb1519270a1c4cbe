import { describe, expect, it } from '@jest/globals'
import {
  bandKeys, charNgrams, cosine, foldDigits, foldMaskedNames, groupNearDuplicates, hashText, inverseFrequencies, jaccard, minhash, normalise, runsOf,
  sketchSimilarity, STOP_WORDS, tokenise, weigh,
} from './index.js'

describe('one spelling for what is the same', () => {
  it('makes full-width half-width, capitals small and every white space a plain one', () => {
    expect(normalise('ＡＢ１２　Ｗi-Fi\t！')).toBe('ab12 wi-fi !')
  })

  it('folds every number to one 0', () => {
    expect(foldDigits('12号楼3单元')).toBe('0号楼0单元')
  })

  it.each([
    ['K3区停水', '区停水'],
    ['A市B2县C街道', '市县街道'],
    ['某小区物业', '小区物业'],
    ['××镇的路', '镇的路'],
    ['wifi市', 'wifi市'],
  ])('reads %s without its masked names', (text, read) => {
    expect(foldMaskedNames(text)).toBe(read)
  })
})

describe('n-grams and words', () => {
  it('lets no n-gram reach across a mark or a space', () => {
    expect(charNgrams('停水，三天 了', 2)).toEqual(['停水', '三天'])
    expect(runsOf('停水，三天 了')).toEqual(['停水', '三天', '了'])
  })

  it('leaves out stop words, marks and bare numbers', () => {
    expect(tokenise('请问，停水１２天了！', (run) => run.match(/请问|停水|\d+|天|了/g) ?? [])).toEqual(['停水', '天'])
  })

  it('has stop words as they are compared: normalised', () => {
    expect([...STOP_WORDS].filter((word) => normalise(word) !== word)).toEqual([])
    expect(STOP_WORDS.has('停水')).toBe(false)
  })
})

describe('near-duplicates', () => {
  const gramsOf = (text: string): Set<string> => new Set(charNgrams(text, 2))
  const story = '我们小区从上周开始每天晚上停水两个小时楼上的住户根本没有水用物业说是水泵坏了没有人来修'
  const again = `${story}请尽快`
  const other = '孩子在学校食堂吃饭以后拉肚子老师说是天气原因家长们都很担心希望查一查食堂的卫生'

  it('finds a story told again, and leaves another alone', () => {
    expect(groupNearDuplicates([gramsOf(story), gramsOf(other), gramsOf(again)], 0.5)).toEqual([0, 1, 0])
  })

  it('joins whoever is alike to one of the group', () => {
    const letters = (from: number, to: number): Set<string> => new Set(Array.from({ length: to - from }, (_, at) => `f${from + at}`))
    expect(groupNearDuplicates([letters(0, 30), letters(10, 40), letters(20, 50)], 0.5)).toEqual([0, 0, 0])
  })

  it('leaves texts without features alone, each by itself', () => {
    expect(groupNearDuplicates([new Set(), new Set()], 0.5)).toEqual([0, 1])
    expect(jaccard(new Set(), new Set())).toBe(0)
  })

  it('estimates by a sketch what comparing would find', () => {
    const one = gramsOf(story)
    const two = gramsOf(again)
    const estimate = sketchSimilarity(minhash(one, 256), minhash(two, 256))
    expect(Math.abs(estimate - jaccard(one, two))).toBeLessThan(0.12)
    expect(bandKeys(minhash(one, 128), 32)).toHaveLength(32)
    expect(bandKeys(minhash(one, 128), 32)).toEqual(bandKeys(minhash(new Set(one), 128), 32))
  })

  it('hashes the same for ever', () => {
    expect([hashText(''), hashText('停水'), hashText('停水', 7)]).toMatchInlineSnapshot(`
[
  2872998923,
  2349424970,
  2278234397,
]
`)
  })
})

describe('weighted terms', () => {
  const texts = [['停水', '小区'], ['停电', '小区'], ['欠薪']]
  const frequencies = inverseFrequencies(texts)

  it('weighs the rarer term more, and a text to length 1', () => {
    const vector = weigh(['停水', '小区', '小区'], frequencies)
    expect(frequencies.byTerm.get('停水')).toBeGreaterThan(frequencies.byTerm.get('小区') ?? Infinity)
    expect(cosine(vector, vector)).toBeCloseTo(1)
  })

  it('finds nothing in common where there is nothing', () => {
    expect(cosine(weigh(['停水'], frequencies), weigh(['欠薪'], frequencies))).toBe(0)
    expect(weigh(['没见过'], frequencies).size).toBe(0)
  })

  it('counts terms of enough texts only', () => {
    expect([...inverseFrequencies(texts, 2).byTerm.keys()]).toEqual(['小区'])
  })
})
