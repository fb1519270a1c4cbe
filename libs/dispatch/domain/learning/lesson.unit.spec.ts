import { describe, expect, it } from '@jest/globals'
import { buildCatalogueRow } from '../catalogue/catalogue-row.builder.js'
import { proposedChange } from './proposed-draft.js'
import { lessonOf, lessonsOfClarification, placeNameIn, type Correction, type LeadByCatalogue } from './lesson.js'

const HOUSING = { id: 'county-150523-housing', kind: 'county_department', functionCode: 'housing', divisionCode: '150523' }
const NEIGHBOUR = { id: 'township-150523102', kind: 'township', functionCode: null, divisionCode: '150523102' }
const BASE: Correction = {
  because: 'return', proposesRow: false, sealed: false, categoryCode: '010101', countyCode: '150523', townshipCode: '150523101', divisionCode: '150523101',
  placeName: '民航小区', toUnit: HOUSING, otherCategories: [], answeredBy: null,
}
/** The catalogue sends everything to the township of the place, and lights (0401) to housing. */
const bySample: LeadByCatalogue = (category, division) => (category.startsWith('0401') ? HOUSING.id : division === null ? null : `township-${division}`)

describe('what a correction teaches', () => {
  it('is a row of the catalogue where nothing else explains it, no wider than the unit’s own place', () => {
    expect(lessonOf(BASE, bySample)).toEqual({
      kind: 'catalogue_row', subject: '010101@150523', claim: HOUSING.id,
      content: { categoryCode: '010101', placeCode: '150523', scope: 'county_department', functionCode: 'housing', leadUnitId: HOUSING.id },
    })
  })

  it('is a name of the gazetteer when the same matter belongs there, only at another place', () => {
    const elsewhere = { ...BASE, toUnit: NEIGHBOUR }
    expect(lessonOf(elsewhere, bySample)).toMatchObject({ kind: 'gazetteer_entry', subject: '民航小区', claim: '150523102' })
    expect(lessonOf({ ...elsewhere, placeName: null }, bySample)).toBeNull()
    expect(lessonOf({ ...elsewhere, sealed: true }, bySample)).toBeNull()
    // The place alone does not explain it, and one case says nothing about a catalogue of another township.
    expect(lessonOf({ ...elsewhere, categoryCode: '0401' }, bySample)).toBeNull()
  })

  it('is a label when another matter of its own text would have gone there', () => {
    expect(lessonOf({ ...BASE, otherCategories: ['010101', '020101', '040101'] }, bySample)).toMatchObject({ kind: 'training_label', subject: '010101', claim: '040101' })
  })

  it('is no row where no place is known: one case does not speak for the whole city', () => {
    const nowhere = { ...BASE, countyCode: null, townshipCode: null, divisionCode: null, toUnit: { ...HOUSING, id: 'city-housing', kind: 'city_department', divisionCode: '150500' } }
    expect(lessonOf(nowhere, bySample)).toBeNull()
    expect(lessonOf({ ...nowhere, toUnit: HOUSING }, bySample)).toBeNull()
    // A panel that asks for a row is heard; for where it holds an editor has to say.
    expect(lessonOf({ ...nowhere, proposesRow: true }, bySample)).toMatchObject({ kind: 'catalogue_row', content: { placeCode: null, scope: 'city_department' } })
    expect(lessonOf({ ...nowhere, countyCode: '150523' }, bySample)).toMatchObject({ content: { placeCode: '150523' } })
  })

  it('says by which row the catalogue answered such a case, where one did', () => {
    expect(lessonOf({ ...BASE, answeredBy: '0101@all#2' }, bySample)).toMatchObject({ content: { answeredBy: '0101@all#2' } })
  })

  it('is nothing when the catalogue says so already, or the case has no category', () => {
    expect(lessonOf({ ...BASE, categoryCode: '040101' }, bySample)).toBeNull()
    expect(lessonOf({ ...BASE, categoryCode: null }, bySample)).toBeNull()
    expect(lessonOf({ ...BASE, toUnit: { ...HOUSING, functionCode: null } }, bySample)).toBeNull()
    expect(lessonOf({ ...BASE, toUnit: { ...HOUSING, kind: 'hotline_centre' } }, bySample)).toBeNull()
  })

  it('is the row a panel asks for, whatever the catalogue says and wherever the unit is', () => {
    expect(lessonOf({ ...BASE, proposesRow: true, categoryCode: '040101' }, bySample)).toMatchObject({ kind: 'catalogue_row', claim: HOUSING.id })
    expect(lessonOf({ ...BASE, proposesRow: true, toUnit: NEIGHBOUR }, bySample)).toMatchObject({ content: { placeCode: '150523102', scope: 'township', functionCode: null } })
  })
})

describe('what a dispatcher put right before anybody had the case', () => {
  const said = { filedAs: '010101', categoryCode: '040101', divisionCode: '150523102', placeName: '金叶花园', sealed: false }
  const kindsOf = (change: object) => lessonsOfClarification({ ...said, ...change }).map(({ kind, claim }) => [kind, claim])

  it('teaches the label, the name, or both', () => {
    expect(kindsOf({})).toEqual([['training_label', '040101'], ['gazetteer_entry', '150523102']])
    expect(kindsOf({ divisionCode: null })).toEqual([['training_label', '040101']])
    expect(kindsOf({ categoryCode: null })).toEqual([['gazetteer_entry', '150523102']])
  })

  it('teaches nothing where nothing was there to be put right, and no names of sealed cases', () => {
    expect(kindsOf({ filedAs: null, placeName: null })).toEqual([])
    expect(kindsOf({ categoryCode: '010101', sealed: true })).toEqual([])
  })
})

