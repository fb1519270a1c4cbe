import { ok, refuse } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import type { CallbackAnswers } from '../../contract/words.js'
import { acceptedLead } from '../../domain/case-state.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import { reworkEvents } from '../../domain/rework.js'
import type { recordCallback } from './contract.js'
import { enter } from '../../domain/change-state.js'

export const decideRecordCallback: Decider<typeof recordCallback> = ({ state, body, facts, at }) => {
  const recorded: CaseEvent = {
    type: 'case.callback_recorded.v1',
    data: { outcome: body.outcome, answers: body.outcome === 'answered' ? body.answers : null, note: body.note, round: state.round, attempts: body.attempts },
  }
  const reason = body.outcome === 'answered' ? unhappyBecause(body.answers) : null
  if (reason === null) return ok([recorded, { type: 'case.closed.v1', data: { round: state.round } }])
  const lead = acceptedLead(state)
  if (lead === null) return refuse('ASSIGNMENT_NOT_FOUND')
  return ok([recorded, ...reworkEvents({ state, lead, reason, facts, at })])
}

/** Why the citizen's answers send the case round again, in the words the unit reads; null when they do not. */
function unhappyBecause(answers: CallbackAnswers): string | null {
  const why = [
    answers.contacted === false ? '群众反映未与其联系' : null,
    answers.resolved === false ? '群众反映问题未解决' : null,
    answers.satisfaction === 'dissatisfied' || answers.satisfaction === 'very_dissatisfied' ? '群众不满意' : null,
    answers.truthful === false ? '群众反映回复不属实' : null,
  ].filter((sentence) => sentence !== null)
  return why.length === 0 ? null : why.join('；')
}

export const evolveRecordCallback: Evolver<typeof recordCallback> = {
  'case.callback_recorded.v1': (state, { outcome, answers }, at) => {
    const callback = { outcome, answers, at }
    return { ...state, firstCallback: state.firstCallback ?? callback, finalCallback: callback }
  },
  'case.rework_started.v1': (state, { round }, at) => enter({ ...state, round, repliedAt: null }, 'in_progress', at),
  'case.closed.v1': (state, _, at) => enter({ ...state, closedAt: at }, 'closed', at),
}
