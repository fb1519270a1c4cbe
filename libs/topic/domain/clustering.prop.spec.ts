import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { carryIdentity } from './carry-identity.js'
import { findTopics, readCase, type ReadCase, type TopicCase } from './find-topics.js'
import { TopicIndex } from './topic-index.js'
import { featuresOf } from './topic-features.js'

const PLACES = ['丽水花园', '万达广场', '明仁小学', '胜利路农贸市场', '西辽河公园', '建国社区']
const MATTERS = ['夜间施工噪音扰民', '乱停车堵住消防通道', '垃圾没人清运发臭', '路灯整夜不亮', '油烟直排居民楼', '强制收取补课费']
const WORDS = ['请', '尽快', '处理', '已经', '三天', '多次', '居民', '意见很大', '睡不着', '没人管', '打过电话', '希望解决']

const caseOf = fc.record({ place: fc.nat(PLACES.length - 1), matter: fc.nat(MATTERS.length - 1), words: fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }), at: fc.nat(10_000) })
const cases = fc.array(caseOf, { minLength: 1, maxLength: 60 }).map((drafts) =>
  drafts.map(({ place, matter, words, at }, index): TopicCase => ({
    id: `case-${String(index).padStart(3, '0')}`, at, title: `${PLACES[place] ?? ''}${MATTERS[matter] ?? ''}`, text: `${PLACES[place] ?? ''}${words.join('')}${MATTERS[matter] ?? ''}`, sealed: false,
    countyCode: '150523', townshipCode: `15052310${place}`, categoryCode: `0${matter + 1}0101`,
  })),
)
const idsOf = (read: readonly ReadCase[]): string[][] => findTopics(read).topics.map(({ caseIds }) => [...caseIds].sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))

describe('clustering', () => {
  it('puts every case into exactly one topic', () => {
    fc.assert(fc.property(cases, (given) => {
      expect(idsOf(given.map(readCase)).flat().sort()).toEqual(given.map(({ id }) => id).sort())
    }), { numRuns: 40 })
  })

  it('does not depend on the order in which cases come', () => {
    fc.assert(fc.property(cases.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))), ([given, shuffled]) => {
      expect(idsOf(shuffled.map(readCase))).toEqual(idsOf(given.map(readCase)))
    }), { numRuns: 40 })
  })

  it('finds a new case its topic, the same however often it is asked', () => {
    fc.assert(fc.property(cases, (given) => {
      const { topics, background } = findTopics(given.map(readCase))
      const index = new TopicIndex()
      topics.forEach(({ caseIds, centroid }, at) => index.put({ id: String(at), centroid, wheres: given.filter(({ id }) => caseIds.includes(id)) }))
      for (const one of given.slice(0, 5)) {
        const vector = background.vectorOf(featuresOf(one), 'new')
        expect(index.find(vector, one, 0.22)).toEqual(index.find(vector, one, 0.22))
      }
    }), { numRuns: 20 })
  })

  it('gives no topic to two clusters, and the same clusters the same topics', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), { maxLength: 8 }), (drawn) => {
      const seen = new Set<number>()
      const clusters = drawn.map((cluster) => [...new Set(cluster)].filter((one) => !seen.has(one) && seen.add(one)).map(String)).filter((cluster) => cluster.length > 0)
      const known = clusters.map((caseIds, at) => ({ id: `topic-${at}`, caseIds }))
      expect(carryIdentity(clusters, known)).toEqual(known.map(({ id }) => id))
      const merged = carryIdentity([clusters.flat(), ...clusters.slice(0, 1)], known).filter((id) => id !== null)
      expect(new Set(merged).size).toBe(merged.length)
    }))
  })
})