describe('the name in what was said of a place', () => {
  it.each([
    ['民航小区3号楼2单元', '民航小区'], ['金叶花园，七号楼', '金叶花园'], ['三家子桥头', '三家子桥头'], ['新华小区', '新华小区'], ['县医院新家属楼', null],
    ['3号楼', null], ['路', null], ['', null], ['一'.repeat(25), null],
  ])('%s → %s', (said, name) => expect(placeNameIn(said)).toBe(name))

  it.each([
    '附近', '路口', '门口', '对面', '旁边', '村委会', '小区', '学校', '医院', '市场', '桥头', '东头', '十字路口', '道班', '村委会对面', '小区门口', '村东头路口', '学校附近', '县医院', '人民医院',
    '中心小学', '老市场', '大桥', '镇政府旁边', '北大街', '这个小区', '新小区南门', '加油站旁', '我家门口',
  ])('%s is anywhere: no name', (said) => expect(placeNameIn(said)).toBeNull())

  it.each([
    ['金叶花园附近', '金叶花园'], ['金叶花园门口', '金叶花园'], ['金叶花园对面的', '金叶花园'], ['建国路路口', '建国路'], ['和平家园小区东门', '和平家园小区'], ['育才小学旁边', '育才小学'],
  ])('what only says beside what is left out: %s → %s', (said, name) => expect(placeNameIn(said)).toBe(name))
})

describe('a proposed row in the draft', () => {
  const TODAY = '2026-11-22'
  const row = { categoryCode: '010101', placeCode: '150523', scope: 'county_department' as const, functionCode: 'housing', leadUnitId: HOUSING.id }
  const now = buildCatalogueRow({
    categoryCode: '0101', assistFunctions: ['housing', 'power_grid'], copyFunctions: ['agriculture'], requiredFacts: ['灯杆编号？'], legalBasis: '旧依据', evidenceRequired: true, forbidTownship: true,
    scope: 'city_department', functionCode: 'agriculture', copyCounty: true,
  })

  it('takes over all that the row that answers now says, but for who leads and where', () => {
    const broader = buildCatalogueRow({ categoryCode: '01', requiredFacts: ['更宽的'] })
    const elsewhere = buildCatalogueRow({ categoryCode: '010101', placeCode: '150525', requiredFacts: ['别处的'] })
    expect(proposedChange(row, '', [broader, elsewhere, now], TODAY)).toEqual({
      from: now, replaces: false,
      row: {
        categoryCode: '010101', placeCode: '150523', caseTypes: [], urgencies: [], season: null, scope: 'county_department', functionCode: 'housing', leadUnitId: null,
        assistFunctions: ['power_grid'], copyFunctions: ['agriculture'], copyCounty: true, forbidTownship: true, legalBasis: '旧依据', requiredFacts: ['灯杆编号？'], evidenceRequired: true,
        validFrom: null, validTo: null,
      },
    })
  })

  it('never lifts the block of townships: not of the row it replaces, not for a township either', () => {
    const same = buildCatalogueRow({ categoryCode: '010101', placeCode: '150523', forbidTownship: true, scope: 'county_department', functionCode: 'agriculture' })
    expect(proposedChange(row, '', [now, same], TODAY)).toMatchObject({ from: { id: same.id }, replaces: true, row: { forbidTownship: true } })
    expect(proposedChange({ ...row, scope: 'township', functionCode: null }, '', [now], TODAY)).toMatchObject({ row: { forbidTownship: true } })
  })

  it('keeps the conditions and dates of the row that answered the case, and takes none over from one that did not', () => {
    const winter = buildCatalogueRow({ categoryCode: '0101', id: '0101@all#2', season: { from: '10-15', until: '04-15' }, validFrom: '2026-01-01', requiredFacts: ['室温？'] })
    expect(proposedChange({ ...row, answeredBy: winter.id }, '', [now, winter], TODAY)).toMatchObject({
      from: { id: winter.id }, row: { season: { from: '10-15', until: '04-15' }, validFrom: '2026-01-01', requiredFacts: ['室温？'] },
    })
    expect(proposedChange(row, '', [now, winter], TODAY)).toMatchObject({ from: { id: now.id }, row: { season: null, validFrom: null } })
    // One whose time is over, or is yet to come, answers nothing now.
    const gone = buildCatalogueRow({ categoryCode: '010101', validTo: '2026-11-22' })
    expect(proposedChange(row, '', [now, gone, { ...gone, id: 'x', validTo: null, validFrom: '2027-01-01' }], TODAY)).toMatchObject({ from: { id: now.id } })
  })

  it('for a township starts from the row of its county before that of the city', () => {
    const county = buildCatalogueRow({ categoryCode: '0101', placeCode: '150523', requiredFacts: ['旗县的'] })
    expect(proposedChange({ ...row, placeCode: '150523101', scope: 'township', functionCode: null }, '', [now, county], TODAY)).toMatchObject({ from: { id: county.id }, row: { requiredFacts: ['旗县的'], copyCounty: true } })
  })

  it('stands on the grounds that were stated when there are some, and on nothing in an empty catalogue', () => {
    expect(proposedChange(row, '移交清单第三项', [now], TODAY).row.legalBasis).toBe('移交清单第三项')
    expect(proposedChange({ ...row, scope: 'township', functionCode: null }, '', [], TODAY)).toMatchObject({ from: null, replaces: false, row: { copyCounty: true, requiredFacts: [], legalBasis: '' } })
  })
})
