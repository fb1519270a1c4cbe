import { describe, expect, it } from '@jest/globals'
import { buildCatalogueRow } from '../catalogue/catalogue-row.builder.js'
import { proposedDraft } from './proposed-draft.js'
import { lessonOf, lessonsOfClarification, placeNameIn, type Correction, type LeadByCatalogue } from './lesson.js'

const HOUSING = { id: 'county-150523-housing', kind: 'county_department', functionCode: 'housing', divisionCode: '150523' }
const NEIGHBOUR = { id: 'township-150523102', kind: 'township', functionCode: null, divisionCode: '150523102' }
const BASE: Correction = {
  because: 'return', proposesRow: false, sealed: false, categoryCode: '010101', countyCode: '150523', townshipCode: '150523101', divisionCode: '150523101',
  placeName: '民航小区', toUnit: HOUSING, otherCategories: [],
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
    ['民航小区3号楼2单元', '民航小区'], ['金叶花园，七号楼', '金叶花园'], ['三家子桥头', '三家子桥头'], ['附近', '附近'],
    ['3号楼', null], ['路', null], ['', null], ['一'.repeat(25), null],
  ])('%s → %s', (said, name) => expect(placeNameIn(said)).toBe(name))
})

describe('a proposed row in the draft', () => {
  const row = { categoryCode: '010101', placeCode: '150523', scope: 'county_department' as const, functionCode: 'housing', leadUnitId: HOUSING.id }
  const now = buildCatalogueRow({ categoryCode: '0101', assistFunctions: ['housing', 'power_grid'], requiredFacts: ['灯杆编号？'], legalBasis: '旧依据', evidenceRequired: true })

  it('takes over what the row that answers now asks, and who helps, but not who leads', () => {
    const broader = buildCatalogueRow({ categoryCode: '01', requiredFacts: ['更宽的'] })
    const elsewhere = buildCatalogueRow({ categoryCode: '010101', placeCode: '150525', requiredFacts: ['别处的'] })
    expect(proposedDraft(row, '', [broader, elsewhere, now])).toMatchObject({
      categoryCode: '010101', placeCode: '150523', scope: 'county_department', functionCode: 'housing', assistFunctions: ['power_grid'], requiredFacts: ['灯杆编号？'],
      legalBasis: '旧依据', evidenceRequired: true, copyCounty: false, forbidTownship: false,
    })
  })

  it('stands on the ruling’s own grounds when there are some, and on nothing in an empty catalogue', () => {
    expect(proposedDraft(row, '移交清单第三项', [now]).legalBasis).toBe('移交清单第三项')
    expect(proposedDraft({ ...row, scope: 'township', functionCode: null }, '', [])).toMatchObject({ copyCounty: true, requiredFacts: [], legalBasis: '' })
  })
})
