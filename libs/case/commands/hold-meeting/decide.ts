import { instant, ok, refuse } from '@tongban/kernel/core'
import type { Decider, Evolver } from '../../domain/decider.js'
import { changeDispute } from '../../domain/dispute-changes.js'
import { openDispute } from '../../domain/procedures.js'
import type { holdMeeting } from './contract.js'

export const decideHoldMeeting: Decider<typeof holdMeeting> = ({ state, body, at }) => {
  const dispute = openDispute(state.procedures)
  if (dispute === null) return refuse('NO_OPEN_DISPUTE')
  if (body.at > at) return refuse('MEETING_IN_FUTURE')
  return ok([{ type: 'case.meeting_held.v1', data: { disputeId: dispute.id, at: body.at, place: body.place, note: body.note } }])
}

export const evolveHoldMeeting: Evolver<typeof holdMeeting> = {
  'case.meeting_held.v1': (state, { disputeId, at, place, note }) =>
    changeDispute(state, disputeId, (dispute) => ({ ...dispute, meeting: { at: instant(at), place, note } })),
}
