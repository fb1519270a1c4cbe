import type { Principal } from '@tongban/access/contract'
import { assertNever } from '@tongban/kernel/core'
import type { IncidentState } from '../domain/index.js'

/**
 * Units see incidents that call them or touch their area, a county its county, the city all. The one rule for list, detail and acts; whoever was called
 * in person sees it beside that, which is a question for the table (`scopeSql`, `IncidentStore.hasCalled`).
 */
export function maySee({ scope }: Pick<Principal, 'scope'>, { unitIds, countyCodes }: Pick<IncidentState, 'unitIds' | 'countyCodes'>): boolean {
  switch (scope.kind) {
    case 'none':
      return false
    case 'own_unit':
      return unitIds.includes(scope.unitId)
    case 'county':
      return countyCodes.includes(scope.countyCode) || unitIds.includes(scope.unitId)
    case 'city':
      return true
    default:
      return assertNever(scope)
  }
}

/** Index incident_call_post. */
const called = (param: number): string =>
  `EXISTS (SELECT 1 FROM incident_call k WHERE k.city_code = i.city_code AND k.incident_id = i.id AND k.user_id = $${param})`

/** The same as a condition on `incident_incident AS i`; `firstParam` is the number of the first free parameter. */
export function scopeSql({ scope, userId }: Pick<Principal, 'scope' | 'userId'>, firstParam: number): { readonly sql: string; readonly params: readonly string[] } {
  switch (scope.kind) {
    case 'none':
      return { sql: 'false', params: [] }
    case 'own_unit':
      return { sql: `(i.unit_ids @> ARRAY[$${firstParam}]::text[] OR ${called(firstParam + 1)})`, params: [scope.unitId, userId] }
    case 'county':
      return {
        sql: `(i.county_codes @> ARRAY[$${firstParam}]::text[] OR i.unit_ids @> ARRAY[$${firstParam + 1}]::text[] OR ${called(firstParam + 2)})`,
        params: [scope.countyCode, scope.unitId, userId],
      }
    case 'city':
      return { sql: 'true', params: [] }
    default:
      return assertNever(scope)
  }
}
