import { ok, type Result, instant } from '@tongban/kernel/core'
import type { CaseEvent } from '../../contract/events.js'
import { dispatchedEvent } from '../../domain/dispatched-event.js'
import type { Decider, Evolver } from '../../domain/decider.js'
import type { file } from './contract.js'
import { enter } from '../../domain/change-state.js'

export const decideFile: Decider<typeof file> = ({ body, facts, at }): Result<CaseEvent[]> => {
  const { disposition, target, dispatchReason, ...filed } = body
  const events: CaseEvent[] = [{ type: 'case.filed.v1', data: filed }]
  switch (disposition.kind) {
    case 'answer':
      return ok([...events, { type: 'case.answered.v1', data: { answer: disposition.answer } }])
    case 'decline':
      return ok([...events, { type: 'case.declined.v1', data: { reason: disposition.reason, explanation: disposition.explanation } }])
    case 'redirect':
      return ok([...events, { type: 'case.redirected.v1', data: { channel: disposition.channel, explanation: disposition.explanation } }])
    case 'emergency':
      return ok([...events, { type: 'case.handed_to_emergency.v1', data: { line: disposition.line, note: disposition.note } }])
    case 'dispatch':
      return ok(target === null ? events : [...events, dispatchedEvent({ target, round: 1, automatic: true, reason: dispatchReason, facts, at })])
  }
}

export const evolveFile: Evolver<typeof file> = {
  'case.filed.v1': (state, { dispatchDueAt, subjectUnitIds, language, splitFrom, ...facts }, at) => {
    const procedures = splitFrom === undefined ? state.procedures : { ...state.procedures, splitFrom }
    const next = { ...state, ...facts, dispatchDueAt: instant(dispatchDueAt), filedAt: at, subjectUnitIds: subjectUnitIds ?? [], language: language ?? 'zh', procedures }
    return enter(next, 'awaiting_dispatch', at)
  },
  'case.answered.v1': (state, { answer }, at) => enter({ ...state, answerText: answer }, 'answered', at),
  'case.declined.v1': (state, { reason, explanation }, at) => enter({ ...state, endedReason: reason, answerText: explanation }, 'declined', at),
  'case.redirected.v1': (state, { channel, explanation }, at) => enter({ ...state, endedReason: channel, answerText: explanation }, 'redirected', at),
  'case.handed_to_emergency.v1': (state, { line, note }, at) => enter({ ...state, endedReason: line, answerText: note }, 'handed_to_emergency', at),
}
