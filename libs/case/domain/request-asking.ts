import { DAY_MS, plus, type Instant, type Refusal } from '@tongban/kernel/core'
import { REQUEST_KIND_ZH, type RequestDetails, type RequestKind } from '../contract/procedures.js'
import { REQUEST_POLICIES, countedRequests, type RequestPolicy } from '../contract/request-policies.js'
import { ASSIGNMENT_STATUS_ZH, CASE_STATUS_ZH } from '../contract/states.js'
import type { AssignmentState, CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { leadRefusal } from './hand-over.js'
import { isShelved, isUnruled, openDispute } from './procedures.js'
import { isBadRating, ratingOf } from './request-rating.js'

/** How far ahead something may be shelved: a date further off is no date. */
export const LONGEST_SHELVING_DAYS = 730

/** Requests of one kind for one assignment, however they ended. */
export const MOST_ASKED = 10

export type Asking = {
  readonly state: CaseState
  readonly assignment: AssignmentState
  readonly details: RequestDetails
  readonly attachmentIds: readonly string[]
  readonly facts: DecideFacts
  readonly at: Instant
}

/** Why a unit may not ask for this now; null when it may. First what the policy of the kind says, then what the kind itself asks for. */
export function askingRefusal(asking: Asking): Refusal | null {
  const { kind } = asking.details
  return policyRefusal(asking, REQUEST_POLICIES[kind]) ?? tooLate(asking, kind) ?? detailsRefusal(asking)
}

function policyRefusal({ state, assignment, details: { kind }, attachmentIds }: Asking, policy: RequestPolicy): Refusal | null {
  const kindZh = REQUEST_KIND_ZH[kind]
  const action = { action: `request ${kind}`, actionZh: `申请${kindZh}` }
  if (!policy.caseStatuses.includes(state.status)) {
    return { code: 'CASE_STATE_FORBIDS', params: { status: state.status, statusZh: CASE_STATUS_ZH[state.status], ...action } }
  }
  if (!policy.assignmentStatuses.includes(assignment.status)) {
    return { code: 'ASSIGNMENT_STATE_FORBIDS', params: { status: assignment.status, statusZh: ASSIGNMENT_STATUS_ZH[assignment.status], ...action } }
  }
  const own = state.procedures.requests.filter((item) => item.kind === kind && item.assignmentId === assignment.id)
  if (own.some(isUnruled)) return { code: 'REQUEST_OPEN', params: { kind, kindZh } }
  // What was taken back does not count, but a case carries every one of them along: nobody asks and takes back for ever.
  if (countedRequests(own, kind, assignment.id) >= policy.times || own.length >= MOST_ASKED) return { code: 'REQUEST_ALREADY_MADE', params: { kind, kindZh, times: policy.times } }
  return policy.needsEvidence && attachmentIds.length === 0 ? { code: 'REQUEST_NEEDS_EVIDENCE', params: { kind, kindZh } } : null
}

function tooLate(asking: Asking, kind: RequestKind): Refusal | null {
  const end = askedBefore(asking)
  return end === null || asking.at < end ? null : { code: 'REQUEST_TOO_LATE', params: { kind, kindZh: REQUEST_KIND_ZH[kind] } }
}

/** The moment from which it is too late to ask; null when there is none. */
function askedBefore({ state, assignment, details, facts }: Asking): Instant | null {
  const { until } = REQUEST_POLICIES[details.kind]
  switch (until.kind) {
    case 'return_window':
      return facts.limitAfter('return_window', assignment.signedAt ?? assignment.dispatchedAt)
    case 'before_promise':
      return assignment.promiseDueAt
    case 'after_callback': {
      const rating = details.kind === 'rating_review' ? ratingOf(state, details.round) : null
      return rating === null ? null : plus(rating.at, until.days * DAY_MS)
    }
    case 'any':
      return null
  }
}

function detailsRefusal({ state, assignment, details, facts, at }: Asking): Refusal | null {
  switch (details.kind) {
    case 'return': {
      if (assignment.noReturn) return { code: 'RETURN_FORBIDDEN', params: {} }
      if (openDispute(state.procedures) !== null) return { code: 'DISPUTE_OPEN', params: {} }
      if (details.expectedUnitId === assignment.unitId) return { code: 'EXPECTED_UNIT_IS_OWN', params: {} }
      return leadRefusal(state, details.expectedUnitId, facts)
    }
    case 'extension':
      return isShelved(state.procedures) ? { code: 'CASE_SHELVED', params: {} } : extensionRefusal(assignment, details.until, facts)
    case 'shelving':
      return isShelved(state.procedures) ? { code: 'CASE_SHELVED', params: {} } : shelvingRefusal(details.until, at, details.milestones)
    case 'rating_review': {
      const rating = ratingOf(state, details.round)
      const mine = rating !== null && assignment.round === details.round && isBadRating(rating)
      return mine ? null : { code: 'RATING_NOT_REVIEWABLE', params: { round: details.round } }
    }
    case 'unreasonable':
    case 'termination':
      return null
  }
}

/** Rule 5: later than the promise, and by at most its original length. Asked again at the ruling, for the promise may have moved. */
export function extensionRefusal(assignment: AssignmentState, until: number, facts: DecideFacts): Refusal | null {
  if (until <= assignment.promiseDueAt) return { code: 'EXTENSION_NOT_LATER', params: {} }
  const latest = facts.latestExtension()
  return latest !== null && until > latest ? { code: 'EXTENSION_TOO_LONG', params: {} } : null
}

/** Rule 6: an explicit date ahead, and milestones on the way to it. */
export function shelvingRefusal(until: number, at: Instant, milestones: readonly { readonly at: number }[] = []): Refusal | null {
  if (until <= at) return { code: 'SHELVING_DATE_PAST', params: {} }
  if (until > plus(at, LONGEST_SHELVING_DAYS * DAY_MS)) return { code: 'SHELVING_TOO_LONG', params: { days: LONGEST_SHELVING_DAYS } }
  return milestones.every((item) => item.at > at && item.at <= until) ? null : { code: 'SHELVING_MILESTONE_OUTSIDE', params: {} }
}
