import { assertNever } from '@tongban/kernel/core'
import type { Scope } from './principal.js'

export type ScopeColumns = { readonly countyCode: string; readonly unitIds: string }
export type SqlPredicate = { readonly sql: string; readonly params: readonly unknown[] }

const COLUMN = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/

/**
 * What a person may see, as one SQL condition, for list, detail, count, export, report and socket room alike.
 * `countyCode` names a text column, `unitIds` a text[] column of every unit that takes or took part; `firstParam` is the number of the
 * first free parameter. `@>` and not `= ANY`, because only the first uses a GIN index. Throws when a column is not a plain name.
 */
export function scopePredicate(scope: Scope, columns: ScopeColumns, firstParam: number): SqlPredicate {
  for (const column of Object.values(columns)) if (!COLUMN.test(column)) throw new Error(`Not a column: ${column}`)
  const holds = (param: number): string => `${columns.unitIds} @> ARRAY[$${param}]::text[]`
  switch (scope.kind) {
    case 'none':
      return { sql: 'false', params: [] }
    case 'own_unit':
      return { sql: holds(firstParam), params: [scope.unitId] }
    case 'county':
      // A county's coordinator also sees what its own unit takes part in, wherever the matter lies.
      return { sql: `(${columns.countyCode} = $${firstParam} OR ${holds(firstParam + 1)})`, params: [scope.countyCode, scope.unitId] }
    case 'city':
      return { sql: 'true', params: [] }
    default:
      return assertNever(scope)
  }
}
