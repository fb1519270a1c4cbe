import type { AlertLevel } from '../contract/index.js'

export type AlertRoute = { readonly unitIds: readonly string[]; readonly level: AlertLevel }

const MOST_LEADS = 3

/**
 * Who can prevent more: the units that lead most of these cases, and who coordinates their county, with whom those wait that nobody leads; who has
 * the most comes first, and is the first to be thought of for a task. The county is asked first, where there is none (or it is recused) the city.
 * A unit one of the cases is about is never told.
 */
export function routeAlert(leads: readonly (string | null)[], coordinatorId: string | null, recusedUnitIds: readonly string[]): AlertRoute {
  const counts = new Map<string, number>()
  for (const unitId of leads) if (unitId !== null) counts.set(unitId, (counts.get(unitId) ?? 0) + 1)
  const leading = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([unitId]) => unitId).filter((unitId) => !recusedUnitIds.includes(unitId) && unitId !== coordinatorId)
  if (coordinatorId === null || recusedUnitIds.includes(coordinatorId)) return { unitIds: leading.slice(0, MOST_LEADS), level: 'city' }
  const waiting = leads.filter((unitId) => unitId === null || unitId === coordinatorId).length
  const has = (unitId: string): number => (unitId === coordinatorId ? waiting : (counts.get(unitId) ?? 0))
  // Of equals the coordinator comes last: the sort is stable.
  return { unitIds: [...leading.slice(0, MOST_LEADS), coordinatorId].sort((a, b) => has(b) - has(a)), level: 'county' }
}
