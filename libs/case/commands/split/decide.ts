import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { split } from './contract.js'

/** All parts ever split off one case; more is not a call but a list. */
export const SPLIT_PARTS_MAX = 10

export const decideSplit: Decider<typeof split> = ({ state, body, facts }) => {
  if (state.procedures.splitInto.length + body.parts.length > SPLIT_PARTS_MAX) return refuse('SPLIT_FULL', { max: SPLIT_PARTS_MAX })
  return ok([{ type: 'case.split.v1', data: { parts: body.parts.map((part) => ({ caseId: facts.nextId(), ...part })), reason: body.reason } }])
}

export const evolveSplit: Evolver<typeof split> = {
  'case.split.v1': (state, { parts }) => ({
    ...state,
    procedures: { ...state.procedures, splitInto: [...state.procedures.splitInto, ...parts.map(({ caseId, title }) => ({ caseId, title }))] },
  }),
}
