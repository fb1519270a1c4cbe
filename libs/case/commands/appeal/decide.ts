import { DAY_MS, ok, refuse } from '@tongban/kernel/core'
import { acceptedLead } from '../../domain/case-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { reworkEvents } from '../../domain/rework.js'
import { APPEAL_DAYS, MAX_APPEALS, type appeal } from './contract.js'

export const decideAppeal: Decider<typeof appeal> = ({ state, body, facts, at }) => {
  if (state.procedures.appeals >= MAX_APPEALS) return refuse('APPEAL_USED', { max: MAX_APPEALS })
  // [closed, closed + 15 days)
  if (state.closedAt === null || at >= state.closedAt + APPEAL_DAYS * DAY_MS) return refuse('APPEAL_TOO_LATE', { days: APPEAL_DAYS })
  const lead = acceptedLead(state)
  if (lead === null) return refuse('ASSIGNMENT_NOT_FOUND')
  return ok([
    { type: 'case.appealed.v1', data: { reason: body.reason, round: state.round } },
    ...reworkEvents({ state, lead, reason: `诉求人申诉：${body.reason}`, facts, at }),
  ])
}

export const evolveAppeal: Evolver<typeof appeal> = {
  // The round that follows opens the case again, and only a new closing closes it.
  'case.appealed.v1': (state) => ({ ...state, closedAt: null, procedures: { ...state.procedures, appeals: state.procedures.appeals + 1 } }),
}
