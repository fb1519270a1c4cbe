import { ANSWERING_SCOPE_LABELS_ZH, type CatalogueRow } from '../../contract/catalogue.schema.js'
import type { DispatchReason } from '../../contract/dispatch-plan.schema.js'
import { lookUp, narrowerRows, placeOfRow, type Catalogue, type CatalogueAnswer, type LookUpRequest } from '../catalogue/catalogue.js'
import type { OrgLookups, UnitFacts } from './org-lookups.js'
import type { NeededLevel } from './understand-place.js'

export type PlaceCodes = {
  readonly code: string | null
  readonly countyCode: string | null
  readonly townshipCode: string | null
  /** From the city down to the place. */
  readonly path: readonly string[]
}

export type LeadFound = {
  readonly unit: UnitFacts | null
  readonly row: CatalogueRow | null
  /** How precisely the place must be known for this answer to hold. */
  readonly needs: NeededLevel
  readonly tied: boolean
  /** The coordinator is named only because the unit of the row could not be. */
  readonly standsIn: boolean
  readonly townshipForbidden: boolean
  readonly broaderRows: readonly CatalogueRow[]
  readonly reasons: readonly DispatchReason[]
}

/** What the case is, as far as rows ask. */
export type Matter = Omit<LookUpRequest, 'placePath'>

/** The unit a row names for a place; null when the place is not known well enough or the unit does not exist. */
export function unitOfRow(row: CatalogueRow, place: PlaceCodes, org: OrgLookups): UnitFacts | null {
  const { countyCode, townshipCode } = place
  if (row.leadUnitId !== null) return org.unit(row.leadUnitId)
  switch (row.scope) {
    case 'township':
      return townshipCode === null ? null : org.townshipUnit(townshipCode)
    case 'county_coordinator':
      return countyCode === null ? null : org.coordinatorOf(countyCode)
    case 'county_department':
      return countyCode === null || row.functionCode === null ? null : org.unitByFunction('county_department', row.functionCode, countyCode)
    case 'city_department':
      return row.functionCode === null ? null : org.unitByFunction('city_department', row.functionCode, null)
    case 'enterprise':
      return row.functionCode === null ? null : org.unitByFunction('enterprise', row.functionCode, countyCode)
  }
}

function neededBy(row: CatalogueRow | null): NeededLevel {
  if (row === null) return 'county'
  const placeCode = placeOfRow(row)
  if (row.scope === 'township' && row.leadUnitId === null) return 'township'
  if (placeCode === null && (row.scope === 'city_department' || row.leadUnitId !== null)) return 'none'
  return placeCode !== null && placeCode.length > 6 ? 'township' : 'county'
}

/** Whether the row would give the lead to a township, by its level or by the unit it names. */
export function sendsToTownship(row: CatalogueRow, org: OrgLookups): boolean {
  return row.scope === 'township' || (row.leadUnitId !== null && org.unit(row.leadUnitId)?.kind === 'township')
}

/**
 * The row that answers once the township block is applied: where it holds, the narrowest row that gives the matter to somebody else. `blockedBy`: the row
 * that took it from a township.
 */
export function answeringRow(answer: CatalogueAnswer, org: OrgLookups): { row: CatalogueRow | null; broader: readonly CatalogueRow[]; blockedBy: CatalogueRow | null } {
  const { row, rivals, forbiddenBy } = answer
  if (row === null || forbiddenBy === null || !sendsToTownship(row, org)) return { row, broader: rivals, blockedBy: null }
  const at = rivals.findIndex((rival) => !sendsToTownship(rival, org))
  return { row: rivals[at] ?? null, broader: at === -1 ? [] : rivals.slice(at + 1), blockedBy: forbiddenBy }
}

function describe(row: CatalogueRow, unit: UnitFacts | null): string {
  const basis = row.legalBasis === '' ? '' : `（依据：${row.legalBasis}）`
  return `派单目录 ${row.id}：${ANSWERING_SCOPE_LABELS_ZH[row.scope]}${unit ? `，承办单位 ${unit.name}` : ''}${basis}`
}

/**
 * Who leads by the catalogue, with the township block applied. The county coordinates (兜底) where no row answers, where the row's unit
 * does not exist, and where a township may not be sent what the row would send it.
 */
export function findLead(catalogue: Catalogue, matter: Matter, place: PlaceCodes, org: OrgLookups): LeadFound {
  const answer = lookUp(catalogue, { ...matter, placePath: place.path })
  const reasons: DispatchReason[] = []
  const townshipForbidden = answer.forbiddenBy !== null
  const { row, broader: broaderRows, blockedBy } = answeringRow(answer, org)
  if (blockedBy !== null) reasons.push({ code: 'township_forbidden', text: `派单目录 ${blockedBy.id} 禁止把这类事项派给镇街` })
  const isBelow = (placeCode: string): boolean => {
    const path = org.pathOf(placeCode).map((division) => division.code)
    return path.length > 1 && path.at(-1) !== place.code && (place.code === null || path.includes(place.code))
  }
  const narrower = narrowerRows(catalogue, matter, row, isBelow)
  const needs: NeededLevel = narrower.length === 0 ? neededBy(row) : place.townshipCode !== null ? 'deeper' : 'township'
  const coordinator = place.countyCode === null ? null : org.coordinatorOf(place.countyCode)
  const shared = { needs, tied: answer.tied, townshipForbidden, broaderRows }
  if (row === null) {
    if (coordinator) reasons.push({ code: 'row_missing', text: `派单目录没有适用的规则，由${coordinator.name}兜底` })
    else reasons.push({ code: 'row_missing', text: '派单目录没有适用的规则' })
    return { ...shared, unit: coordinator, row: null, standsIn: false, reasons }
  }
  const unit = unitOfRow(row, place, org)
  reasons.push({ code: 'row_used', text: describe(row, unit) })
  if (answer.tied) reasons.push({ code: 'row_tied', text: `派单目录里 ${[row.id, answer.rivals[0]?.id].join('、')} 同样具体，无法判断用哪一条` })
  if (unit) return { ...shared, unit, row, standsIn: false, reasons }
  const placeIsKnown = row.leadUnitId !== null ? true : row.scope === 'township' ? place.townshipCode !== null : row.scope === 'city_department' || place.countyCode !== null
  if (placeIsKnown) {
    reasons.push({ code: 'unit_missing', text: `没有找到规则指定的承办单位${coordinator ? `，由${coordinator.name}兜底` : ''}` })
  } else if (coordinator) {
    reasons.push({ code: 'place_too_coarse', text: `还不知道在哪个镇街，暂由${coordinator.name}统筹` })
  }
  return { ...shared, unit: coordinator, row, standsIn: true, reasons }
}
