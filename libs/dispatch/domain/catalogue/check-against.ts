import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueFault } from '../../contract/catalogue-fault.schema.js'
import { sendsToTownship } from '../plan/find-lead.js'
import { byCategoryOf, categoryPathOf, placeOfRow } from './catalogue.js'
import { leavesOf, liesIn, spokenName, type CatalogueWorld } from './catalogue-world.js'
import { conditionCount, conditionsCover, conditionsMeet } from './row-conditions.js'

/** Below, rows are held against one another. Rows whose codes mean nothing are left out by the caller: they have faults of their own. */
type RowsByCategory = ReturnType<typeof byCategoryOf>

/** Two rows that some case would meet as equally narrow: nothing says which is meant. */
export const isTie = (a: CatalogueRow, b: CatalogueRow): boolean =>
  a.id !== b.id && a.categoryCode === b.categoryCode && placeOfRow(a) === placeOfRow(b) && conditionCount(a) === conditionCount(b) && conditionsMeet(a, b)

export function checkTies(rows: readonly CatalogueRow[], byCategory: RowsByCategory, world: CatalogueWorld): CatalogueFault[] {
  return rows.flatMap((row) => {
    const others = (byCategory.get(row.categoryCode) ?? []).filter((other) => isTie(row, other))
    // Said once of each group, by the row that comes first.
    if (others.length === 0 || others.some(({ id }) => id < row.id)) return []
    const rowIds = [row.id, ...others.map(({ id }) => id)]
    return [{ code: 'tie', severity: 'error', rowIds, text: `${spokenName(row, world)}：规则 ${rowIds.join('、')} 同样具体，无法判断用哪一条` } as const]
  })
}

const depth = (row: CatalogueRow): readonly number[] => [row.categoryCode.length, placeOfRow(row)?.length ?? 0, conditionCount(row)]

function isNarrower(a: CatalogueRow, b: CatalogueRow): boolean {
  const [first, second] = [depth(a), depth(b)]
  const at = first.findIndex((value, index) => value !== second[index])
  return at !== -1 && (first[at] ?? 0) > (second[at] ?? 0)
}

const placesMeet = (a: CatalogueRow, b: CatalogueRow, world: CatalogueWorld): boolean => {
  const [one, other] = [placeOfRow(a), placeOfRow(b)]
  return liesIn(one, other, world) || liesIn(other, one, world)
}

/**
 * A row that gives to a township what a broader row that holds there forbids. A narrower block answers for itself: the row is not asked there. One that
 * forbids it itself contradicts itself, whatever others say (`rowFaults`).
 */
export function checkForbidden(rows: readonly CatalogueRow[], byCategory: RowsByCategory, world: CatalogueWorld): CatalogueFault[] {
  return rows
    .filter((row) => !row.forbidTownship && sendsToTownship(row, world.org))
    .flatMap((row) => {
      const blocks = categoryPathOf(row.categoryCode)
        .flatMap((code) => byCategory.get(code) ?? [])
        .filter((other) => other.forbidTownship && !isNarrower(other, row) && placesMeet(other, row, world) && conditionsMeet(other, row))
      if (blocks.length === 0) return []
      const others = blocks.map(({ id }) => id)
      const text = `由镇街承办，但规则 ${others.join('、')} 禁止派给镇街，在那里永远不会生效`
      return [{ code: 'forbidden_township', severity: 'error', rowIds: [row.id, ...others], text: `${spokenName(row, world)}：${text}` } as const]
    })
}

/** Rows that never answer: their time is over, or narrower rows answer for everything they speak of. */
export function checkReach(rows: readonly CatalogueRow[], byCategory: RowsByCategory, world: CatalogueWorld): CatalogueFault[] {
  const leaves = leavesOf(world)
  return rows.flatMap((row) => {
    const said = (code: 'dead' | 'shadowed', text: string, rowIds: readonly string[] = []): CatalogueFault[] => [
      { code, severity: code === 'dead' ? 'warning' : 'note', rowIds: [row.id, ...rowIds], text: `${spokenName(row, world)}：${text}` },
    ]
    if (row.validTo !== null && row.validTo <= world.today) return said('dead', `有效期已过（${row.validTo} 起不再有效），不会再生效`)
    const narrower = (code: string): CatalogueRow[] =>
      categoryPathOf(code).flatMap((each) => byCategory.get(each) ?? []).filter((other) => other.id !== row.id && isNarrower(other, row) && conditionsCover(other, row))
    const covering = narrower(row.categoryCode).find((other) => liesIn(placeOfRow(row), placeOfRow(other), world))
    if (covering !== undefined) return said('dead', `规则 ${covering.id} 总是更具体，永远不会生效`, [covering.id])
    const reached = leaves
      .filter(({ code }) => code.startsWith(row.categoryCode))
      .some(({ code }) => !narrower(code).some((other) => liesIn(placeOfRow(row), placeOfRow(other), world)))
    return reached ? [] : said('shadowed', '各小类都有自己的规则，只有工单按这一级分类立案时才用到')
  })
}

const answerOf = ({ id: _id, categoryCode: _category, ...rest }: CatalogueRow): string => JSON.stringify({ ...rest, placeCode: placeOfRow(rest) })

/** A row that says word for word what the next broader row of the same place and conditions says. */
export function checkRedundant(rows: readonly CatalogueRow[], byCategory: RowsByCategory, world: CatalogueWorld): CatalogueFault[] {
  return rows.flatMap((row) => {
    const own = answerOf(row)
    const broader = categoryPathOf(row.categoryCode).slice(1).flatMap((code) => byCategory.get(code) ?? []).find((other) => placeOfRow(other) === placeOfRow(row))
    if (broader === undefined || answerOf(broader) !== own) return []
    return [{ code: 'redundant', severity: 'note', rowIds: [row.id, broader.id], text: `${spokenName(row, world)}：与上级规则 ${broader.id} 完全相同，可以删去` } as const]
  })
}
