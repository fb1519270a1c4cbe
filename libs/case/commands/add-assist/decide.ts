import { ok, refuse } from '@tongban/kernel/core'
import { joinRefusal, joining, withJoined } from '../../domain/co-handling.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { addAssist } from './contract.js'

export const decideAddAssist: Decider<typeof addAssist> = ({ state, body, facts, at, actor }) => {
  const forbidden = joinRefusal(state, body.unitIds, facts)
  if (forbidden !== null) return refuse(forbidden.code, forbidden.params)
  const joined = joining({ state, role: 'assist', unitIds: body.unitIds, facts, at })
  return ok([{ type: 'case.assists_added.v1', data: { ...joined, reason: body.reason, dispatchedBy: actor.userId } }])
}

export const evolveAddAssist: Evolver<typeof addAssist> = {
  'case.assists_added.v1': withJoined,
}
