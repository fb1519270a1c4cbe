import { describe, expect, it } from '@jest/globals'
import type { PlaceContext } from '../contract/place.schema.js'
import type { GazetteerEntry } from './gazetteer.js'
import { buildPlaceIndex } from './place-index.js'
import type { PlaceDivision } from './division-aliases.js'
import { resolvePlace } from './resolve-place.js'

const divisions: readonly PlaceDivision[] = [
  { code: '150502', parentCode: null, level: 'county', name: '科尔沁区' },
  { code: '150502003', parentCode: '150502', level: 'township', name: '永清街道' },
  { code: '150502003001', parentCode: '150502003', level: 'village', name: '平安里社区居委会' },
  { code: '150502004', parentCode: '150502', level: 'township', name: '明仁街道' },
  { code: '150525', parentCode: null, level: 'county', name: '奈曼旗' },
  { code: '150525100', parentCode: '150525', level: 'township', name: '大沁他拉镇' },
]
const usage = { prefixes: ['通辽市'], spoken: {}, hosts: {} }

const entry = (change: Partial<GazetteerEntry> & Pick<GazetteerEntry, 'name' | 'divisionCode'>): GazetteerEntry => ({
  id: `${change.name}-${change.divisionCode}`,
  aliases: [],
  kind: 'estate',
  weight: 1,
  ...change,
})

const resolverOf = (...entries: GazetteerEntry[]) => {
  const index = buildPlaceIndex(divisions, usage, entries)
  return (text: string, context?: PlaceContext) => resolvePlace(index, text, context)
}

describe('what the city adds to its division tree', () => {
  it('leads from an estate to its township, with the words it rests on', () => {
    const resolve = resolverOf(entry({ name: '逸美华庭小区', aliases: ['逸美'], divisionCode: '150502003' }))
    const found = resolve('逸美华庭小区2号楼暖气不热')
    expect(found.best?.code).toBe('150502003')
    expect(found.evidence).toEqual([{ start: 0, end: 6, text: '逸美华庭小区', code: '150502003', how: 'gazetteer' }])
    expect(found.rest).toBe('2号楼暖气不热')
    expect(resolve('逸美华庭2号楼').best?.code).toBe('150502003')
    expect(resolve('逸美3号楼').best?.code).toBe('150502003')
  })

  it('trusts an entry as far as its weight, and a road less than an estate', () => {
    const sure = resolverOf(entry({ name: '金色家园', divisionCode: '150502003' }))('金色家园').best?.confidence ?? 0
    const learned = resolverOf(entry({ name: '金色家园', divisionCode: '150502003', weight: 0.2 }))('金色家园').best?.confidence ?? 0
    const road = resolverOf(entry({ name: '福利路', kind: 'road', divisionCode: '150502003' }))('福利路').best?.confidence ?? 0
    expect(learned).toBeLessThan(sure)
    expect(road).toBeLessThan(sure)
  })

  it('is ambiguous where two townships have an estate of that name, until the county is known', () => {
    const resolve = resolverOf(entry({ name: '金色家园', divisionCode: '150502003' }), entry({ name: '金色家园', divisionCode: '150525100' }))
    expect(resolve('金色家园').ambiguous).toBe(true)
    expect(resolve('奈曼旗金色家园').best?.code).toBe('150525100')
    expect(resolve('金色家园', { countyCode: '150525' }).best?.code).toBe('150525100')
  })

  it('gives way to the township that is named', () => {
    const found = resolverOf(entry({ name: '金色家园', divisionCode: '150525100' }))('明仁街道金色家园')
    expect(found.best?.code).toBe('150502004')
  })

  it('passes over an entry of a division that is gone', () => {
    expect(resolverOf(entry({ name: '金色家园', divisionCode: '150599001' }))('金色家园').best).toBeNull()
  })

  it('knows a village under its old name', () => {
    const found = resolverOf(entry({ name: '老爷庙', kind: 'village', divisionCode: '150502003001' }))('老爷庙路灯坏了')
    expect([found.best?.code, found.evidence[0]?.how]).toEqual(['150502003001', 'old_name'])
  })
})

describe('the position of a phone', () => {
  const here = { latitude: 43.65, longitude: 122.26 }
  const near = { latitude: 43.6505, longitude: 122.2605 }
  const far = { latitude: 42.85, longitude: 120.66 }
  const resolve = resolverOf(
    entry({ name: '逸美华庭', divisionCode: '150502003', point: here }),
    entry({ name: '诺恩吉雅小区', divisionCode: '150525100', point: far }),
    entry({ name: '诺恩吉雅小区', divisionCode: '150502003', point: null }),
  )

  it('says where it is when no words do, less surely than a name', () => {
    const found = resolve('路灯不亮', { point: near })
    expect(found.best?.code).toBe('150502003')
    expect(found.evidence).toEqual([])
    expect(found.best?.confidence).toBeLessThan(resolve('永清街道').best?.confidence ?? 0)
  })

  it('settles which of two places of one name is meant', () => {
    expect(resolve('诺恩吉雅小区').ambiguous).toBe(true)
    expect(resolve('诺恩吉雅小区', { point: near }).best?.code).toBe('150502003')
    expect(resolve('诺恩吉雅小区', { point: far }).best?.code).toBe('150525100')
  })

  it('does not overrule a township named in full, and is silent far from everything known', () => {
    expect(resolve('大沁他拉镇路灯不亮', { point: near }).best?.code).toBe('150525100')
    expect(resolve('路灯不亮', { point: { latitude: 45.5, longitude: 119.6 } }).best).toBeNull()
  })
})
