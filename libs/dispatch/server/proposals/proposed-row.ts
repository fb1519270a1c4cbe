import type { Unit } from '@tongban/org/contract'
import type { AnsweringScope } from '../../contract/catalogue.schema.js'

/** Where a case lies, as far as a row of the catalogue can say. */
export type ProposedFor = { readonly categoryCode: string | null; readonly countyCode: string | null; readonly townshipCode: string | null }

export type ProposedRow = {
  readonly categoryCode: string
  readonly placeCode: string | null
  readonly scope: AnsweringScope
  readonly functionCode: string | null
  readonly leadUnitId: string
}

const SCOPES: Partial<Record<Unit['kind'], AnsweringScope>> = {
  township: 'township', county_department: 'county_department', county_coordinator: 'county_coordinator', city_department: 'city_department', enterprise: 'enterprise',
}

/**
 * The row that would have sent a case to this unit: no wider than the place the unit answers for, so that one case never speaks for another county.
 * Null when there is no such row: the case has no category, or the unit is none the catalogue can name.
 */
export function proposedRow({ categoryCode, countyCode, townshipCode }: ProposedFor, unit: Unit): ProposedRow | null {
  const scope = SCOPES[unit.kind]
  if (categoryCode === null || scope === undefined) return null
  const placeCode = scope === 'township' ? townshipCode : countyCode
  // A department's row says its function; without one the catalogue could not find the unit again.
  const needsFunction = scope !== 'township' && scope !== 'county_coordinator'
  if (needsFunction && unit.functionCode === null) return null
  return { categoryCode, placeCode, scope, functionCode: needsFunction ? unit.functionCode : null, leadUnitId: unit.id }
}
