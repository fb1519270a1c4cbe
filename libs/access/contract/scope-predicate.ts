import { assertNever } from '@tongban/kernel/core'
import type { Scope } from './principal.js'

/**
 * `countyCode`: a text column; `unitIds`: a text[] column of every unit that takes or took part; `recusedUnitIds`: a text[] column of the
 * units the matter is about, null where there are none.
 */
export type ScopeColumns = { readonly countyCode: string; readonly unitIds: string; readonly recusedUnitIds: string }
export type SqlPredicate = { readonly sql: string; readonly params: readonly unknown[] }

const COLUMN = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/

/**
 * What a person may see, as one SQL condition, for list, detail, count, export, report and socket room alike. `firstParam` is the number of
 * the first free parameter. `@>` and not `= ANY`, because only the first uses a GIN index; the recusal is a filter over what the others
 * found, and asks nothing of an index. Throws when a column is not a plain name.
 */
export function scopePredicate(scope: Scope, columns: ScopeColumns, firstParam: number): SqlPredicate {
  for (const column of [columns.countyCode, columns.unitIds, columns.recusedUnitIds]) {
    if (typeof column !== 'string' || !COLUMN.test(column)) throw new Error(`Not a column: ${column}`)
  }
  const holds = (param: number): string => `${columns.unitIds} @> ARRAY[$${param}]::text[]`
  // IS NOT TRUE: a row with no such units answers null, and is nobody's own matter.
  const notAbout = (param: number): string => `(${columns.recusedUnitIds} @> ARRAY[$${param}]::text[]) IS NOT TRUE`
  switch (scope.kind) {
    case 'none':
      return { sql: 'false', params: [] }
    case 'own_unit':
      return { sql: `(${holds(firstParam)} AND ${notAbout(firstParam)})`, params: [scope.unitId] }
    case 'county':
      // A county's coordinator also sees what its own unit takes part in, wherever the matter lies.
      return {
        sql: `((${columns.countyCode} = $${firstParam} OR ${holds(firstParam + 1)}) AND ${notAbout(firstParam + 1)})`,
        params: [scope.countyCode, scope.unitId],
      }
    case 'city':
      return scope.unitId === null ? { sql: 'true', params: [] } : { sql: `(${notAbout(firstParam)})`, params: [scope.unitId] }
    default:
      return assertNever(scope)
  }
}
