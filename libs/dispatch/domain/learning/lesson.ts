import type { AnsweringScope } from '../../contract/catalogue.schema.js'
import { PLACE_NAME_MAX, type ProposalCause } from '../../contract/catalogue-proposal.schema.js'
import { catalogueRowIdOf } from '../catalogue/catalogue.js'
import { ANYWHERE_WORDS } from './anywhere-words.js'

/** Where a case went in the end, and why it had not gone there first. */
export type Correction = {
  readonly because: ProposalCause
  /** A panel that rules says whether the catalogue should say so too; what it says is heard as it is. */
  readonly proposesRow: boolean
  readonly sealed: boolean
  readonly categoryCode: string | null
  readonly countyCode: string | null
  readonly townshipCode: string | null
  readonly divisionCode: string | null
  /** What was said of the place beside the names of divisions; null when nothing was. */
  readonly placeName: string | null
  readonly toUnit: { readonly id: string; readonly kind: string; readonly functionCode: string | null; readonly divisionCode: string }
  /** Other matters the text speaks of, likeliest first. */
  readonly otherCategories: readonly string[]
  /** The row by which the catalogue answers such a case now, under its own conditions; null where none does. */
  readonly answeredBy: string | null
}

/** Who the catalogue in force would send a matter of this place to. */
export type LeadByCatalogue = (categoryCode: string, divisionCode: string | null) => string | null

export type ProposedRow = {
  readonly categoryCode: string
  /** Null: a panel asked for the row without a place being known; where it holds is for an editor to say. */
  readonly placeCode: string | null
  readonly scope: AnsweringScope
  readonly functionCode: string | null
  readonly leadUnitId: string
  /** The row that answered the case; left out where none did, and of cases heard before this was kept. */
  readonly answeredBy?: string
}
/** What one case says on one question. `subject` is the question, `claim` the answer: cases with the same two say the same. */
export type Lesson = { readonly subject: string; readonly claim: string } & (
  | { readonly kind: 'catalogue_row'; readonly content: ProposedRow }
  | { readonly kind: 'gazetteer_entry'; readonly content: { readonly name: string; readonly divisionCode: string } }
  | { readonly kind: 'training_label'; readonly content: { readonly filedAs: string; readonly categoryCode: string } }
)

const SCOPES: Readonly<Record<string, AnsweringScope>> = {
  township: 'township', county_department: 'county_department', county_coordinator: 'county_coordinator', city_department: 'city_department', enterprise: 'enterprise',
}
/** Units whose place says where the matter is; a department of the city answers everywhere. */
const LOCAL: readonly string[] = ['township', 'county_department', 'county_coordinator']

/**
 * What is to be learned from a correction, at most one thing, so that nobody has to reject the same case twice: the place was misheard, the matter was
 * mistaken for another, or the catalogue itself does not say it yet. Null: the catalogue says so already, or nothing can be said.
 */
export function lessonOf(correction: Correction, leadByCatalogue: LeadByCatalogue): Lesson | null {
  const { categoryCode, divisionCode, toUnit } = correction
  if (correction.proposesRow) return rowLesson(correction)
  if (categoryCode === null) return null
  const elsewhere = elsewhereOf(correction)
  if (elsewhere !== null) return leadByCatalogue(categoryCode, elsewhere) === toUnit.id ? placeLesson(correction, elsewhere) : null
  if (leadByCatalogue(categoryCode, divisionCode) === toUnit.id) return null
  const other = correction.otherCategories.find((code) => code !== categoryCode && leadByCatalogue(code, divisionCode) === toUnit.id)
  return other === undefined ? rowLesson(correction) : labelLesson(categoryCode, other)
}

/** What a dispatcher put right before the case went to anybody. Null: stayed as it was. */
export type Clarification = { readonly filedAs: string | null; readonly categoryCode: string | null; readonly divisionCode: string | null; readonly placeName: string | null; readonly sealed: boolean }

/** The matter was mistaken for another, the place was misheard, or both. */
export function lessonsOfClarification({ filedAs, categoryCode, divisionCode, placeName, sealed }: Clarification): Lesson[] {
  const label = filedAs === null || categoryCode === null || filedAs === categoryCode ? null : labelLesson(filedAs, categoryCode)
  const name = divisionCode === null ? null : placeLesson({ placeName, sealed }, divisionCode)
  return [label, name].filter((lesson) => lesson !== null)
}

