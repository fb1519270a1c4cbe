import { describe, expect, it } from '@jest/globals'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { buildCatalogue, freeRowId, lookUp } from './catalogue.js'
import { buildCatalogueRow } from './catalogue-row.builder.js'

const rowOf = (categoryCode: string, placeCode: string | null, over: Partial<CatalogueRow> = {}): CatalogueRow => buildCatalogueRow({ categoryCode, placeCode, copyCounty: true, ...over })

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

describe('rows under conditions', () => {
  const rows = [
    rowOf('01', null),
    rowOf('01', null, { id: '01@all#2', caseTypes: ['report'], ...byDepartment, forbidTownship: true }),
    rowOf('01', null, { id: '01@all#3', caseTypes: ['report'], urgencies: ['emergency'], scope: 'city_department', functionCode: 'agriculture' }),
    rowOf('01', null, { id: '01@all#4', season: { from: '10-15', until: '04-15' }, scope: 'enterprise', functionCode: 'heat' }),
    rowOf('02', null, { validFrom: '2026-12-01' }),
    rowOf('02', null, { id: '02@all#2', validTo: '2026-12-01', ...byDepartment }),
  ]
  const catalogue = buildCatalogue(rows)
  const answers = (categoryCode: string, circumstances: object): string | undefined => lookUp(catalogue, { categoryCode, placePath: NAIMAN_TOWN, ...circumstances }).row?.id

  it.each([
    ['no condition is met', { caseType: 'help', urgency: 'general', day: '2026-07-01' }, '01@all'],
    ['one is met', { caseType: 'report', urgency: 'general', day: '2026-07-01' }, '01@all#2'],
    ['more conditions are narrower than fewer', { caseType: 'report', urgency: 'emergency', day: '2026-07-01' }, '01@all#3'],
    ['the season has begun', { caseType: 'help', day: '2026-10-15' }, '01@all#4'],
    ['the season runs over the new year', { caseType: 'help', day: '2027-02-28' }, '01@all#4'],
    ['the season ends before its last day', { caseType: 'help', day: '2027-04-15' }, '01@all'],
    ['what the case is was never said', {}, '01@all'],
  ])('answer when %s', (_what, circumstances, id) => expect(answers('01', circumstances)).toBe(id))

  it('hold from their first day up to, not including, the day they end', () => {
    expect([answers('02', { day: '2026-11-30' }), answers('02', { day: '2026-12-01' })]).toEqual(['02@all#2', '02@all'])
  })

  it('keep townships out as long as it is not known that they do not apply', () => {
    const blocks = (circumstances: object): boolean => lookUp(catalogue, { categoryCode: '01', placePath: NAIMAN_TOWN, ...circumstances }).forbiddenBy !== null
    expect([blocks({ caseType: 'report' }), blocks({}), blocks({ caseType: 'help' })]).toEqual([true, true, false])
  })

  it('of two equally narrow ones nobody is sent anywhere', () => {
    const twins = buildCatalogue([rowOf('01', null, { caseTypes: ['report'] }), rowOf('01', null, { id: '01@all#2', urgencies: ['emergency'] })])
    const tied = (caseType: string, urgency: string): boolean => lookUp(twins, { categoryCode: '01', placePath: [], caseType, urgency }).tied
    expect([tied('report', 'emergency'), tied('report', 'general')]).toEqual([true, false])
  })

  it('are named one after another', () => {
    const taken = new Set(['01@all', '01@all#2'])
    expect([freeRowId('01', null, (id) => taken.has(id)), freeRowId('01', '150525', (id) => taken.has(id))]).toEqual(['01@all#3', '01@150525'])
  })
})
