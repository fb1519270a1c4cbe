import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { CATALOGUE_FIELDS, type CatalogueField } from '../../contract/catalogue-version.schema.js'

export type RowChange =
  | { readonly kind: 'added'; readonly rowId: string; readonly before: null; readonly after: CatalogueRow; readonly fields: readonly CatalogueField[] }
  | { readonly kind: 'removed'; readonly rowId: string; readonly before: CatalogueRow; readonly after: null; readonly fields: readonly CatalogueField[] }
  | { readonly kind: 'changed'; readonly rowId: string; readonly before: CatalogueRow; readonly after: CatalogueRow; readonly fields: readonly CatalogueField[] }

const differ = (a: CatalogueRow, b: CatalogueRow): CatalogueField[] => CATALOGUE_FIELDS.filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]))

/** Rows two catalogues do not have alike, by the name of the row, in the order of names. */
export function compareCatalogues(before: readonly CatalogueRow[], after: readonly CatalogueRow[]): RowChange[] {
  const was = new Map(before.map((row) => [row.id, row]))
  const is = new Map(after.map((row) => [row.id, row]))
  const changes: RowChange[] = []
  for (const rowId of [...new Set([...was.keys(), ...is.keys()])].sort()) {
    const [old, now] = [was.get(rowId), is.get(rowId)]
    if (old === undefined && now !== undefined) changes.push({ kind: 'added', rowId, before: null, after: now, fields: [] })
    else if (old !== undefined && now === undefined) changes.push({ kind: 'removed', rowId, before: old, after: null, fields: [] })
    else if (old !== undefined && now !== undefined) {
      const fields = differ(old, now)
      if (fields.length > 0) changes.push({ kind: 'changed', rowId, before: old, after: now, fields })
    }
  }
  return changes
}
