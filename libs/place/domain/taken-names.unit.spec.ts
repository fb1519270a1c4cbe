import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { GazetteerEntry, GazetteerKind } from './gazetteer.js'
import { buildPlaceIndex } from './place-index.js'
import { buildPlaceWorld } from './place-world.builder.js'
import { TONGLIAO_PLACE_USAGE } from './place-usage.js'
import { resolvePlace } from './resolve-place.js'
import { divisionCalled } from './taken-names.js'

const { divisions } = buildPlaceWorld(readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const bare = buildPlaceIndex(divisions, TONGLIAO_PLACE_USAGE)
const takenBy = (name: string, kind: GazetteerKind = 'landmark', divisionCode = '150502004'): string | undefined => divisionCalled(bare, name, { kind, divisionCode })?.name

describe('a name that is a division of the city', () => {
  it.each([
    ['奈曼旗', '奈曼旗'], ['奈曼 旗', '奈曼旗'], ['奈曼', '奈曼旗'], ['科区', '科尔沁区'], ['后旗', '科尔沁左翼后旗'], ['霍林河', '霍林郭勒市'], ['八仙筒镇', '八仙筒镇'], ['八仙筒', '八仙筒镇'],
    ['大沁塔拉镇', '大沁他拉镇'], ['永清街道', '永清街道'], ['民航社区', '民航社区居委会'],
  ])('%s is %s', (name, division) => {
    for (const kind of ['estate', 'landmark', 'other', 'road'] as const) expect(takenBy(name, kind)).toBe(division)
  })

  it.each(['民航小区', '永清大街', '永清街', '甘旗卡医院', '明珠花园', '奈曼大酒店', '逸美华庭'])('%s is none', (name) => {
    expect(takenBy(name)).toBeUndefined()
  })

  it('may be what a village or township elsewhere is or was called, but never a county, and no township of the same county', () => {
    expect(takenBy('八仙筒镇', 'former', '150526100')).toBeUndefined()
    expect(takenBy('八仙筒镇', 'former', '150525100')).toBe('八仙筒镇')
    expect(takenBy('奈曼旗', 'former', '150526100')).toBe('奈曼旗')
    expect(takenBy('明仁', 'village', '150523100')).toBeUndefined()
    expect(takenBy('明仁街道', 'village', '150523100')).toBe('明仁街道')
    expect(takenBy('西荒村', 'village', '150523100')).toBeUndefined()
    expect(takenBy('奈曼', 'village', '150523100')).toBe('奈曼旗')
  })
})

describe('an entry of the gazetteer that has such a name', () => {
  const entry = (change: Partial<GazetteerEntry>): GazetteerEntry => ({ id: 'a', name: '奈曼旗', aliases: [], kind: 'landmark', divisionCode: '150502004', weight: 1, ...change })
  const withEntry = (change: Partial<GazetteerEntry>) => buildPlaceIndex(divisions, TONGLIAO_PLACE_USAGE, [entry(change)])

  it.each([['奈曼旗', {}], ['奈曼旗八仙筒镇', { name: '八仙筒镇' }], ['八仙筒', { name: '某某商店', aliases: ['八仙筒'] }], ['甘旗卡', { name: '甘旗卡小区', kind: 'estate' }]] as const)('changes nothing of %s', (text, change) => {
    expect(resolvePlace(withEntry(change), text)).toEqual(resolvePlace(bare, text))
  })

  it('is heard by its other names', () => {
    expect(resolvePlace(withEntry({ aliases: ['大槐树底下'] }), '大槐树底下').best?.code).toBe('150502004')
    expect(resolvePlace(withEntry({ name: '甘旗卡小区', kind: 'estate' }), '甘旗卡小区').best?.code).toBe('150502004')
  })
})
