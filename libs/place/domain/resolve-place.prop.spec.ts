import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import type { PlaceResolution } from '../contract/place.schema.js'
import type { PlaceDivision } from './division-aliases.js'
import { buildPlaceWorld, stemOf } from './place-world.builder.js'

const { divisions, byCode, parentOf, resolve } = buildPlaceWorld(
  readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'),
)

const counties = divisions.filter((division) => division.level === 'county')
const townships = divisions.filter((division) => division.level === 'township')
const villages = divisions.filter((division) => division.level === 'village')

const villageStem = (name: string): string => name.replace(/(社区|居民委员会|居委会|嘎查|村民委员会|村委会|村)+$/, '')

/**
 * 大沁他拉镇 and 大沁他拉街道, 保安农场 and 保安村: the bare name is both, and no reader could tell.
 * A town and a village of one name are not such a case: the bare name means the town.
 */
const sharesStem = (township: PlaceDivision): boolean => {
  const stem = stemOf(township.name)
  const isFarm = !/(街道|街道办事处|镇|苏木|乡)$/.test(township.name)
  return (
    townships.some((other) => other !== township && other.parentCode === township.parentCode && stemOf(other.name) === stem) ||
    (isFarm && villages.some((village) => parentOf(village)?.parentCode === township.parentCode && villageStem(village.name) === stem))
  )
}

const offers = (found: PlaceResolution, code: string): boolean =>
  found.best?.code === code || found.rivals.some((rival) => rival.code === code)

