import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueFault, FaultSeverity } from '../../contract/catalogue-fault.schema.js'
import { buildCatalogue, byCategoryOf } from './catalogue.js'
import { spokenName, type CatalogueWorld } from './catalogue-world.js'
import { checkForbidden, checkReach, checkRedundant, checkTies, isTie } from './check-against.js'
import { checkRow } from './check-row.js'
import { coverageOf, type PairAnswer } from './coverage.js'
import { grouped } from './grouped.js'

const RANK: Readonly<Record<FaultSeverity, number>> = { error: 0, warning: 1, note: 2 }

/** Counties a fault names before it says “and so on”. */
const COUNTIES_NAMED = 4

/** Pairs of the same matter and the same fault, told as one sentence: where, and in how many townships. */
function sayPairs(pairs: readonly PairAnswer[], { org, townshipCodes }: CatalogueWorld): string {
  if (pairs.length === townshipCodes.length) return '全市'
  const perCounty = new Map<string, number>()
  for (const { countyCode } of pairs) perCounty.set(countyCode, (perCounty.get(countyCode) ?? 0) + 1)
  const named = [...perCounty].slice(0, COUNTIES_NAMED).map(([code, count]) => `${org.division(code)?.name ?? code} ${count} 个镇街`)
  return `${named.join('、')}${perCounty.size > COUNTIES_NAMED ? `等 ${perCounty.size} 个旗县区` : ''}`
}

/** Matters nobody answers for, and rows whose unit does not exist where they answer. */
function checkCoverage(rows: readonly CatalogueRow[], world: CatalogueWorld): CatalogueFault[] {
  const pairs = coverageOf(buildCatalogue(rows), world)
  const names = new Map(world.categories.map(({ code, name }) => [code, name]))
  const gaps = [...grouped(pairs.filter(({ outcome }) => outcome === 'gap'), ({ leafCode }) => leafCode).values()].map(
    (group): CatalogueFault => {
      const code = group[0]?.leafCode ?? ''
      return { code: 'gap', severity: 'warning', rowIds: [], categoryCode: code, text: `${names.get(code) ?? ''}（${code}）：${sayPairs(group, world)}没有规则，由旗县统筹兜底` }
    },
  )
  const missing = [...grouped(pairs.filter(({ outcome }) => outcome === 'unit_missing'), ({ rows: [row] }) => row?.id ?? '').values()].flatMap((group): CatalogueFault[] => {
    const row = group[0]?.rows[0]
    const once = [...new Map(group.map((pair) => [pair.townshipCode, pair])).values()]
    return row === undefined ? [] : [{ code: 'unit_missing', severity: 'warning', rowIds: [row.id], text: `${spokenName(row, world)}：${sayPairs(once, world)}找不到承办单位，由旗县统筹兜底` }]
  })
  return [...missing, ...gaps]
}

/** Rows whose category and place exist, so that they can be held against others. */
const placed = (rows: readonly CatalogueRow[], world: CatalogueWorld): CatalogueRow[] => {
  const codes = new Set(world.categories.map(({ code }) => code))
  return rows.filter((row) => codes.has(row.categoryCode) && (row.placeCode === null || world.org.division(row.placeCode) !== null))
}

/** Everything wrong with a catalogue before it is published, errors first. No error: it may be. */
export function checkCatalogue(rows: readonly CatalogueRow[], world: CatalogueWorld): CatalogueFault[] {
  const sound = placed(rows, world)
  const byCategory = byCategoryOf(sound)
  const faults = [
    ...rows.flatMap((row) => checkRow(row, world)),
    ...checkTies(sound, byCategory, world),
    ...checkForbidden(sound, byCategory, world),
    ...checkReach(sound, byCategory, world),
    ...checkRedundant(sound, byCategory, world),
    ...checkCoverage(sound, world),
  ]
  return faults.sort((a, b) => RANK[a.severity] - RANK[b.severity])
}

/** What one row would bring with it among the others: quick enough for every keystroke. The others' own faults are not told. */
export function checkRowAmong(row: CatalogueRow, others: readonly CatalogueRow[], world: CatalogueWorld): CatalogueFault[] {
  const own = checkRow(row, world)
  const rows = placed([...others, row], world)
  if (!rows.includes(row)) return own
  const byCategory = byCategoryOf(rows)
  const ties = others.filter((other) => isTie(row, other))
  const tie: CatalogueFault[] =
    ties.length === 0
      ? []
      : [{ code: 'tie', severity: 'error', rowIds: [row.id, ...ties.map(({ id }) => id)], text: `${spokenName(row, world)}：与规则 ${ties.map(({ id }) => id).join('、')} 同样具体，无法判断用哪一条` }]
  const related = row.forbidTownship ? rows : [row]
  const faults = [
    ...own, ...tie, ...checkForbidden(related, byCategory, world).filter(({ rowIds }) => rowIds.includes(row.id)), ...checkReach([row], byCategory, world),
    ...checkRedundant([row], byCategory, world),
  ]
  return faults.sort((a, b) => RANK[a.severity] - RANK[b.severity])
}
