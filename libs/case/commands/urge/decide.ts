import { CITIZEN_USER_ID, may } from '@tongban/access/contract'
import { ok } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { urge } from './contract.js'

/**
 * Who takes the call speaks for the caller, as the citizen does on the portal; everybody else urges of their own accord. So does the system: a rung of
 * the ladder is nobody's call, though the system may file.
 */
export const decideUrge: Decider<typeof urge> = ({ state, body, actor }) => {
  const speaksForCaller = actor.userId === CITIZEN_USER_ID || (may(actor, 'case.file') && !actor.roles.includes('system'))
  const by = speaksForCaller ? 'citizen' : 'staff'
  return ok([{ type: 'case.urged.v1', data: { by, note: body.note, count: state.procedures.urges + 1 } }])
}

export const evolveUrge: Evolver<typeof urge> = {
  'case.urged.v1': (state, { count }, at) => ({ ...state, procedures: { ...state.procedures, urges: count, lastUrgedAt: at } }),
}
