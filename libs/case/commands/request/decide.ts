import { instant, ok, refuse } from '@tongban/kernel/core'
import { REQUEST_POLICIES } from '../../contract/request-policies.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { askingRefusal } from '../../domain/request-asking.js'
import { putToPanel, rulingDueAt } from '../../domain/request-put.js'
import type { request } from './contract.js'

export const decideRequest: Decider<typeof request> = ({ state, assignment, body, actor, facts, at }) => {
  const { details, attachmentIds, reason } = body
  const policy = REQUEST_POLICIES[details.kind]
  const stands = askingRefusal({ state, assignment, details, attachmentIds, facts, at })
  if (stands !== null) return refuse(stands.code, stands.params)
  // The unit's lead speaks for the unit: that is its word, not an approval.
  const stood = !policy.needsEndorsement || actor.permissions.has('request.endorse')
  const requestId = facts.nextId()
  return ok([
    {
      type: 'request.asked.v1',
      data: {
        requestId, kind: details.kind, assignmentId: assignment.id, unitId: assignment.unitId, status: stood ? 'pending' : 'awaiting_endorsement',
        reason, details, attachmentIds, askedBy: actor.userId, rulingDueAt: stood ? rulingDueAt(state, details.kind, facts, at) : null,
      },
    },
    ...(stood ? putToPanel({ state, requestId, details, facts, at }) : []),
  ])
}

export const evolveRequest: Evolver<typeof request> = {
  'request.asked.v1': (state, { requestId, kind, assignmentId, unitId, status, reason, details, attachmentIds, askedBy, rulingDueAt: dueAt }, at) => ({
    ...state,
    procedures: {
      ...state.procedures,
      requests: [
        ...state.procedures.requests,
        {
          id: requestId, kind, assignmentId, unitId, status, reason, details, attachmentIds, askedBy, askedAt: at, endorsedBy: status === 'pending' ? askedBy : null,
          rulingDueAt: dueAt === null ? null : instant(dueAt), ruledBy: null, ruledAt: null, ruling: null,
        },
      ],
    },
  }),
}
