import type { AlertLevel } from '../contract/index.js'

export type AlertRoute = { readonly unitIds: readonly string[]; readonly level: AlertLevel }

const MOST_LEADS = 3

/**
 * Who can prevent more: the units that lead most of these cases, and who coordinates their county; the county is asked first, where there is
 * none (or it is recused) the city. A unit one of the cases is about is never told.
 */
export function routeAlert(leads: readonly (string | null)[], coordinatorId: string | null, recusedUnitIds: readonly string[]): AlertRoute {
  const counts = new Map<string, number>()
  for (const unitId of leads) if (unitId !== null) counts.set(unitId, (counts.get(unitId) ?? 0) + 1)
  const leading = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([unitId]) => unitId).filter((unitId) => !recusedUnitIds.includes(unitId))
  const coordinator = coordinatorId !== null && !recusedUnitIds.includes(coordinatorId) ? coordinatorId : null
  return { unitIds: [...new Set([...leading.slice(0, MOST_LEADS), ...(coordinator === null ? [] : [coordinator])])], level: coordinator === null ? 'city' : 'county' }
}
