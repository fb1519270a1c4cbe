import type { CaseSnapshot, CaseStatus } from '@tongban/case/contract'
import { isoOrNull, type Instant } from '@tongban/kernel/core'
import { CITIZEN_STEP_ZH, type CitizenCase, type CitizenStep } from '../contract/index.js'

const ORDER: readonly CitizenStep[] = ['accept', 'assign', 'handle', 'reply', 'callback', 'close']

/** Where a case stands that is on its way; one that ended another way stands nowhere, and what it never reached it skipped. */
const CURRENT: Partial<Record<CaseStatus, CitizenStep>> = {
  draft: 'accept', awaiting_dispatch: 'assign', in_progress: 'handle', awaiting_review: 'reply', awaiting_callback: 'callback', merged: 'handle',
}

/** The way of a case in the six steps a citizen knows, for the round it is in: what is behind has its moment, what lies ahead has none. */
export function citizenSteps(snapshot: CaseSnapshot): CitizenCase['steps'] {
  const { status } = snapshot
  const current = CURRENT[status]
  const at = momentsOf(snapshot)
  const reached = current === undefined ? ORDER.length : ORDER.indexOf(current)
  return ORDER.map((step, index) => {
    const moment = index < reached || step === 'accept' ? at[step] : null
    const state = index === reached ? 'current' : index > reached ? 'waiting' : current !== undefined || moment !== null ? 'done' : 'skipped'
    return { step, text: CITIZEN_STEP_ZH[step], state, at: isoOrNull(moment) }
  })
}

function momentsOf({ filedAt, assignments, round, finalCallback, closedAt }: CaseSnapshot): Record<CitizenStep, Instant | null> {
  const lead = assignments.findLast((item) => item.role === 'lead')
  const accepted = assignments.findLast((item) => item.role === 'lead' && item.acceptedAt !== null && item.round === round)
  return {
    accept: filedAt,
    assign: lead?.dispatchedAt ?? null,
    handle: lead?.contactedAt ?? lead?.signedAt ?? null,
    reply: accepted?.acceptedAt ?? null,
    callback: finalCallback?.at ?? null,
    close: closedAt,
  }
}
