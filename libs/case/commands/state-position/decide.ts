import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import { changeDispute } from '../../domain/dispute-changes.js'
import { openDispute } from '../../domain/procedures.js'
import type { statePosition } from './contract.js'

export const decideStatePosition: Decider<typeof statePosition> = ({ state, body, actor }) => {
  const dispute = openDispute(state.procedures)
  if (dispute === null) return refuse('NO_OPEN_DISPUTE')
  const { text, legalBasis, attachmentIds } = body
  return ok([{ type: 'case.position_stated.v1', data: { disputeId: dispute.id, unitId: actor.unitId, text, legalBasis, attachmentIds } }])
}

export const evolveStatePosition: Evolver<typeof statePosition> = {
  // A unit that speaks again has thought again: the panel reads its last word.
  'case.position_stated.v1': (state, { disputeId, unitId, text, legalBasis, attachmentIds }, at) =>
    changeDispute(state, disputeId, (dispute) => ({
      ...dispute, positions: [...dispute.positions.filter((position) => position.unitId !== unitId), { unitId, text, legalBasis, attachmentIds, at }],
    })),
}
