import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { buildPlaceWorld } from '@tongban/place/domain'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { buildSampleOrg } from '../plan/sample-org.builder.js'
import { buildCatalogueRow } from './catalogue-row.builder.js'
import { buildCatalogue } from './catalogue.js'
import type { CatalogueWorld } from './catalogue-world.js'
import { checkCatalogue, checkRowAmong } from './check-catalogue.js'
import { compareCatalogues } from './compare-catalogues.js'
import { coverageOf } from './coverage.js'

const { byCode, divisions } = buildPlaceWorld(readFileSync(new URL('../../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const world: CatalogueWorld = {
  categories: ['01', '0101', '010101', '02', '0201'].map((code) => ({ code, name: `甲${code}` })),
  functions: new Map([['agriculture', '农牧'], ['power_grid', '供电']]),
  org: buildSampleOrg(byCode),
  townshipCodes: divisions.filter(({ level }) => level === 'township').map(({ code }) => code),
  today: '2026-11-22',
}
const rowOf = (categoryCode: string, placeCode: string | null, over: Partial<CatalogueRow> = {}): CatalogueRow => buildCatalogueRow({ categoryCode, placeCode, ...over })
const byDepartment = { scope: 'county_department', functionCode: 'agriculture' } as const
const byPower = { scope: 'enterprise', functionCode: 'power_grid' } as const
const faultsOf = (...rows: CatalogueRow[]): string[] => checkCatalogue(rows, world).map((fault) => `${fault.severity} ${fault.code} ${fault.rowIds.join()}`)

describe('checking a catalogue before it is published', () => {
  it('finds nothing wrong with a sound one', () => {
    expect(faultsOf(rowOf('01', null, byPower), rowOf('010101', '150525'), rowOf('02', null))).toEqual([])
  })

  it('refuses two rows for one category and place, the city and the whole city being one place', () => {
    expect(faultsOf(rowOf('01', null), rowOf('01', '150500', byPower), rowOf('02', null))).toEqual(['error tie 01@150500,01@all'])
  })

  it('refuses two rows some case would meet alike, and not two that never meet', () => {
    const reports = rowOf('01', null, { id: '01@all#2', caseTypes: ['report'], ...byPower })
    const emergencies = rowOf('01', null, { id: '01@all#3', urgencies: ['emergency'], ...byPower })
    const sound = [rowOf('01', null), rowOf('02', null)]
    expect(faultsOf(...sound, reports, emergencies)).toEqual(['error tie 01@all#2,01@all#3'])
    expect(faultsOf(...sound, reports, { ...emergencies, caseTypes: ['help'] })).toEqual([])
    const winter = { ...reports, caseTypes: [], season: { from: '10-15', until: '04-15' } }
    const other = (from: string, until: string): CatalogueRow => ({ ...emergencies, urgencies: [], season: { from, until } })
    expect(faultsOf(...sound, winter, other('04-01', '05-01'))).toEqual(['error tie 01@all#2,01@all#3'])
    expect(faultsOf(...sound, winter, other('04-15', '10-15'))).toEqual([])
    expect(faultsOf(...sound, { ...reports, validTo: '2027-01-01' }, { ...reports, id: '01@all#4', validFrom: '2027-01-01' })).toEqual([])
  })

  it('refuses codes that do not exist', () => {
    const magic = rowOf('0101', null, { ...byDepartment, functionCode: 'magic' })
    const faults = faultsOf(rowOf('01', null), rowOf('02', null), rowOf('99', null), rowOf('01', '150999'), magic, rowOf('0201', null, { scope: 'enterprise', leadUnitId: 'nobody' }))
    expect(faults.slice(0, 4)).toEqual(['error unknown_category 99@all', 'error unknown_place 01@150999', 'error unknown_function 0101@all', 'error unknown_unit 0201@all'])
  })

  it('refuses a department without a function, a township with one, a unit of another level, and dates that never come', () => {
    const faults = faultsOf(
      rowOf('01', null, { scope: 'enterprise' }), rowOf('02', null, { functionCode: 'agriculture' }), rowOf('0101', null, { ...byPower, functionCode: null, leadUnitId: 'county-150525' }),
      rowOf('0201', null, { validFrom: '2027-01-01', validTo: '2027-01-01' }),
    )
    expect(faults.slice(0, 4)).toEqual(['error function_missing 01@all', 'error function_needless 02@all', 'error unit_kind 0101@all', 'error validity_empty 0201@all'])
  })

  it('refuses a row that sends to a township what it, or a broader row, forbids; a narrower block answers for itself', () => {
    expect(faultsOf(rowOf('01', null, { forbidTownship: true }), rowOf('02', null))).toEqual(['error forbidden_township 01@all', 'warning gap '])
    const forbids = rowOf('01', '150525', { ...byDepartment, forbidTownship: true })
    const faults = faultsOf(forbids, rowOf('0101', '150525100'), rowOf('01', null), rowOf('02', null))
    expect(faults).toEqual(['error forbidden_township 0101@150525100,01@150525'])
  })

  it('says of a row that contradicts itself just that, whoever else blocks it', () => {
    const blocks = rowOf('01', null, { ...byPower, forbidTownship: true })
    const contradictory = rowOf('0101', null, { forbidTownship: true })
    expect(checkRowAmong(contradictory, [blocks], world).map(({ code, rowIds }) => [code, rowIds])).toEqual([['forbidden_township', ['0101@all']]])
  })

  it('refuses a unit that does not answer where the row holds, and lets the city’s units and enterprises answer anywhere', () => {
    const named = (leadUnitId: string, scope: CatalogueRow['scope'], placeCode: string | null): string[] =>
      checkRowAmong(rowOf('01', placeCode, { scope, leadUnitId }), [], world).map(({ code, text }) => `${code} ${text.slice(text.indexOf('：') + 1)}`)
    expect(named('county-150502-agriculture', 'county_department', '150526')).toEqual(['unit_elsewhere 农牧局管的是科尔沁区，不是扎鲁特旗：请改区划，或指定管当地的单位'])
    expect(named('township-150502001', 'township', '150525')).toEqual([expect.stringMatching(/^unit_elsewhere 科尔沁街道政府管的是科尔沁区›科尔沁街道，不是奈曼旗：/)])
    expect(named('township-150525100', 'township', '150525101')).toEqual([expect.stringMatching(/^unit_elsewhere 大沁他拉镇政府管的是奈曼旗›大沁他拉镇，不是奈曼旗›八仙筒镇：/)])
    expect(named('county-150525', 'county_coordinator', '150526')).toHaveLength(1)
    const foreign = rowOf('01', '150526', { scope: 'county_department', leadUnitId: 'county-150502-agriculture' })
    expect(faultsOf(rowOf('01', null), rowOf('02', null), foreign)).toEqual(['error unit_elsewhere 01@150526'])
    // What holds the row's place, or lies in it; the whole city holds every place, in either of its two spellings.
    const sound = [
      named('county-150525-agriculture', 'county_department', '150525100'), named('township-150525100', 'township', '150525'), named('township-150525100', 'township', '150525100'),
      named('county-150525-agriculture', 'county_department', null), named('county-150525-agriculture', 'county_department', '150500'),
      named('enterprise-power', 'enterprise', '150526'), named('city-human-resources', 'city_department', '150526'),
    ]
    expect(sound).toEqual(sound.map(() => []))
  })

  it('warns of rows that never answer, and notes those only a case without a matter meets', () => {
    const sound = [rowOf('01', null), rowOf('02', null)]
    expect(faultsOf(...sound, rowOf('0101', null, { ...byPower, validTo: '2026-11-22' }))).toEqual(['warning dead 0101@all'])
    expect(faultsOf(...sound, rowOf('0201', null, byPower))).toEqual(['note shadowed 02@all'])
    const all = rowOf('01', null, { id: '01@all#3', caseTypes: ['report'], urgencies: ['emergency', 'livelihood', 'general', 'complex'], ...byPower })
    expect(faultsOf(...sound, rowOf('01', null, { id: '01@all#2', caseTypes: ['report'] }), all)).toEqual(['warning dead 01@all#2,01@all#3'])
  })

  it('warns of matters nobody answers for and of units that do not exist there, saying where', () => {
    const faults = checkCatalogue([rowOf('01', null), rowOf('02', '150525', byDepartment), rowOf('02', '150524', byDepartment)], world)
    expect(faults.map(({ code, text }) => [code, text])).toEqual([
      ['unit_missing', '甲02（02）、库伦旗：库伦旗 9 个镇街找不到承办单位，由旗县统筹兜底'],
      ['gap', expect.stringMatching(/^甲0201（0201）：科尔沁区 \d+ 个镇街、.*等 7 个旗县区没有规则，由旗县统筹兜底$/)],
    ])
    expect(faults.map(({ rowIds, categoryCode }) => [rowIds.length, categoryCode])).toEqual([[1, undefined], [0, '0201']])
  })

  it('notes rows that say nothing new', () => {
    expect(faultsOf(rowOf('01', null), rowOf('0101', null), rowOf('02', null))).toEqual(['note shadowed 01@all', 'note redundant 0101@all,01@all'])
  })

  it('tells of one row what it would bring, before it is saved', () => {
    const rows = [rowOf('01', null, { ...byDepartment, forbidTownship: true }), rowOf('02', null)]
    const codes = (row: CatalogueRow): string[] => checkRowAmong(row, rows, world).map(({ code }) => code)
    expect([codes(rowOf('0101', null)), codes({ ...rowOf('02', '150500'), id: '02@150500' }), codes(rowOf('99', null))]).toEqual([['forbidden_township'], ['tie'], ['unknown_category']])
    expect(codes(rowOf('0201', '150525', byPower))).toEqual([])
  })
})

describe('the coverage of a catalogue', () => {
  it('says of every matter in every township who answers, or that nobody does', () => {
    const pairs = coverageOf(buildCatalogue([rowOf('0101', '150525'), rowOf('02', null, byDepartment), rowOf('02', '150524', byPower)]), world)
    expect(pairs).toHaveLength(2 * world.townshipCodes.length)
    const at = (leafCode: string, townshipCode: string): unknown => {
      const pair = pairs.find((each) => each.leafCode === leafCode && each.townshipCode === townshipCode)
      return [pair?.outcome, pair?.unit?.id, pair?.rows.map(({ id }) => id).join()]
    }
    expect(at('010101', '150525100')).toEqual(['township', 'township-150525100', '0101@150525'])
    expect(at('010101', '150523100')).toEqual(['gap', 'county-150523', ''])
    expect(at('0201', '150523100')).toEqual(['county_department', 'county-150523-agriculture', '02@all'])
    expect(at('0201', '150524100')).toEqual(['enterprise', 'enterprise-power', '02@150524'])
  })

  it('shows a block as the answer that is left, and a tie as two answers', () => {
    const rows = [rowOf('01', null, { ...byPower, forbidTownship: true }), rowOf('010101', null), rowOf('02', null), rowOf('02', '150500', byPower)]
    const outcomes = new Set(coverageOf(buildCatalogue(rows), world).map(({ leafCode, outcome, rows: used }) => `${leafCode} ${outcome} ${used.map(({ id }) => id).join()}`))
    expect(outcomes).toEqual(new Set(['010101 enterprise 01@all', '0201 tie 02@150500,02@all']))
  })
})

describe('the differences between two catalogues', () => {
  it('are rows added, removed and changed, field by field', () => {
    const before = [rowOf('01', null), rowOf('02', null)]
    const after = [rowOf('01', null, { ...byDepartment, legalBasis: '农业法' }), rowOf('0101', null)]
    expect(compareCatalogues(before, after).map(({ kind, rowId, fields }) => [kind, rowId, fields])).toEqual([
      ['added', '0101@all', []], ['changed', '01@all', ['scope', 'functionCode', 'legalBasis']], ['removed', '02@all', []],
    ])
    expect(compareCatalogues(before, before)).toEqual([])
  })
})
