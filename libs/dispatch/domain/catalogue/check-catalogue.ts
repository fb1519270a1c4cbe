import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { categoryPathOf } from './catalogue.js'

export type CatalogueFaultCode =
  | 'tie'
  | 'unknown_category'
  | 'unknown_place'
  | 'unknown_function'
  | 'function_missing'
  | 'function_needless'
  | 'forbidden_township'
  | 'redundant'
  | 'gap'

export type CatalogueFault = {
  readonly code: CatalogueFaultCode
  /** Errors keep a catalogue from being published; warnings are shown. */
  readonly severity: 'error' | 'warning'
  readonly rowIds: readonly string[]
  /** A Chinese sentence for the editor. */
  readonly text: string
}

/** What the catalogue may refer to. */
export type CatalogueWorld = {
  readonly categoryCodes: ReadonlySet<string>
  /** Every division with the codes from the top down to itself; the city's own code included. */
  readonly placePathOf: (placeCode: string) => readonly string[] | null
  readonly functionCodes: ReadonlySet<string>
}

type RowsByCategory = ReadonlyMap<string, readonly CatalogueRow[]>

const isWholeCity = (row: CatalogueRow, world: CatalogueWorld): boolean =>
  row.placeCode === null || world.placePathOf(row.placeCode)?.length === 1

const needsFunction = (row: CatalogueRow): boolean =>
  row.scope === 'county_department' || row.scope === 'city_department' || row.scope === 'enterprise'

const nameOf = (row: CatalogueRow): string => `分类 ${row.categoryCode}、${row.placeCode === null ? '全市' : `区划 ${row.placeCode}`}`

function checkRow(row: CatalogueRow, world: CatalogueWorld): CatalogueFault[] {
  const faults: CatalogueFault[] = []
  const fault = (code: CatalogueFault['code'], text: string): void => {
    faults.push({ code, severity: 'error', rowIds: [row.id], text: `${nameOf(row)}：${text}` })
  }
  if (!world.categoryCodes.has(row.categoryCode)) fault('unknown_category', `没有分类 ${row.categoryCode}`)
  if (row.placeCode !== null && world.placePathOf(row.placeCode) === null) fault('unknown_place', `没有区划 ${row.placeCode}`)
  for (const functionCode of [row.functionCode, ...row.assistFunctions]) {
    if (functionCode !== null && !world.functionCodes.has(functionCode)) fault('unknown_function', `没有职能 ${functionCode}`)
  }
  if (needsFunction(row) && row.functionCode === null) fault('function_missing', '由部门或企业承办，但没有写明职能')
  if (!needsFunction(row) && row.functionCode !== null) fault('function_needless', '由镇街或旗县统筹承办，不应写职能')
  return faults
}

/** Two rows of one category for one place: nothing says which is meant. The city's code and "whole city" are one place. */
function checkTies(rows: readonly CatalogueRow[], world: CatalogueWorld): CatalogueFault[] {
  const groups = new Map<string, CatalogueRow[]>()
  for (const row of rows) {
    const key = `${row.categoryCode}@${isWholeCity(row, world) ? 'all' : row.placeCode}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first || group.length < 2) return []
    const text = `${nameOf(first)}：有 ${group.length} 条同样具体的规则，无法判断用哪一条`
    return [{ code: 'tie' as const, severity: 'error' as const, rowIds: group.map((row) => row.id), text }]
  })
}

/** A place lies in another when the other is on its path; two places overlap when one lies in the other. */
function overlaps(a: string | null, b: string | null, world: CatalogueWorld): boolean {
  if (a === null || b === null) return true
  return (world.placePathOf(a)?.includes(b) ?? false) || (world.placePathOf(b)?.includes(a) ?? false)
}

function checkForbidden(rows: readonly CatalogueRow[], byCategory: RowsByCategory, world: CatalogueWorld): CatalogueFault[] {
  return rows
    .filter((row) => row.scope === 'township')
    .flatMap((row) => {
      const blocks = categoryPathOf(row.categoryCode)
        .flatMap((code) => byCategory.get(code) ?? [])
        .filter((other) => other.forbidTownship && overlaps(other.placeCode, row.placeCode, world))
      if (blocks.length === 0) return []
      const others = blocks.filter((block) => block !== row).map((block) => block.id)
      const text = blocks.includes(row)
        ? '既写由镇街承办，又写禁止派给镇街'
        : `由镇街承办，但上级规则 ${others.join('、')} 禁止派给镇街，永远不会生效`
      const rowIds = [row.id, ...others]
      return [{ code: 'forbidden_township' as const, severity: 'error' as const, rowIds, text: `${nameOf(row)}：${text}` }]
    })
}

const sameAnswer = (a: CatalogueRow, b: CatalogueRow): boolean =>
  a.scope === b.scope &&
  a.functionCode === b.functionCode &&
  a.copyCounty === b.copyCounty &&
  a.forbidTownship === b.forbidTownship &&
  a.legalBasis === b.legalBasis &&
  a.assistFunctions.join() === b.assistFunctions.join() &&
  a.requiredFacts.join() === b.requiredFacts.join()

/** A row that says word for word what the next broader row of the same place says. */
function checkRedundant(rows: readonly CatalogueRow[], byCategory: RowsByCategory): CatalogueFault[] {
  return rows.flatMap((row) => {
    const broader = categoryPathOf(row.categoryCode)
      .slice(1)
      .flatMap((code) => byCategory.get(code) ?? [])
      .find((other) => other.placeCode === row.placeCode)
    if (!broader || !sameAnswer(row, broader)) return []
    const text = `${nameOf(row)}：与上级规则 ${broader.id} 完全相同，可以删去`
    return [{ code: 'redundant' as const, severity: 'warning' as const, rowIds: [row.id, broader.id], text }]
  })
}

/** Leaf categories no row of the whole city answers for. */
function checkGaps(rows: readonly CatalogueRow[], world: CatalogueWorld): CatalogueFault[] {
  const covered = new Set(rows.filter((row) => isWholeCity(row, world)).map((row) => row.categoryCode))
  const parents = new Set([...world.categoryCodes].flatMap((code) => categoryPathOf(code).slice(1)))
  return [...world.categoryCodes]
    .filter((code) => !parents.has(code) && !categoryPathOf(code).some((part) => covered.has(part)))
    .sort()
    .map((code) => ({ code: 'gap' as const, severity: 'warning' as const, rowIds: [], text: `分类 ${code} 没有全市适用的规则，将由旗县统筹兜底` }))
}

/** Everything wrong with a catalogue before it is published, errors first. Empty: it may be. O(rows × depth). */
export function checkCatalogue(rows: readonly CatalogueRow[], world: CatalogueWorld): CatalogueFault[] {
  const byCategory = new Map<string, CatalogueRow[]>()
  for (const row of rows) byCategory.set(row.categoryCode, [...(byCategory.get(row.categoryCode) ?? []), row])
  const faults = [
    ...rows.flatMap((row) => checkRow(row, world)),
    ...checkTies(rows, world),
    ...checkForbidden(rows, byCategory, world),
    ...checkRedundant(rows, byCategory),
    ...checkGaps(rows, world),
  ]
  return faults.sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1))
}
