import { describe, expect, it } from '@jest/globals'
import type { CaseEvent } from '@tongban/case/contract'
import { DAY_MS, plus } from '@tongban/kernel/core'
import {
  ASSIST, LEAD, PEOPLE, START, SUMMONED, UNITS, answeredLead, arrived, dispatched, dispatchedAlone, dueTimes, filed, given, replied, signed, whistled,
} from '@tongban/testing/server'

const body = { text: '已认定为违建，三日内拆除。' }
const assisting = () => given(filed({ evidenceRequired: true }), dispatched(), signed(ASSIST, UNITS.department))
const summoned = (...more: readonly CaseEvent[]) => given(filed(), dispatchedAlone(), signed(), whistled(), ...more)

describe('answering the lead', () => {
  it('goes to the lead and not to the citizen: the case stays in handling, and no contact or evidence is asked', () => {
    const state = assisting()
      .when('answer_lead', { by: PEOPLE.departmentHandler, on: ASSIST, body })
      .thenEvents({ type: 'assignment.answered_lead.v1', data: { assignmentId: ASSIST, unitId: UNITS.department, text: body.text, attachmentIds: [], late: false } })
    expect(state).toMatchObject({ status: 'in_progress', repliedAt: null })
    expect(state.assignments.find((item) => item.id === ASSIST)).toMatchObject({ status: 'replied', replyText: body.text, contactedAt: null })
  })

  it('of a whistle comes after the arrival; both moments are kept', () => {
    summoned().when('answer_lead', { by: PEOPLE.departmentHandler, on: SUMMONED, body }).thenRefused('ARRIVE_FIRST')
    summoned(signed(SUMMONED, UNITS.department)).when('answer_lead', { by: PEOPLE.departmentHandler, on: SUMMONED, body }).thenRefused('ARRIVE_FIRST')
    const story = summoned(arrived())
    const state = story.when('answer_lead', { by: PEOPLE.departmentHandler, on: SUMMONED, body }).state
    expect(state.assignments.at(-1)).toMatchObject({ status: 'replied', arrivedAt: plus(story.now, -60_000), repliedAt: story.now })
  })

  it('is late from its own due moment on', () => {
    const late = (at: typeof START) => summoned(arrived()).when('answer_lead', { by: PEOPLE.departmentHandler, on: SUMMONED, body, at }).events[0]?.data
    expect(late(plus(START, DAY_MS - 1))).toMatchObject({ late: false })
    expect(late(plus(START, DAY_MS))).toMatchObject({ late: true })
    expect(dueTimes(START).promiseDueAt).toBeGreaterThan(plus(START, DAY_MS))
  })

  it('comes after signing, and once', () => {
    given(filed(), dispatched()).when('answer_lead', { by: PEOPLE.departmentHandler, on: ASSIST, body }).thenRefused('ASSIGNMENT_STATE_FORBIDS')
    given(filed(), dispatched(), signed(ASSIST, UNITS.department), answeredLead(ASSIST))
      .when('answer_lead', { by: PEOPLE.departmentHandler, on: ASSIST, body })
      .thenRefused('ASSIGNMENT_STATE_FORBIDS')
  })

  it('is not for the lead, who answers the citizen, nor for another unit', () => {
    given(filed(), dispatched(), signed()).when('answer_lead', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('ASSIGNMENT_ROLE_FORBIDS')
    assisting().when('answer_lead', { by: PEOPLE.handler, on: ASSIST, body }).thenRefused('NOT_YOUR_ASSIGNMENT')
  })

  it('still reads the replies of assisting units in timelines of before', () => {
    const state = given(filed(), dispatched(), signed(ASSIST, UNITS.department), replied(ASSIST, UNITS.department)).state
    expect(state).toMatchObject({ status: 'in_progress', repliedAt: null })
    expect(state.assignments.find((item) => item.id === ASSIST)?.status).toBe('replied')
  })
})
