import { ANSWERING_SCOPE_LABELS_ZH, type AnsweringScope, type CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueFault, CatalogueFaultCode } from '../../contract/catalogue-fault.schema.js'
import type { CatalogueField } from '../../contract/catalogue-version.schema.js'
import { sendsToTownship } from '../plan/find-lead.js'
import { placeNameOf, type UnitFacts } from '../plan/org-lookups.js'
import { placeOfRow } from './catalogue.js'
import { liesIn, spokenName, type CatalogueWorld } from './catalogue-world.js'

/** What is wrong with one field of a row. */
export type RowFault = { readonly code: CatalogueFaultCode; readonly field: CatalogueField; readonly text: string }

const needsFunction = (scope: AnsweringScope): boolean => scope === 'county_department' || scope === 'city_department' || scope === 'enterprise'

/**
 * Where the row holds, by name, when the unit it names has no business there: neither place lies in the other. The city's units and enterprises answer
 * anywhere: a company's lines end at no border.
 */
function foreignTo(unit: UnitFacts, row: CatalogueRow, world: CatalogueWorld): string | null {
  const place = placeOfRow(row)
  if (unit.kind === 'enterprise' || place === null || world.org.division(place) === null || world.org.division(unit.divisionCode)?.level === 'city') return null
  return liesIn(unit.divisionCode, place, world) || liesIn(place, unit.divisionCode, world) ? null : placeNameOf(world.org, place)
}

/**
 * What a row by itself gets wrong: codes that mean nothing, a level without whoever answers, a unit of another place, a contradiction, dates that never come.
 * Asked by every door a row comes in by (saved, imported, published), so that none lets in what another refuses.
 */
export function rowFaults(row: CatalogueRow, world: CatalogueWorld): RowFault[] {
  const faults: RowFault[] = []
  const fault = (code: RowFault['code'], field: CatalogueField, text: string): void => void faults.push({ code, field, text })
  if (!world.categories.some(({ code }) => code === row.categoryCode)) fault('unknown_category', 'categoryCode', `没有分类 ${row.categoryCode}`)
  if (row.placeCode !== null && world.org.division(row.placeCode) === null) fault('unknown_place', 'placeCode', `没有区划 ${row.placeCode}`)
  const named = { functionCode: row.functionCode === null ? [] : [row.functionCode], assistFunctions: row.assistFunctions, copyFunctions: row.copyFunctions }
  for (const field of ['functionCode', 'assistFunctions', 'copyFunctions'] as const) {
    for (const functionCode of named[field]) if (!world.functions.has(functionCode)) fault('unknown_function', field, `没有职能 ${functionCode}`)
  }
  if (row.leadUnitId !== null) {
    const unit = world.org.unit(row.leadUnitId)
    if (unit === null) fault('unknown_unit', 'leadUnitId', `没有单位 ${row.leadUnitId}`)
    else if (unit.kind !== row.scope) fault('unit_kind', 'leadUnitId', `${unit.name}不是${ANSWERING_SCOPE_LABELS_ZH[row.scope]}`)
    else {
      const where = foreignTo(unit, row, world)
      if (where !== null) fault('unit_elsewhere', 'leadUnitId', `${unit.name}管的是${placeNameOf(world.org, unit.divisionCode)}，不是${where}：请改区划，或指定管当地的单位`)
    }
    if (row.functionCode !== null) fault('function_needless', 'functionCode', '已经指定了单位，不应再写职能')
  } else if (needsFunction(row.scope)) {
    if (row.functionCode === null) fault('function_missing', 'functionCode', '由部门或企业承办，但没有写明职能，也没有指定单位')
  } else if (row.functionCode !== null) fault('function_needless', 'functionCode', '由镇街或旗县统筹承办，不应写职能')
  if (row.forbidTownship && sendsToTownship(row, world.org)) fault('forbidden_township', 'forbidTownship', '既写由镇街承办，又写禁止派给镇街')
  if (row.validFrom !== null && row.validTo !== null && row.validTo <= row.validFrom) fault('validity_empty', 'validTo', '有效期止应当晚于有效期起')
  return faults
}

export const checkRow = (row: CatalogueRow, world: CatalogueWorld): CatalogueFault[] =>
  rowFaults(row, world).map(({ code, text }) => ({ code, severity: 'error', rowIds: [row.id], text: `${spokenName(row, world)}：${text}` }))
