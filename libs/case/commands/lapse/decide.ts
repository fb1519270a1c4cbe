import { ok, refuse, type Result } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { REQUEST_STATUS_ZH } from '../../contract/procedures.js'
import { REQUEST_POLICIES } from '../../contract/request-policies.js'
import type { DecideInput, Decider, Evolver } from '../../domain/decider.js'
import { disputeOpened } from '../../domain/dispute-opened.js'
import { openDispute } from '../../domain/procedures.js'
import { changeRequest, requestOf } from '../../domain/request-changes.js'
import type { lapse } from './contract.js'

type Input = DecideInput<typeof lapse>

export const decideLapse: Decider<typeof lapse> = (input) => (input.body.what === 'ruling' ? rulingLapsed(input) : adjudicationLapsed(input))

/** Rule 5: whoever had to rule was late; that is put right by the panel or not at all, and never by stopping the unit's clock. */
function rulingLapsed({ state, body, facts, at }: Input): Result<CaseEvent[]> {
  const request = requestOf(state, body.subjectId)
  if (request === null) return refuse('REQUEST_NOT_FOUND')
  const { id, kind, unitId, status, details, rulingDueAt } = request
  if (status !== 'pending' || rulingDueAt === null) return refuse('REQUEST_STATE_FORBIDS', { status, statusZh: REQUEST_STATUS_ZH[status], actionZh: '记录逾期' })
  if (at < rulingDueAt) return refuse('LAPSE_TOO_EARLY')
  const lapsed: CaseEvent = { type: 'request.lapsed.v1', data: { requestId: id, kind, unitId } }
  const goesOn = details.kind === 'return' && REQUEST_POLICIES[kind].whenLapsed === 'open_dispute' && openDispute(state.procedures) === null
  return ok([
    lapsed,
    ...(goesOn ? [disputeOpened({ state, cause: 'lapsed_ruling', requestIds: [id], otherUnitIds: [details.expectedUnitId], facts, at })] : []),
  ])
}

function adjudicationLapsed({ state, body, at }: Input): Result<CaseEvent[]> {
  const dispute = state.procedures.disputes.find((item) => item.id === body.subjectId)
  if (dispute === undefined || dispute !== openDispute(state.procedures)) return refuse('DISPUTE_NOT_FOUND')
  if (dispute.lapsedAt !== null) return refuse('DISPUTE_LAPSED_ALREADY')
  if (at < dispute.dueAt) return refuse('LAPSE_TOO_EARLY')
  return ok([{ type: 'case.dispute_lapsed.v1', data: { disputeId: dispute.id } }])
}

export const evolveLapse: Evolver<typeof lapse> = {
  'request.lapsed.v1': (state, { requestId }) => changeRequest(state, requestId, (item) => ({ ...item, status: 'lapsed' })),
}
