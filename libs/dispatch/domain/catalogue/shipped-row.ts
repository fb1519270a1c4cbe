import { catalogueRowSchema, type CatalogueRow } from '../../contract/catalogue.schema.js'
import { freeRowId } from './catalogue.js'

type Line = Readonly<Record<string, string | null>>

const listOf = (text: string | null | undefined): string[] => (text == null || text === '' ? [] : text.split('|'))
const orNull = (text: string | null | undefined): string | null => (text == null || text === '' ? null : text)

/** A line of the shipped catalogue, by the names of its header; lines before it take their names first. Throws on a line that is no row. */
export function shippedRow(line: Line, at: number, lines: readonly Line[]): CatalogueRow {
  const categoryCode = line.category_code ?? ''
  const placeCode = orNull(line.place_code)
  const before = lines.slice(0, at).filter((each) => each.category_code === categoryCode && orNull(each.place_code) === placeCode).length
  const [from, until] = (line.season ?? '').split('~')
  let number = 0
  return catalogueRowSchema.parse({
    id: freeRowId(categoryCode, placeCode, () => (number += 1) <= before),
    categoryCode, placeCode, scope: line.scope,
    caseTypes: listOf(line.case_types), urgencies: listOf(line.urgencies), season: line.season == null || line.season === '' ? null : { from, until },
    functionCode: orNull(line.function_code), leadUnitId: orNull(line.lead_unit_id),
    assistFunctions: listOf(line.assist_functions), copyFunctions: listOf(line.copy_functions),
    copyCounty: line.copy_county === 'true', forbidTownship: line.forbid_township === 'true',
    legalBasis: line.legal_basis ?? '', requiredFacts: listOf(line.required_facts),
    evidenceRequired: orNull(line.evidence_required) === null ? null : line.evidence_required === 'true',
    validFrom: orNull(line.valid_from), validTo: orNull(line.valid_to),
  })
}
