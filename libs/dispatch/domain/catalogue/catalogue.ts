import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { conditionCount, isMet, mayBeMet, type Circumstances } from './row-conditions.js'

/** The dispatch catalogue arranged for look-up. Immutable; a changed catalogue is a new one. */
export type Catalogue = {
  /** Of the published version; null for rows that were never published. */
  readonly version: number | null
  readonly rows: readonly CatalogueRow[]
  readonly byCategory: ReadonlyMap<string, readonly CatalogueRow[]>
}

/** Names the first row of a category and place, e.g. `0301@150502`, `03@all`; further ones under other conditions are numbered from 2: `03@all#2`. */
export const catalogueRowIdOf = (categoryCode: string, placeCode: string | null, number = 1): string =>
  `${categoryCode}@${placeCode ?? 'all'}${number === 1 ? '' : `#${number}`}`

/** The first name for a row of this category and place that nobody has. */
export function freeRowId(categoryCode: string, placeCode: string | null, isTaken: (id: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const id = catalogueRowIdOf(categoryCode, placeCode, number)
    if (!isTaken(id)) return id
  }
}

export function buildCatalogue(rows: readonly CatalogueRow[], version: number | null = null): Catalogue {
  return { version, rows, byCategory: byCategoryOf(rows) }
}

export function byCategoryOf(rows: readonly CatalogueRow[]): ReadonlyMap<string, readonly CatalogueRow[]> {
  const byCategory = new Map<string, CatalogueRow[]>()
  for (const row of rows) {
    const list = byCategory.get(row.categoryCode)
    if (list) list.push(row)
    else byCategory.set(row.categoryCode, [row])
  }
  return byCategory
}

/** The category and all it lies in, narrowest first: 030102 → 030102, 0301, 03. */
export function categoryPathOf(code: string): string[] {
  const path: string[] = []
  for (let length = code.length; length >= 2; length -= 2) path.push(code.slice(0, length))
  return path
}

/** GB/T 2260: a city's code ends in 00. Naming the city is the same as naming no place. */
const isCityCode = (code: string): boolean => code.length === 6 && code.endsWith('00')

/** The place a row names, null for the whole city in either of its two spellings. */
export const placeOfRow = ({ placeCode }: Pick<CatalogueRow, 'placeCode'>): string | null => (placeCode === null || isCityCode(placeCode) ? null : placeCode)

/** How narrow a row's place is: 0 for the whole city, then 6, 9, 12 digits; -1 when the place does not lie in it. */
function placeDepth(row: CatalogueRow, placePath: readonly string[]): number {
  const placeCode = placeOfRow(row)
  if (placeCode === null) return 0
  return placePath.includes(placeCode) ? placeCode.length : -1
}

/** Two rows are the same rule when they speak of the same cases: whoever says otherwise about them means to replace it. */
export const isSameRule = (a: Omit<CatalogueRow, 'id'>, b: Omit<CatalogueRow, 'id'>): boolean => selectorOf(a) === selectorOf(b)

const selectorOf = (row: Omit<CatalogueRow, 'id'>): string =>
  JSON.stringify([row.categoryCode, placeOfRow(row), [...row.caseTypes].sort(), [...row.urgencies].sort(), row.season, row.validFrom, row.validTo])

export type LookUpRequest = Circumstances & {
  readonly categoryCode: string
  /** Codes from the city (or county) down to the place itself; empty when nothing is known of the place. */
  readonly placePath: readonly string[]
}

export type CatalogueAnswer = {
  readonly row: CatalogueRow | null
  /** Broader rows that would have answered, narrowest first; with a tie its other rows come first. */
  readonly rivals: readonly CatalogueRow[]
  /** Two rows equally narrow: the catalogue is at fault, and nobody should be sent anywhere on its word alone. */
  readonly tied: boolean
  /** The row that keeps townships out of this category here, if any; it holds whatever narrower rows say. */
  readonly forbiddenBy: CatalogueRow | null
}

type Found = { readonly row: CatalogueRow; readonly place: number; readonly category: number; readonly conditions: number }

/** The most specific category wins, then the most specific place, then the row with more conditions. */
const narrowestFirst = (a: Found, b: Found): number =>
  b.category - a.category || b.place - a.place || b.conditions - a.conditions || (a.row.id < b.row.id ? -1 : 1)

export function lookUp(catalogue: Catalogue, request: LookUpRequest): CatalogueAnswer {
  const matching: Found[] = []
  let forbidding: Found | null = null
  for (const code of categoryPathOf(request.categoryCode)) {
    for (const row of catalogue.byCategory.get(code) ?? []) {
      const place = placeDepth(row, request.placePath)
      if (place < 0) continue
      const found = { row, place, category: code.length, conditions: conditionCount(row) }
      if (isMet(row, request)) matching.push(found)
      // What is not known of the case never opens the way to a township.
      if (row.forbidTownship && mayBeMet(row, request) && (forbidding === null || narrowestFirst(found, forbidding) < 0)) forbidding = found
    }
  }
  matching.sort(narrowestFirst)
  const [first, second] = matching
  return {
    row: first?.row ?? null,
    rivals: matching.slice(1).map(({ row }) => row),
    tied:
      first !== undefined && second !== undefined && first.category === second.category && first.place === second.place && first.conditions === second.conditions,
    forbiddenBy: forbidding?.row ?? null,
  }
}

/** Rows for the category, at least as narrow as `than`, placed below the known place: knowing it better could change the answer. */
export function narrowerRows(
  catalogue: Catalogue,
  { categoryCode, ...circumstances }: Omit<LookUpRequest, 'placePath'>,
  than: CatalogueRow | null,
  isBelow: (placeCode: string) => boolean,
): CatalogueRow[] {
  return categoryPathOf(categoryCode)
    .filter((code) => code.length >= (than?.categoryCode.length ?? 0))
    .flatMap((code) => catalogue.byCategory.get(code) ?? [])
    .filter((row) => row.placeCode !== null && mayBeMet(row, circumstances) && isBelow(row.placeCode))
}
