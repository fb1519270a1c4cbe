import type { CatalogueRow } from '../../contract/catalogue.schema.js'

/** The dispatch catalogue arranged for look-up. Immutable; a changed catalogue is a new one. */
export type Catalogue = { readonly rows: readonly CatalogueRow[]; readonly byCategory: ReadonlyMap<string, readonly CatalogueRow[]> }

/** Names a row by what must be unique about it, e.g. `0301@150502`, `03@all`. */
export const catalogueRowIdOf = (categoryCode: string, placeCode: string | null): string => `${categoryCode}@${placeCode ?? 'all'}`

export function buildCatalogue(rows: readonly CatalogueRow[]): Catalogue {
  const byCategory = new Map<string, CatalogueRow[]>()
  for (const row of rows) {
    const list = byCategory.get(row.categoryCode)
    if (list) list.push(row)
    else byCategory.set(row.categoryCode, [row])
  }
  return { rows, byCategory }
}

/** The category and all it lies in, narrowest first: 030102 → 030102, 0301, 03. */
export function categoryPathOf(code: string): string[] {
  const path: string[] = []
  for (let length = code.length; length >= 2; length -= 2) path.push(code.slice(0, length))
  return path
}

/** GB/T 2260: a city's code ends in 00. Naming the city is the same as naming no place. */
const isCityCode = (code: string): boolean => code.length === 6 && code.endsWith('00')

/** How narrow a row's place is: 0 for the whole city, then 6, 9, 12 digits; -1 when the place does not lie in it. */
function placeDepth(row: CatalogueRow, placePath: readonly string[]): number {
  if (row.placeCode === null || isCityCode(row.placeCode)) return 0
  return placePath.includes(row.placeCode) ? row.placeCode.length : -1
}

export type LookUpRequest = {
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

/** The most specific category wins, then the most specific place. */
export function lookUp(catalogue: Catalogue, request: LookUpRequest): CatalogueAnswer {
  const matching: { row: CatalogueRow; place: number; category: number }[] = []
  for (const code of categoryPathOf(request.categoryCode)) {
    for (const row of catalogue.byCategory.get(code) ?? []) {
      const place = placeDepth(row, request.placePath)
      if (place >= 0) matching.push({ row, place, category: code.length })
    }
  }
  matching.sort((a, b) => b.category - a.category || b.place - a.place || (a.row.id < b.row.id ? -1 : 1))
  const [first, second] = matching
  return {
    row: first?.row ?? null,
    rivals: matching.slice(1).map(({ row }) => row),
    tied: first !== undefined && second !== undefined && first.category === second.category && first.place === second.place,
    forbiddenBy: matching.find(({ row }) => row.forbidTownship)?.row ?? null,
  }
}

/** Rows for the category, at least as narrow as `than`, placed below the known place: knowing it better could change the answer. */
export function narrowerRows(
  catalogue: Catalogue,
  categoryCode: string,
  than: CatalogueRow | null,
  isBelow: (placeCode: string) => boolean,
): CatalogueRow[] {
  return categoryPathOf(categoryCode)
    .filter((code) => code.length >= (than?.categoryCode.length ?? 0))
    .flatMap((code) => catalogue.byCategory.get(code) ?? [])
    .filter((row) => row.placeCode !== null && isBelow(row.placeCode))
}
