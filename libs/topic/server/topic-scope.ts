import type { Principal } from '@tongban/access/contract'
import { assertNever } from '@tongban/kernel/core'

/**
 * What a person sees of topics, as a condition on `topic_topic AS t`: units those they lead a case of, a county its county, the city all; nobody
 * a topic one of whose cases is about their own unit. `firstParam` is the number of the first free parameter.
 */
export function topicScope(scope: Principal['scope'], firstParam: number): { readonly sql: string; readonly params: readonly string[] } {
  const notAbout = (param: number): string => `NOT t.recused_unit_ids @> ARRAY[$${param}]::text[]`
  switch (scope.kind) {
    case 'none':
      return { sql: 'false', params: [] }
    case 'own_unit':
      return { sql: `(t.unit_ids @> ARRAY[$${firstParam}]::text[] AND ${notAbout(firstParam)})`, params: [scope.unitId] }
    case 'county':
      return { sql: `((t.county_codes @> ARRAY[$${firstParam}]::text[] OR t.unit_ids @> ARRAY[$${firstParam + 1}]::text[]) AND ${notAbout(firstParam + 1)})`, params: [scope.countyCode, scope.unitId] }
    case 'city':
      return scope.unitId === null ? { sql: 'true', params: [] } : { sql: notAbout(firstParam), params: [scope.unitId] }
    default:
      return assertNever(scope)
  }
}
