import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import { withRecounted } from '../../domain/recounted.js'
import type { changeUrgency } from './contract.js'

export const decideChangeUrgency: Decider<typeof changeUrgency> = ({ state, body, actor }) => {
  const { urgency: to, reason, recounted } = body
  if (to === state.urgency) return refuse('URGENCY_UNCHANGED')
  return ok([{ type: 'case.urgency_changed.v1', data: { from: state.urgency, to, reason, changedBy: actor.userId, recounted } }])
}

export const evolveChangeUrgency: Evolver<typeof changeUrgency> = {
  'case.urgency_changed.v1': (state, { to, recounted }) => ({ ...withRecounted(state, recounted), urgency: to }),
}