/** The division of the unit, when the matter was not thought to lie there. */
function elsewhereOf({ toUnit, countyCode, townshipCode }: Correction): string | null {
  if (!LOCAL.includes(toUnit.kind)) return null
  const known = toUnit.kind === 'township' ? townshipCode : countyCode
  return known === null || toUnit.divisionCode === known ? null : toUnit.divisionCode
}

/**
 * The row that would have sent a case to this unit: no wider than the place the unit answers for, so that one case never speaks for another county.
 * Null when there is no such row: the case has no category, the unit is none the catalogue can name, or no place is known, which is no reason to speak
 * for all of them. A panel's word is kept even so.
 */
function rowLesson({ categoryCode, countyCode, toUnit, proposesRow, answeredBy }: Correction): Lesson | null {
  const scope = SCOPES[toUnit.kind]
  if (categoryCode === null || scope === undefined || (countyCode === null && !proposesRow)) return null
  const placeCode = LOCAL.includes(toUnit.kind) ? toUnit.divisionCode : countyCode
  // A department's row says its function; without one the catalogue could not find the unit again.
  const needsFunction = scope !== 'township' && scope !== 'county_coordinator'
  if (needsFunction && toUnit.functionCode === null) return null
  const content = {
    categoryCode, placeCode, scope, functionCode: needsFunction ? toUnit.functionCode : null, leadUnitId: toUnit.id, ...(answeredBy === null ? {} : { answeredBy }),
  }
  return { kind: 'catalogue_row', subject: catalogueRowIdOf(categoryCode, placeCode), claim: toUnit.id, content }
}

/** A sealed case is no source of names: a name may say whose it is. */
function placeLesson({ placeName, sealed }: Pick<Correction, 'placeName' | 'sealed'>, divisionCode: string): Lesson | null {
  return placeName === null || sealed ? null : { kind: 'gazetteer_entry', subject: placeName, claim: divisionCode, content: { name: placeName, divisionCode } }
}

const labelLesson = (filedAs: string, categoryCode: string): Lesson => ({
  kind: 'training_label', subject: filedAs, claim: categoryCode, content: { filedAs, categoryCode },
})

/** Names of places begin before the first number: 民航小区3号楼 is 民航小区. Too short, too long, or said of places everywhere is no name. */
export function placeNameIn(rest: string): string | null {
  const [before = ''] = rest.normalize('NFKC').split(/[\d０-９一二三四五六七八九十百]+\s*(?:号|栋|幢|单元|楼|室|弄|组|米|路公交)|\d/u, 1)
  const name = placed(before.replace(/[^\p{Script=Han}\p{Script=Mongolian}a-zA-Z]/gu, ''))
  return name.length <= PLACE_NAME_MAX && isProperName(name) ? name : null
}

/** At least two characters of its own beside the words for places everywhere. */
export function isProperName(name: string): boolean {
  return [...name].length >= PROPER_MIN && !ANYWHERE.test(name) && [...name.replace(KIND_OR_END, '')].length >= PROPER_MIN
}

/** Without what only says where from it: 金叶花园附近, 建国路路口. */
function placed(said: string): string {
  const name = said.replace(/(?<=[路街道])(?:路口|街口)$/u, '').replace(BESIDE, '')
  return name === said ? name : placed(name)
}

const PROPER_MIN = 2
const anyOf = (...lists: readonly (readonly string[])[]): string => lists.flat().sort((a, b) => b.length - a.length).join('|')
const { kinds, beside, ends, anybodys } = ANYWHERE_WORDS
const ANYWHERE = new RegExp(`^(?:${anyOf(kinds, beside, ends, anybodys)})+$`, 'u')
const KIND_OR_END = new RegExp(`(?:${anyOf(kinds, ends)})$`, 'u')
/** One character at an end may belong to a name (河沿里, 大沁他拉外): only what is longer is cut off. */
const BESIDE = new RegExp(`(?:${anyOf(beside.filter((word) => word.length > 1 || word === '的' || word === '旁'))})$`, 'u')
