import { describe, expect, it } from '@jest/globals'
import { charactersNeeded, compileWordings, readWordingPattern } from './wording-pattern.js'

const finds = (pattern: string, text: string): string | null => text.match(compileWordings([pattern]) ?? /$^/)?.[0] ?? null

describe('how a wording is written', () => {
  it.each([
    ['停水', '小区停水了', '停水'],
    ['停(水|电)', '全村停电', '停电'],
    ['停水了?两天', '停水两天', '停水两天'],
    ['电线…断', '电线被大风刮断', '电线被大风刮断'],
    ['零下#度', '零下25度', '零下25度'],
    ['电线…断', '电线好。电缆断', null],
    ['(-|－)#度', '室外-25度', '-25度'],
    ['(-|－)#度', '室温18-20度', null],
  ])('%s in %s finds %s', (pattern, text, found) => {
    expect(finds(pattern, text)).toBe(found)
  })

  it.each([
    ['', 'empty'], ['…', 'empty'], ['(水)?', 'empty'], ['水|', 'bracket'], ['(水', 'bracket'], ['水)', 'bracket'], ['()', 'bracket'], ['?水', 'optional'], ['水??', 'optional'],
    ['水+', 'character'], ['水.*', 'character'], ['[水]', 'character'], ['(((((水)))))', 'depth'], ['水'.repeat(201), 'too_long'],
  ])('refuses %j: %s', (pattern, what) => {
    expect(readWordingPattern(pattern)).toMatchObject({ what })
    expect(() => compileWordings([pattern])).toThrow()
  })

  it.each([
    ['停了?水', ['停', '水']],
    ['(大火|着)?起火', ['起', '火']],
    ['(刀|斧头?)…(砍|捅)', ['刀斧', '砍捅']],
    ['(#|十)户', ['户']],
    ['((甲|乙)丙|丁)', ['丙丁']],
  ])('%s needs %j', (pattern, sets) => {
    expect(charactersNeeded(pattern).map((set) => String.fromCharCode(...set))).toEqual(sets)
  })

  it('is none for no wordings', () => {
    expect(compileWordings([])).toBeNull()
  })
})
