import type { CallbackAnswers, CaseEvent } from '@tongban/case/contract'
import { DAY_MS, HOUR_MS, plus } from '@tongban/kernel/core'
import { PEOPLE, START, UNITS, dueTimes, filed, limitAfter } from './case-samples.js'

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

/** The summoned department of the whistle stories. */
export const SUMMONED = '0199a000-0000-7000-8000-000000000005'
export const HELPER = '0199a000-0000-7000-8000-000000000006'

/** The township alone, with its county copied: nobody assists. */
export const dispatchedAlone = (): CaseEvent =>
  dispatched({
    assignments: [
      { assignmentId: LEAD, role: 'lead', unitId: UNITS.township },
      { assignmentId: COPY, role: 'cc', unitId: UNITS.coordinator },
    ],
  })

/** The township summons the department: two hours to arrive, a day to answer. */
export const whistled = (): CaseEvent => ({
  type: 'case.whistled.v1',
  data: {
    byAssignmentId: LEAD, byUnitId: UNITS.township, place: '明仁大街与建国路交叉口', reason: '违建占压路灯线路',
    assignments: [{ assignmentId: SUMMONED, role: 'whistle', unitId: UNITS.department, arriveDueAt: limitAfter('arrive', START) }],
    due: { ...dueTimes(START), promiseDueAt: plus(START, DAY_MS) },
  },
})

export const arrived = (late = false): CaseEvent => ({
  type: 'assignment.arrived.v1',
  data: { assignmentId: SUMMONED, unitId: UNITS.department, late, note: '', place: '明仁大街与建国路交叉口' },
})

export const answeredLead = (assignmentId: string = SUMMONED, unitId: string = UNITS.department): CaseEvent => ({
  type: 'assignment.answered_lead.v1',
  data: { assignmentId, unitId, text: '已认定为违建，三日内拆除。', attachmentIds: [], late: false },
})

export const delegated = (): CaseEvent => ({
  type: 'assignment.delegated.v1',
  data: { helperId: HELPER, assignmentId: LEAD, unitId: UNITS.township, kind: 'grid_worker', name: '第三网格', task: '上门查看路灯损坏情况' },
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

export const DISPUTE = '0199a000-0000-7000-8000-000000000010'
export const RETURN = '0199a000-0000-7000-8000-000000000011'

/** A dispute between the township, which goes on handling, and the department. */
export const disputeBegun = (changes: Partial<Extract<CaseEvent, { type: 'case.dispute_opened.v1' }>['data']> = {}): CaseEvent => ({
  type: 'case.dispute_opened.v1',
  data: {
    disputeId: DISPUTE, cause: 'by_hand', requestIds: [], unitIds: [UNITS.township, UNITS.department], assignmentId: LEAD,
    dueAt: plus(START, DAY_MS), ...changes,
  },
})

/** All who must sit in. */
export const panelComplete = (): CaseEvent => ({
  type: 'case.panel_convened.v1',
  data: {
    disputeId: DISPUTE,
    members: [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'justice', name: '乌兰' }],
  },
})

/** A return the township asks for, saying the department should have it. */
export const returnAsked = (): CaseEvent => ({
  type: 'request.asked.v1',
  data: {
    requestId: RETURN, kind: 'return', assignmentId: LEAD, unitId: UNITS.township, status: 'pending', reason: '路灯已经移交市政管护',
    details: { kind: 'return', reasonCode: 'not_our_duty', expectedUnitId: UNITS.department, legalBasis: '市政设施移交清单第三项' },
    attachmentIds: [], askedBy: 'handler', rulingDueAt: plus(START, DAY_MS),
  },
})

/** Requests of the sample stories; the township asks for its lead unless told otherwise. */
export const REQUEST = '0199a000-0000-7000-8000-000000000021'
type Asked = Extract<CaseEvent, { type: 'request.asked.v1' }>['data']

export const returnDetails: Asked['details'] = {
  kind: 'return', reasonCode: 'other_area', expectedUnitId: UNITS.otherTownship, legalBasis: '乡镇权责清单第 12 项',
}

/** Asked by the unit's lead and so pending, with four hours to rule; a return unless the details say otherwise. */
export const asked = (details: Asked['details'] = returnDetails, changes: Partial<Asked> = {}): CaseEvent => ({
  type: 'request.asked.v1',
  data: {
    requestId: REQUEST, kind: details.kind, assignmentId: LEAD, unitId: UNITS.township, status: 'pending', reason: '事发地在相邻镇辖区', details, attachmentIds: [],
    askedBy: PEOPLE.unitLead.userId, rulingDueAt: plus(START, 4 * HOUR_MS), ...changes,
  },
})

/** The same, asked by a handler: it waits for the unit's own lead. */
export const askedByHandler = (details: Asked['details'] = returnDetails): CaseEvent =>
  asked(details, { status: 'awaiting_endorsement', askedBy: PEOPLE.handler.userId, rulingDueAt: null })
