import type { CallbackAnswers, CaseEvent } from '@tongban/case/contract'
import { START, UNITS, dueTimes, filed } from './case-samples.js'

/** Assignments of the sample stories: the township leads, the department assists, the county has its copy; `again` is a rework. */
export const LEAD = '0199a000-0000-7000-8000-000000000001'
export const ASSIST = '0199a000-0000-7000-8000-000000000002'
export const COPY = '0199a000-0000-7000-8000-000000000003'
export const AGAIN = '0199a000-0000-7000-8000-000000000004'

export const SATISFIED: CallbackAnswers = { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }
export const UNHAPPY: CallbackAnswers = { contacted: true, resolved: false, satisfaction: 'dissatisfied', truthful: true }

type Dispatched = Extract<CaseEvent, { type: 'case.dispatched.v1' }>['data']

/** To the township, with the department assisting and the county copied. */
export const dispatched = (changes: Partial<Dispatched> = {}): CaseEvent => ({
  type: 'case.dispatched.v1',
  data: {
    round: 1,
    automatic: true,
    reason: '',
    assignments: [
      { assignmentId: LEAD, role: 'lead', unitId: UNITS.township },
      { assignmentId: ASSIST, role: 'assist', unitId: UNITS.department },
      { assignmentId: COPY, role: 'cc', unitId: UNITS.coordinator },
    ],
    due: dueTimes(START),
    ...changes,
  },
})

export const signed = (assignmentId = LEAD, unitId: string = UNITS.township): CaseEvent => ({
  type: 'assignment.signed.v1',
  data: { assignmentId, unitId, late: false },
})

export const contacted = (assignmentId = LEAD, unitId: string = UNITS.township): CaseEvent => ({
  type: 'assignment.contacted.v1',
  data: { assignmentId, unitId, reached: true, method: 'phone', noContactReason: null, note: '已电话联系' },
})

export const notReached = (assignmentId = LEAD, unitId: string = UNITS.township): CaseEvent => ({
  type: 'assignment.contacted.v1',
  data: { assignmentId, unitId, reached: false, method: null, noContactReason: 'number_unreachable', note: '' },
})

export const REPLY_TEXT = '已到现场更换三盏路灯光源，当晚恢复照明。'

export const replied = (assignmentId = LEAD, unitId: string = UNITS.township): CaseEvent => ({
  type: 'assignment.replied.v1',
  data: { assignmentId, unitId, text: REPLY_TEXT, attachmentIds: [], late: false },
})

export const reviewPassed = (assignmentId = LEAD): CaseEvent => ({ type: 'case.review_passed.v1', data: { assignmentId, remarks: '' } })

export const sentBack = (round: number, assignmentId = LEAD): CaseEvent => ({
  type: 'case.review_failed.v1',
  data: { assignmentId, remarks: '没有说明何时修好', round },
})

export const calledBack = (answers: CallbackAnswers, round = 1): CaseEvent => ({
  type: 'case.callback_recorded.v1',
  data: { outcome: 'answered', answers, note: '', round, attempts: 1 },
})

export const reworked = (round: number): CaseEvent => ({ type: 'case.rework_started.v1', data: { round, reason: '群众反映问题未解决' } })

export const closed = (round = 1): CaseEvent => ({ type: 'case.closed.v1', data: { round } })
export const archived: CaseEvent = { type: 'case.archived.v1', data: {} }
export const withdrawn: CaseEvent = { type: 'case.withdrawn.v1', data: { reason: '诉求人来电表示已解决' } }

/** The plain path up to a reply that waits for review. */
export const upToReply = (): readonly CaseEvent[] => [filed(), dispatched(), signed(), contacted(), replied()]

/** The same, reviewed and waiting for the callback. */
export const upToCallback = (): readonly CaseEvent[] => [...upToReply(), reviewPassed()]
