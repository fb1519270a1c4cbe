import { ok, refuse } from '@tongban/kernel/core'
import { REQUEST_STATUS_ZH } from '../../contract/procedures.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { changeRequest, isWaiting, requestOf } from '../../domain/request-changes.js'
import type { cancelRequest } from './contract.js'

export const decideCancelRequest: Decider<typeof cancelRequest> = ({ state, body, actor, facts }) => {
  const asked = requestOf(state, body.requestId)
  if (asked === null) return refuse('REQUEST_NOT_FOUND')
  if (asked.unitId !== actor.unitId) return refuse('REQUEST_NOT_YOURS', { unitName: facts.unit(asked.unitId)?.name ?? asked.unitId })
  if (!isWaiting(asked)) return refuse('REQUEST_STATE_FORBIDS', { status: asked.status, statusZh: REQUEST_STATUS_ZH[asked.status], actionZh: '撤回' })
  return ok([{ type: 'request.cancelled.v1', data: { requestId: asked.id, kind: asked.kind, unitId: asked.unitId, reason: body.reason } }])
}

export const evolveCancelRequest: Evolver<typeof cancelRequest> = {
  'request.cancelled.v1': (state, { requestId, reason }, at) =>
    changeRequest(state, requestId, (item) => ({ ...item, status: 'cancelled', rulingDueAt: null, ruledAt: at, ruling: reason })),
}
