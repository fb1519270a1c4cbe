import type { CaseAssignmentFacts, CaseSnapshot } from '@tongban/case/contract'
import { isoOf } from '@tongban/kernel/core'

/** `reporting_dispatch` as written: every column, moments as ISO text. */
export type DispatchFactJson = { readonly assignment_id: string } & Readonly<Record<string, unknown>>
export type WrongDispatch = { readonly assignment_id: string; readonly because: string }

/** The author of what the system sent out by its catalogue. */
export const SYSTEM_AUTHOR = 'system'

type Given = { readonly lead: CaseAssignmentFacts; readonly next: CaseAssignmentFacts | undefined; readonly isDispatch: boolean }

/** Who led, one after another. A lead of another round than the one before is rework, and one a panel named is a ruling: neither was anybody's dispatch. */
function leadsOf({ assignments, disputes }: CaseSnapshot): Given[] {
  const leads = assignments.filter((item) => item.role === 'lead').sort((a, b) => a.dispatchedAt - b.dispatchedAt || (a.id < b.id ? -1 : 1))
  const ruledAt = new Set(disputes.flatMap(({ ruledAt: at }) => (at === null ? [] : [at])))
  return leads.map((lead, index) => {
    const before = leads[index - 1]
    return { lead, next: leads[index + 1], isDispatch: before === undefined || (lead.round <= before.round && !ruledAt.has(lead.dispatchedAt)) }
  })
}

/** Recusal is nobody's mistake: the unit turned out to be what the case is about. */
const isRecused = ({ subjectUnitIds }: CaseSnapshot, { unitId }: CaseAssignmentFacts): boolean => subjectUnitIds.includes(unitId)

/** Returned, recalled or given to another unit since it was first dispatched; whether that was a mistake is another question. */
export function wasRedispatched(snapshot: CaseSnapshot): boolean {
  const leads = leadsOf(snapshot)
  const last = leads.at(-1)?.lead
  const inPool = snapshot.status === 'awaiting_dispatch' && last !== undefined && !isRecused(snapshot, last)
  return inPool || leads.some(({ lead, next }) => !isRecused(snapshot, lead) && (lead.status === 'returned' || (next !== undefined && next.round <= lead.round)))
}

/** The dispatches of a case with who answers for each: the row of the catalogue the system went by, or the dispatcher. */
export function dispatchFactsOf(snapshot: CaseSnapshot, cityCode: string): DispatchFactJson[] {
  return leadsOf(snapshot)
    .filter(({ isDispatch }) => isDispatch)
    .map(({ lead, next }) => {
      const bySystem = lead.dispatchedBy === null
      const recalled = lead.status === 'recalled' && next !== undefined && next.unitId !== lead.unitId && next.round <= lead.round && !isRecused(snapshot, lead)
      return {
        city_code: cityCode,
        assignment_id: lead.id,
        case_id: snapshot.id,
        version: snapshot.version,
        dispatched_at: isoOf(lead.dispatchedAt),
        author_kind: bySystem ? 'system' : 'person',
        author_id: lead.dispatchedBy ?? SYSTEM_AUTHOR,
        rule_id: bySystem ? textOf(snapshot.dispatchTrail?.catalogueRowId) : null,
        rule_version: bySystem ? textOf(snapshot.dispatchTrail?.catalogueVersion) : null,
        category_code: snapshot.categoryCode,
        county_code: snapshot.countyCode,
        township_code: snapshot.townshipCode,
        unit_ids: [...new Set(snapshot.assignments.filter((item) => item.status !== 'recalled').map((item) => item.unitId))],
        recused_unit_ids: snapshot.subjectUnitIds.length === 0 ? null : snapshot.subjectUnitIds,
        wrong_because: recalled ? 'recall' : null,
      }
    })
}

const textOf = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value) : null)

/** The judgement an event passes on a dispatch; null for all that pass none. */
export function wrongDispatchOf({ type, data }: { readonly type: string; readonly data: Readonly<Record<string, unknown>> }): WrongDispatch | null {
  if (type !== 'case.dispatch_judged.v1' || data.facts === null || typeof data.facts !== 'object') return null
  const { assignmentId, because } = data.facts as Readonly<Record<string, unknown>>
  return typeof assignmentId === 'string' && typeof because === 'string' && because !== 'recusal' ? { assignment_id: assignmentId, because } : null
}
