import { instant, type Instant } from '@tongban/kernel/core'
import type { AssignmentState, CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { isShelved, type ShelvingState } from './procedures.js'

/** When the ledger looks next: at the first milestone still open, of those after a moment when one is given; else at the date itself. */
export const nextReviewOf = (milestones: ShelvingState['milestones'], until: number, after = -1): Instant =>
  instant(Math.min(until, ...milestones.filter((item) => item.doneAt === null && item.at > after).map((item) => item.at)))

/** The shelving of a case changed. */
export const changeShelving = (state: CaseState, update: (shelving: ShelvingState) => ShelvingState): CaseState =>
  state.procedures.shelving === null ? state : { ...state, procedures: { ...state.procedures, shelving: update(state.procedures.shelving) } }

/**
 * The promise as it runs again when a shelving ends: what was left of it, counted as it was counted before. One that had run out already is moved by as
 * long as it was out of the active clock: it stays as late as it was, and no later.
 */
export function promiseAfterShelving(promiseDueAt: Instant, shelving: ShelvingState, at: Instant, facts: Pick<DecideFacts, 'dueAfterPause'>): Instant {
  const { since } = shelving
  if (at <= since) return promiseDueAt
  return promiseDueAt <= since ? instant(promiseDueAt + (at - since)) : facts.dueAfterPause(promiseDueAt, since, at)
}

/** The promise of a duty as it stands at a moment: what is shelved does not run out. */
export const runningPromise = ({ procedures }: CaseState, { promiseDueAt }: AssignmentState, at: Instant, facts: Pick<DecideFacts, 'dueAfterPause'>): Instant =>
  procedures.shelving !== null && isShelved(procedures) ? promiseAfterShelving(promiseDueAt, procedures.shelving, at, facts) : promiseDueAt
