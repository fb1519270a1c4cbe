import { REQUEST_POLICIES, countedRequests, kindsAskableIn, type AssignmentView, type CaseView, type RequestKind } from '../../contract/index.js'

const UNRULED: readonly string[] = ['awaiting_endorsement', 'pending', 'in_dispute']

/** What a lead can still ask for: what the policy allows where it stands, without what it has used up or has running. The server checks again, and the clock. */
export function askableKinds(view: CaseView, assignment: AssignmentView): readonly RequestKind[] {
  const requests = view.procedures.requests.filter((item) => item.assignmentId === assignment.id)
  const isShelved = view.procedures.shelving !== null && view.procedures.shelving.endedAt === null
  return kindsAskableIn(view.status, assignment.status).filter((kind) => {
    if (requests.some((item) => item.kind === kind && UNRULED.includes(item.status))) return false
    if (countedRequests(requests, kind, assignment.id) >= REQUEST_POLICIES[kind].times) return false
    if (kind === 'return') return !assignment.noReturn && view.procedures.disputes.every(({ ruling, mootAt }) => ruling !== null || mootAt !== null)
    return !(isShelved && (kind === 'extension' || kind === 'shelving'))
  })
}
