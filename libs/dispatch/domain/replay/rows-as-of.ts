import type { CatalogueRow } from '../../contract/catalogue.schema.js'

/**
 * The rows that hold on a day, as if they had always held: a change is tried on cases of before its first day. Seasons stay, they come back every year.
 * Rows still to come count as holding when `withUpcoming`: that is how a draft is tried before its rows begin.
 */
export function rowsAsOf(rows: readonly CatalogueRow[], day: string, { withUpcoming }: { readonly withUpcoming: boolean }): CatalogueRow[] {
  return rows
    .filter(({ validFrom, validTo }) => (validTo === null || validTo > day) && (withUpcoming || validFrom === null || validFrom <= day))
    .map((row) => ({ ...row, validFrom: null, validTo: null }))
}
