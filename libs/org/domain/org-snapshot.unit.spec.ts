import { describe, expect, it } from '@jest/globals'
import { idOf, type DivisionCode, type UnitId } from '@tongban/kernel/core'
import type { Division, Unit } from '@tongban/org/contract'
import { OrgSnapshot } from './org-snapshot.js'

const at = (text: string): DivisionCode => idOf<DivisionCode>(text)
const id = (text: string): UnitId => idOf<UnitId>(text)

const division = (code: string, parent: string | null, level: Division['level'], kind: Division['kind'], name: string): Division => ({
  code: at(code),
  parentCode: parent === null ? null : at(parent),
  level,
  kind,
  name,
})

const unit = (unitId: string, kind: Unit['kind'], place: string, overrides: Partial<Unit> = {}): Unit => ({
  id: id(unitId),
  name: unitId,
  shortName: unitId,
  kind,
  level: 'county',
  divisionCode: at(place),
  functionCode: null,
  parentId: null,
  peerClass: null,
  ...overrides,
})

const divisions = [
  division('150500', null, 'city', 'city', '通辽市'),
  division('150502', '150500', 'county', 'district', '科尔沁区'),
  division('150525', '150500', 'county', 'banner', '奈曼旗'),
  division('150525202', '150525', 'township', 'sumu', '明仁苏木'),
  division('150525100', '150525', 'township', 'town', '大沁他拉镇'),
  division('150525202201', '150525202', 'village', 'gacha', '某嘎查'),
]

const units = [
  unit('township-150525202', 'township', '150525202', { level: 'township', parentId: id('county-150525-coordinator') }),
  unit('county-150525-coordinator', 'county_coordinator', '150525'),
  unit('county-150525-housing', 'county_department', '150525', { functionCode: 'housing' }),
  unit('city-housing', 'city_department', '150500', { level: 'city', functionCode: 'housing' }),
  unit('enterprise-150500-bus', 'enterprise', '150500', { level: 'city', functionCode: 'bus' }),
  unit('enterprise-150500-power-grid', 'enterprise', '150500', { level: 'city', functionCode: 'power_grid' }),
  unit('enterprise-150525-power-grid', 'enterprise', '150525', { functionCode: 'power_grid' }),
]

describe('OrgSnapshot places', () => {
  const org = new OrgSnapshot(divisions, units)

  it('finds a division, its path from the city down, its county and its township', () => {
    const village = at('150525202201')
    expect(org.division(village)?.name).toBe('某嘎查')
    expect(org.pathOf(village).map((step) => step.name)).toEqual(['通辽市', '奈曼旗', '明仁苏木', '某嘎查'])
    expect(org.countyOf(village)?.code).toBe('150525')
    expect(org.townshipOf(village)?.code).toBe('150525202')
  })

  it('gives a county as its own county, and no township above townships', () => {
    expect(org.countyOf(at('150525'))?.code).toBe('150525')
    expect(org.townshipOf(at('150525'))).toBeNull()
    expect(org.countyOf(at('150500'))).toBeNull()
  })

  it('lists children in code order', () => {
    expect(org.childrenOf(at('150525')).map((child) => child.code)).toEqual(['150525100', '150525202'])
    expect(org.childrenOf(at('150525202201'))).toEqual([])
  })

  it('answers an unknown code with null or nothing', () => {
    expect(org.division(at('150599'))).toBeNull()
    expect(org.pathOf(at('150599'))).toEqual([])
    expect(org.countyOf(at('150599'))).toBeNull()
    expect(org.townshipUnit(at('150599'))).toBeNull()
    expect(org.unitByFunction('enterprise', 'bus', at('150599'))).toBeNull()
  })
})

describe('OrgSnapshot units', () => {
  const org = new OrgSnapshot(divisions, units)

  it('finds the township unit from the township and from a village inside it', () => {
    expect(org.townshipUnit(at('150525202'))?.id).toBe('township-150525202')
    expect(org.townshipUnit(at('150525202201'))?.id).toBe('township-150525202')
    expect(org.townshipUnit(at('150525100'))).toBeNull()
  })

  it('finds the coordinator of a county from anywhere inside it', () => {
    expect(org.coordinatorOf(at('150525'))?.id).toBe('county-150525-coordinator')
    expect(org.coordinatorOf(at('150525202201'))?.id).toBe('county-150525-coordinator')
    expect(org.coordinatorOf(at('150502'))).toBeNull()
  })

  it('never lets a department of one county answer for another, nor the city for a county', () => {
    expect(org.unitByFunction('county_department', 'housing', at('150525'))?.id).toBe('county-150525-housing')
    expect(org.unitByFunction('county_department', 'housing', at('150502'))).toBeNull()
    expect(org.unitByFunction('county_department', 'housing', null)).toBeNull()
    expect(org.unitByFunction('city_department', 'housing', null)?.id).toBe('city-housing')
  })

  it("takes a county's own enterprise first, then the city's", () => {
    expect(org.unitByFunction('enterprise', 'power_grid', at('150525'))?.id).toBe('enterprise-150525-power-grid')
    expect(org.unitByFunction('enterprise', 'power_grid', at('150502'))?.id).toBe('enterprise-150500-power-grid')
    expect(org.unitByFunction('enterprise', 'bus', null)?.id).toBe('enterprise-150500-bus')
    expect(org.unitByFunction('enterprise', 'gas', at('150502'))).toBeNull()
  })

  it('lists the units of exactly one division', () => {
    expect(org.unitsOf(at('150525')).map((each) => each.id)).toEqual([
      'county-150525-coordinator',
      'county-150525-housing',
      'enterprise-150525-power-grid',
    ])
    expect(org.unitsOf(at('150502'))).toEqual([])
    expect(org.allUnits()).toHaveLength(units.length)
  })
})

const secondHousing = unit('other', 'county_department', '150525', { functionCode: 'housing' })

describe('OrgSnapshot refuses rows that contradict each other', () => {
  const build =
    (moreDivisions: Division[], moreUnits: Unit[] = []) =>
    (): OrgSnapshot =>
      new OrgSnapshot([...divisions, ...moreDivisions], [...units, ...moreUnits])

  it.each<[string, () => OrgSnapshot, string]>([
    ['a division twice', build([division('150525100', '150525', 'township', 'town', '大沁他拉镇')]), '150525100 appears twice'],
    ['a division under nothing', build([division('150526100', '150526', 'township', 'town', '鲁北镇')]), 'unknown parent 150526'],
    ['a village straight under a county', build([division('150525999999', '150525', 'village', 'gacha', '某')]), 'cannot lie in a county'],
    ['a second city', build([division('150400', null, 'city', 'city', '赤峰市')]), 'exactly one city'],
    ['a unit twice', build([], [unit('city-housing', 'city_department', '150500')]), 'city-housing appears twice'],
    ['a unit for an unknown place', build([], [unit('county-150599-x', 'county_department', '150599')]), 'unknown division 150599'],
    ['a unit under nobody', build([], [unit('x', 'city_department', '150500', { parentId: id('nobody') })]), 'unknown parent nobody'],
    ['a second township unit', build([], [unit('other', 'township', '150525202')]), 'answer for the same thing'],
    ['a second coordinator', build([], [unit('other', 'county_coordinator', '150525')]), 'answer for the same thing'],
    ['a second housing department', build([], [secondHousing]), 'answer for the same thing'],
  ])('%s', (_what, make, message) => {
    expect(make).toThrow(message)
  })

  it('and an empty directory', () => {
    expect(() => new OrgSnapshot([], [])).toThrow('exactly one city')
  })
})
