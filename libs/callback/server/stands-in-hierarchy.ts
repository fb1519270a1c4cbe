import type { CaseSnapshot } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import type { OrgDirectory } from '@tongban/org/contract'

/** The agent's organisation may stand neither above nor below any unit that handled the case (rule 12). */
export function standsInHierarchy(org: OrgDirectory, unitId: string, snapshot: CaseSnapshot): boolean {
  const mine = withParents(org, unitId)
  return snapshot.assignments.some((item) => item.role !== 'cc' && (mine.includes(item.unitId) || withParents(org, item.unitId).includes(unitId)))
}

function withParents(org: OrgDirectory, unitId: string): string[] {
  const chain: string[] = []
  for (let id: string | null = unitId; id !== null && !chain.includes(id); id = org.unit(idOf(id))?.parentId ?? null) chain.push(id)
  return chain
}
