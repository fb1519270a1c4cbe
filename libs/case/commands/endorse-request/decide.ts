import { instant, ok, refuse } from '@tongban/kernel/core'
import { REQUEST_STATUS_ZH } from '../../contract/procedures.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { openDispute } from '../../domain/procedures.js'
import { changeRequest, requestOf } from '../../domain/request-changes.js'
import { putToPanel, rulingDueAt } from '../../domain/request-put.js'
import type { endorseRequest } from './contract.js'

export const decideEndorseRequest: Decider<typeof endorseRequest> = ({ state, body, actor, facts, at }) => {
  const asked = requestOf(state, body.requestId)
  if (asked === null) return refuse('REQUEST_NOT_FOUND')
  if (asked.unitId !== actor.unitId) return refuse('REQUEST_NOT_YOURS', { unitName: facts.unit(asked.unitId)?.name ?? asked.unitId })
  if (asked.status !== 'awaiting_endorsement') return refuse('REQUEST_STATE_FORBIDS', { status: asked.status, statusZh: REQUEST_STATUS_ZH[asked.status], actionZh: '审签' })
  // Rule 12: nobody approves what they asked for themselves.
  if (asked.askedBy === actor.userId) return refuse('OWN_REQUEST', { actionZh: '审签' })
  const { id: requestId, kind, unitId, details } = asked
  if (body.verdict === 'refuse') {
    return ok([{ type: 'request.cancelled.v1', data: { requestId, kind, unitId, reason: body.remarks, refusedBy: actor.userId } }])
  }
  if (kind === 'return' && openDispute(state.procedures) !== null) return refuse('DISPUTE_OPEN')
  return ok([
    {
      type: 'request.endorsed.v1',
      data: {
        requestId, kind, unitId, endorsedBy: actor.userId, rulingDueAt: rulingDueAt(state, kind, facts, at), ...(body.remarks === '' ? {} : { remarks: body.remarks }),
      },
    },
    ...putToPanel({ state, requestId, details, facts, at }),
  ])
}

export const evolveEndorseRequest: Evolver<typeof endorseRequest> = {
  'request.endorsed.v1': (state, { requestId, endorsedBy, rulingDueAt: dueAt }) =>
    changeRequest(state, requestId, (item) => ({ ...item, status: 'pending', endorsedBy, rulingDueAt: dueAt === null ? null : instant(dueAt) })),
}
