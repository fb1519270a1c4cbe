import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { CaseEvent } from '../contract/events.js'
import type { RequestDetails } from '../contract/procedures.js'
import { openLead, type CaseState } from './case-state.js'
import type { DecideFacts } from './decider.js'
import { handOver, judgedWrong, leadRefusal } from './hand-over.js'
import { isShelved, openDispute, type RequestState } from './procedures.js'
import { extensionRefusal, shelvingRefusal } from './request-asking.js'
import { ratingOf } from './request-rating.js'
import { nextReviewOf } from './request-shelving.js'

type Kind = RequestDetails['kind']
export type Granting<K extends Kind = Kind> = {
  readonly state: CaseState
  readonly request: RequestState
  readonly details: Extract<RequestDetails, { kind: K }>
  readonly remarks: string
  readonly leadUnitId: string | null
  readonly newPromiseReason: string | null
  readonly ruledBy: string
  readonly facts: DecideFacts
  readonly at: Instant
}

/** What an approved request makes happen, by its kind; refused when the world has moved on since it was asked. */
export function granted(granting: Granting): Result<CaseEvent[]> {
  const { details } = granting
  switch (details.kind) {
    case 'return':
      return returned({ ...granting, details })
    case 'extension':
      return extended({ ...granting, details })
    case 'shelving':
      return shelved({ ...granting, details })
    case 'unreasonable':
      return terminated(granting, details.reasonCode)
    case 'termination':
      return terminated(granting, 'terminated')
    case 'rating_review':
      return setAside({ ...granting, details })
  }
}

function returned({ state, request, details, remarks, leadUnitId, newPromiseReason, ruledBy, facts, at }: Granting<'return'>): Result<CaseEvent[]> {
  const from = openLead(state)
  if (from === null || from.id !== request.assignmentId) return refuse('ASSIGNMENT_NOT_FOUND')
  const next = leadUnitId ?? details.expectedUnitId
  const forbidden = leadRefusal(state, next, facts)
  if (forbidden !== null) return refuse(forbidden.code, forbidden.params)
  if (next === from.unitId) return refuse('UNIT_ALREADY_LEADS', { unitName: facts.unit(next)?.name ?? next })
  return ok([
    judgedWrong(state, from, 'return'),
    ...handOver({
      state, from, cause: 'return', leadUnitId: next, facts, at, dispatchedBy: ruledBy, newPromise: newPromiseReason !== null,
      reason: [`退单：${request.reason}`, remarks, newPromiseReason === null ? '' : `重新承诺时限：${newPromiseReason}`].filter((part) => part !== '').join('；'),
    }),
  ])
}

function extended({ state, request, details: { until }, facts }: Granting<'extension'>): Result<CaseEvent[]> {
  const assignment = openLead(state)
  if (assignment === null || assignment.id !== request.assignmentId) return refuse('ASSIGNMENT_NOT_FOUND')
  if (isShelved(state.procedures)) return refuse('CASE_SHELVED')
  const stands = extensionRefusal(assignment, until, facts)
  if (stands !== null) return refuse(stands.code, stands.params)
  return ok([{
    type: 'case.promise_extended.v1',
    data: { assignmentId: assignment.id, requestId: request.id, from: assignment.promiseDueAt, until, reason: request.reason },
  }])
}

function shelved({ state, request, details, at }: Granting<'shelving'>): Result<CaseEvent[]> {
  if (isShelved(state.procedures)) return refuse('CASE_SHELVED')
  // A milestone may have gone by while the request waited: the ledger then looks at it at once. The date itself may not.
  const stands = shelvingRefusal(details.until, at)
  if (stands !== null) return refuse(stands.code, stands.params)
  const { measures, until, leader, publicNote } = details
  const milestones = [...details.milestones].sort((a, b) => a.at - b.at)
  return ok([{
    type: 'case.shelved.v1',
    data: {
      requestId: request.id, assignmentId: request.assignmentId, reason: request.reason, measures, until, leader, publicNote, milestones,
      nextReviewAt: nextReviewOf(milestones.map((item) => ({ ...item, at: item.at as Instant, doneAt: null, note: null })), until),
    },
  }])
}

const terminated = ({ state, request }: Granting, code: Extract<CaseEvent, { type: 'case.terminated.v1' }>['data']['code']): Result<CaseEvent[]> =>
  openDispute(state.procedures) === null
    ? ok([{ type: 'case.terminated.v1', data: { requestId: request.id, reason: request.reason, code } }])
    : refuse('DISPUTE_OPEN')

const setAside = ({ state, request, details: { round }, remarks }: Granting<'rating_review'>): Result<CaseEvent[]> =>
  // Answers of a round in the middle are overwritten by those of the next: then there is nothing left to set aside.
  ratingOf(state, round) === null
    ? refuse('RATING_NOT_REVIEWABLE', { round })
    : ok([{ type: 'case.rating_reviewed.v1', data: { requestId: request.id, round, setAside: true, remarks } }])
