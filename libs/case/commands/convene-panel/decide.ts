import { ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import { changeDispute } from '../../domain/dispute-changes.js'
import { openDispute } from '../../domain/procedures.js'
import type { convenePanel } from './contract.js'

export const decideConvenePanel: Decider<typeof convenePanel> = ({ state, body }) => {
  const dispute = openDispute(state.procedures)
  if (dispute === null) return refuse('NO_OPEN_DISPUTE')
  return ok([{ type: 'case.panel_convened.v1', data: { disputeId: dispute.id, members: body.members } }])
}

export const evolveConvenePanel: Evolver<typeof convenePanel> = {
  'case.panel_convened.v1': (state, { disputeId, members }) => changeDispute(state, disputeId, (dispute) => ({ ...dispute, panel: members })),
}