const nameArbitrary = fc.constantFrom(...divisions.map((division) => division.name))
const pieceArbitrary = fc.oneof(
  nameArbitrary,
  nameArbitrary.chain((name) => fc.integer({ min: 1, max: name.length }).map((length) => name.slice(0, length))),
  fc.constantFrom('科区', '后旗', '霍林河', '，', ' ', '的', '西街', '3号楼', '路灯不亮', '希望', '小区', '大街', '与', '附近'),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const textArbitrary = fc.array(pieceArbitrary, { maxLength: 12 }).map((pieces) => pieces.join(''))
const contextArbitrary = fc.record({
  countyCode: fc.option(fc.constantFrom(...counties.map((county) => county.code), '999999')),
  hints: fc.array(fc.constantFrom(...divisions.map((division) => division.code), 'x'), { maxLength: 3 }),
})

describe('any text at all', () => {
  it('never throws, quotes only what is there, and keeps every figure in range', () => {
    fc.assert(
      fc.property(textArbitrary, contextArbitrary, (text, context) => {
        const found = resolve(text, context)
        let end = 0
        for (const evidence of found.evidence) {
          expect(evidence.start).toBeGreaterThanOrEqual(end)
          expect(evidence.end).toBeLessThanOrEqual(text.length)
          expect(text.slice(evidence.start, evidence.end)).toBe(evidence.text)
          expect(evidence.text.length).toBeGreaterThan(0)
          end = evidence.end
        }
        for (const step of found.best?.steps ?? []) {
          expect(step.confidence).toBeGreaterThanOrEqual(0)
          expect(step.confidence).toBeLessThan(1)
        }
        expect(found.best?.confidence ?? 0).toBe(found.best?.steps.at(-1)?.confidence ?? 0)
        expect(found.level).toBe(found.best?.level ?? null)
        expect(found.rivals.some((rival) => rival.code === found.best?.code)).toBe(false)
        expect(found.best === null && (found.ambiguous || found.rivals.length > 0)).toBe(false)
        const confidences = found.best?.steps.map((step) => step.confidence) ?? []
        expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
        expect(found.rivals.length).toBeLessThanOrEqual(8)
      }),
      { numRuns: 1500 },
    )
  })

  it('gives the same answer to the same question', () => {
    fc.assert(
      fc.property(textArbitrary, contextArbitrary, (text, context) => {
        expect(resolve(text, context)).toEqual(resolve(text, context))
      }),
      { numRuns: 200 },
    )
  })
})

describe('how a text is written', () => {
  const pathTexts = divisions.filter((division) => division.level !== 'city').map((division) => {
    const above = parentOf(division)
    return `${above && above.level !== 'city' ? above.name : ''}${division.name}，18号`
  })
  const spokenArbitrary = fc.oneof(fc.constantFrom(...pathTexts), nameArbitrary)
  const whereArbitrary = fc.array(fc.nat(), { minLength: 1, maxLength: 4 })
  const answerOf = (text: string): unknown => {
    const { best, level, ambiguous, rivals, evidence } = resolve(text)
    return { best, level, ambiguous, rivals, codes: evidence.map((one) => [one.code, one.how]) }
  }
  const interrupted = (text: string, where: readonly number[], mark: string): string =>
    where.reduce((result, place) => {
      const at = place % (result.length + 1)
      return result.slice(0, at) + mark + result.slice(at)
    }, text)

  it.each([' ', '\u3000', '，', '、', '-', '（', '·'])('does not matter: %j anywhere changes no answer', (mark) => {
    fc.assert(
      fc.property(spokenArbitrary, whereArbitrary, (text, where) => {
        expect(answerOf(interrupted(text, where, mark))).toEqual(answerOf(text))
      }),
      { numRuns: 150 },
    )
  })

  it('does not matter: full-width digits and letters are the same digits and letters', () => {
    fc.assert(
      fc.property(spokenArbitrary, fc.constantFrom('3号楼', 'B座12层', '6号农场', '(东门)'), (text, tail) => {
        const wide = [...tail].map((char) => (char > ' ' && char <= '~' ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char)).join('')
        expect(answerOf(text + wide)).toEqual(answerOf(text + tail))
      }),
      { numRuns: 300 },
    )
  })
})

describe('adding the county', () => {
  const tailArbitrary = fc.constantFrom('', '3号楼', '西街12号', '，路灯不亮', '附近有人烧秸秆', '小学门口')
  const namedArbitrary = fc
    .tuple(fc.constantFrom(...townships, ...villages), fc.boolean(), tailArbitrary)
    .map(([division, stripped, tail]) => ({ text: (stripped ? (stemOf(division.name) ?? division.name) : division.name) + tail }))

  // Naming a county twice is another matter: 库伦旗库伦 asks which 库伦 of the banner, its town or its street.
  it('never makes a unique answer ambiguous, nor moves it', () => {
    fc.assert(
      fc.property(namedArbitrary, ({ text }) => {
        const alone = resolve(text)
        const countyCode = alone.best?.steps.find((step) => step.level === 'county')?.code
        fc.pre(alone.best !== null && alone.level !== 'county' && !alone.ambiguous)
        const county = byCode.get(countyCode ?? '')
        const together = resolve(`${county?.name ?? ''}${text}`)
        expect(together.ambiguous).toBe(false)
        expect(together.best?.code.slice(0, 9)).toBe(alone.best?.code.slice(0, 9))
      }),
      { numRuns: 1500 },
    )
  })

  it('as context never makes a unique answer ambiguous either', () => {
    fc.assert(
      fc.property(namedArbitrary, ({ text }) => {
        const alone = resolve(text)
        const countyCode = alone.best?.steps.find((step) => step.level === 'county')?.code
        fc.pre(!alone.ambiguous && countyCode !== undefined)
        expect(resolve(text, { countyCode: countyCode ?? null }).ambiguous).toBe(false)
      }),
      { numRuns: 800 },
    )
  })
})

describe('the whole tree', () => {
  it('finds every division by its official full path', () => {
    for (const division of divisions) {
      if (division.level === 'city') continue
      const names: string[] = []
      for (let at: PlaceDivision | undefined = division; at; at = parentOf(at)) names.unshift(at.name)
      expect([division.name, resolve(names.join('')).best?.code]).toEqual([division.name, division.code])
    }
  })

  it('finds every township by its full path, surely', () => {
    for (const township of townships) {
      const found = resolve(`内蒙古自治区通辽市${parentOf(township)?.name ?? ''}${township.name}`)
      expect([found.best?.code, found.ambiguous]).toEqual([township.code, false])
      expect(found.best?.confidence).toBeGreaterThan(0.9)
    }
  })

  it('finds every township by county and name', () => {
    for (const township of townships) {
      const found = resolve(`${parentOf(township)?.name ?? ''}${township.name}`)
      expect([found.best?.code, found.ambiguous]).toEqual([township.code, false])
    }
  })

  it('finds every township by its bare name in its county; where the county uses the name twice it offers it', () => {
    let unique = 0
    for (const township of townships) {
      const stem = stemOf(township.name)
      if (stem === null) continue
      const found = resolve(`${parentOf(township)?.name ?? ''}${stem}`)
      if (sharesStem(township)) expect([township.name, offers(found, township.code)]).toEqual([township.name, true])
      else expect([township.name, found.best?.code, found.ambiguous]).toEqual([township.name, township.code, false])
      unique += sharesStem(township) ? 0 : 1
    }
    expect(unique).toBeGreaterThan(80)
  })

  it('finds every township by its bare name when the county is known from elsewhere', () => {
    for (const township of townships) {
      const stem = stemOf(township.name)
      const countyCode = township.parentCode
      // 科尔沁 of 科尔沁区 and 开鲁 of 开鲁县 mean the county.
      if (stem === null || sharesStem(township) || parentOf(township)?.name.startsWith(stem)) continue
      expect([township.name, resolve(stem, { countyCode }).best?.code]).toEqual([township.name, township.code])
    }
  })

  it('finds every village by its full path', () => {
    for (const village of villages) {
      const township = parentOf(village)
      const county = township ? parentOf(township) : undefined
      const found = resolve(`${county?.name ?? ''}${township?.name ?? ''}${village.name}`)
      expect([village.name, found.best?.code]).toEqual([village.name, village.code])
    }
  })
})
