import { describe, expect, it } from '@jest/globals'
import type { GazetteerEntry } from './gazetteer.js'
import type { PlaceDivision } from './division-aliases.js'
import { buildPlaceIndex } from './place-index.js'
import { pointFinding } from './point-finding.js'

const divisions: readonly PlaceDivision[] = [
  { code: '150502', parentCode: null, level: 'county', name: '科尔沁区' },
  { code: '150502003', parentCode: '150502', level: 'township', name: '永清街道' },
  { code: '150502003001', parentCode: '150502003', level: 'village', name: '平安里社区居委会' },
  { code: '150502003002', parentCode: '150502003', level: 'village', name: '和平里社区居委会' },
  { code: '150502004', parentCode: '150502', level: 'township', name: '明仁街道' },
  { code: '150525', parentCode: null, level: 'county', name: '奈曼旗' },
  { code: '150525100', parentCode: '150525', level: 'township', name: '大沁他拉镇' },
]
const entry = (name: string, divisionCode: string, latitude: number, longitude: number): GazetteerEntry => ({ id: name, name, aliases: [], kind: 'estate', weight: 1, divisionCode, point: { latitude, longitude } })
const index = buildPlaceIndex(divisions, { prefixes: ['通辽市'], spoken: {}, hosts: {} }, [
  entry('逸美华庭', '150502003001', 43.65, 122.26), entry('明仁小学', '150502004', 43.6505, 122.28), entry('诺恩吉雅小区', '150525100', 42.85, 120.66),
])
const at = (latitude: number, longitude: number, said: string | null) => pointFinding(index, { latitude, longitude }, said)
const beside = { latitude: 43.6505, longitude: 122.2605 }

describe('what a position says', () => {
  it('is the nearest known place, how far it is and where it lies', () => {
    expect(at(beside.latitude, beside.longitude, null)).toEqual({
      nearest: { name: '逸美华庭', metres: 69, code: '150502003001', path: ['科尔沁区', '永清街道', '平安里社区居委会'] }, said: null, contradicts: false,
    })
  })

  it('is nothing where nothing is known within three kilometres', () => {
    expect(at(45.1, 120.2, '150525100')).toEqual({ nearest: null, said: { code: '150525100', path: ['奈曼旗', '大沁他拉镇'] }, contradicts: false })
  })

  it.each<[string, string | null, boolean]>([
    ['the township itself', '150502003', false], ['another village of it', '150502003002', false], ['its county', '150502', false], ['nothing', null, false],
    ['the township next to it', '150502004', true], ['another county', '150525', true], ['a township of another county', '150525100', true],
  ])('beside a known place, and the words say %s', (_what, said, contradicts) => {
    expect(at(beside.latitude, beside.longitude, said).contradicts).toBe(contradicts)
  })

  it('between two known places is no contradiction to either', () => {
    const [one, other] = [at(43.65025, 122.2705, '150502003'), at(43.65025, 122.2695, '150502004')]
    expect([one.contradicts, other.contradicts]).toEqual([false, false])
  })

  it('at some distance tells another county, but not the township next door', () => {
    const [town, county] = [at(43.665, 122.25, '150502004'), at(43.665, 122.25, '150525100')]
    expect(town.nearest?.metres).toBeGreaterThan(1_500)
    expect([town.contradicts, county.contradicts]).toEqual([false, true])
  })
})
