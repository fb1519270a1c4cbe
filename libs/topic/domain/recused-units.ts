/**
 * The units a matter of several cases is about: those that at least half of its cases are about. One complaint about a township among forty about its
 * water leaves it the one that has to see to the water; that complaint itself is kept from it where single cases are shown.
 */
export function recusedUnitsOf(cases: readonly { readonly subjectUnitIds: readonly string[] }[]): string[] {
  const counts = new Map<string, number>()
  for (const { subjectUnitIds } of cases) for (const unitId of new Set(subjectUnitIds)) counts.set(unitId, (counts.get(unitId) ?? 0) + 1)
  return [...counts].filter(([, count]) => 2 * count >= cases.length).map(([unitId]) => unitId).sort()
}
