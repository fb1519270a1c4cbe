import { describe, expect, it } from '@jest/globals'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { buildCatalogue, catalogueRowIdOf, lookUp } from './catalogue.js'
import { checkCatalogue, type CatalogueWorld } from './check-catalogue.js'

const rowOf = (categoryCode: string, placeCode: string | null, over: Partial<CatalogueRow> = {}): CatalogueRow => ({
  id: catalogueRowIdOf(categoryCode, placeCode),
  categoryCode,
  placeCode,
  scope: 'township',
  functionCode: null,
  assistFunctions: [],
  copyCounty: true,
  forbidTownship: false,
  legalBasis: '',
  requiredFacts: [],
  ...over,
})

const NAIMAN_TOWN = ['150500', '150525', '150525100']
const byDepartment = { scope: 'county_department', functionCode: 'agriculture' } as const

describe('looking up who answers', () => {
  const rows = [
    rowOf('01', null, byDepartment),
    rowOf('0101', null),
    rowOf('0101', '150525', byDepartment),
    rowOf('010101', null, { scope: 'enterprise', functionCode: 'heat' }),
    rowOf('02', '150525100'),
  ]
  const catalogue = buildCatalogue(rows)

  it.each([
    ['010101', NAIMAN_TOWN, '010101@all'],
    ['010102', NAIMAN_TOWN, '0101@150525'],
    ['010102', ['150500', '150502', '150502003'], '0101@all'],
    ['0101', NAIMAN_TOWN, '0101@150525'],
    ['0102', NAIMAN_TOWN, '01@all'],
    ['02', NAIMAN_TOWN, '02@150525100'],
  ])('answers %s in %j by %s: the narrowest category first, then the narrowest place', (categoryCode, placePath, id) => {
    expect(lookUp(catalogue, { categoryCode, placePath }).row?.id).toBe(id)
  })

  it('finds nothing where no row covers category and place', () => {
    const nothing = { row: null, rivals: [], tied: false, forbiddenBy: null }
    expect(lookUp(catalogue, { categoryCode: '0201', placePath: ['150500', '150502'] })).toEqual(nothing)
    expect(lookUp(catalogue, { categoryCode: '99', placePath: NAIMAN_TOWN }).row).toBeNull()
  })

  it('uses only rows of the whole city when nothing is known of the place', () => {
    expect(lookUp(catalogue, { categoryCode: '010102', placePath: [] }).row?.id).toBe('0101@all')
  })

  it('lists the broader rows it passed over, narrowest first', () => {
    const { rivals } = lookUp(catalogue, { categoryCode: '010101', placePath: NAIMAN_TOWN })
    expect(rivals.map((row) => row.id)).toEqual(['0101@150525', '0101@all', '01@all'])
  })

  it('takes the city itself for the whole city, and says when two rows tie', () => {
    const tied = buildCatalogue([rowOf('01', null), rowOf('01', '150500')])
    expect(lookUp(tied, { categoryCode: '01', placePath: NAIMAN_TOWN }).tied).toBe(true)
    expect(lookUp(catalogue, { categoryCode: '0101', placePath: NAIMAN_TOWN }).tied).toBe(false)
  })

  it('reports the row that keeps townships out, however narrow the answering row', () => {
    const blocked = buildCatalogue([rowOf('01', null, { ...byDepartment, forbidTownship: true }), rowOf('010101', '150525100')])
    expect(lookUp(blocked, { categoryCode: '010101', placePath: NAIMAN_TOWN }).forbiddenBy?.id).toBe('01@all')
  })
})

describe('checking a catalogue before it is published', () => {
  const paths: Readonly<Record<string, readonly string[]>> = {
    '150500': ['150500'],
    '150525': ['150500', '150525'],
    '150525100': NAIMAN_TOWN,
  }
  const world: CatalogueWorld = {
    categoryCodes: new Set(['01', '0101', '010101', '02', '0201']),
    placePathOf: (code) => paths[code] ?? null,
    functionCodes: new Set(['agriculture']),
  }
  const faultsOf = (...rows: CatalogueRow[]): string[] =>
    checkCatalogue(rows, world).map((fault) => `${fault.severity} ${fault.code} ${fault.rowIds.join()}`)

  it('finds nothing wrong with a sound one', () => {
    expect(faultsOf(rowOf('01', null, byDepartment), rowOf('010101', '150525'), rowOf('02', null))).toEqual([])
  })

  it('refuses two rows for one category and place, the city and the whole city being one place', () => {
    expect(faultsOf(rowOf('01', null), rowOf('01', '150500', byDepartment), rowOf('02', null))).toEqual(['error tie 01@all,01@150500'])
  })

  it('refuses codes that do not exist', () => {
    const magic = rowOf('0101', null, { ...byDepartment, functionCode: 'magic' })
    const faults = faultsOf(rowOf('01', null), rowOf('02', null), rowOf('99', null), rowOf('01', '150999'), magic)
    expect(faults).toEqual(['error unknown_category 99@all', 'error unknown_place 01@150999', 'error unknown_function 0101@all'])
  })

  it('refuses a department without a function, and a township with one', () => {
    const faults = faultsOf(rowOf('01', null, { scope: 'enterprise' }), rowOf('02', null, { functionCode: 'agriculture' }))
    expect(faults).toEqual(['error function_missing 01@all', 'error function_needless 02@all'])
  })

  it('refuses a row that sends to a township what it, or a broader row, forbids', () => {
    expect(faultsOf(rowOf('01', null, { forbidTownship: true }), rowOf('02', null))).toEqual(['error forbidden_township 01@all'])
    const forbids = rowOf('01', '150525', { ...byDepartment, forbidTownship: true })
    const faults = faultsOf(forbids, rowOf('0101', '150525100'), rowOf('01', null), rowOf('02', null))
    // The whole-city row 01 sends to every township, those of 150525 included.
    expect(faults).toEqual(['error forbidden_township 0101@150525100,01@150525', 'error forbidden_township 01@all,01@150525'])
  })

  it('warns of leaf categories nobody answers for, and of rows that say nothing new', () => {
    expect(faultsOf(rowOf('01', null), rowOf('0101', null))).toEqual(['warning redundant 0101@all,01@all', 'warning gap '])
  })
})
