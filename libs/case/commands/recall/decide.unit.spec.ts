import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, plus } from '@tongban/kernel/core'
import {
  ASSIST, COPY, ELSEWHERE, LEAD, PEOPLE, START, UNITS, answeredLead, disputeBegun, dispatched, dueTimes, filed, given, person, signed, upToReply,
} from '@tongban/testing/server'

const reason = '经核实不涉及该单位'
const story = () => given(filed(), dispatched(), signed())
const recalling = { by: PEOPLE.dispatcher }

describe('taking a duty back', () => {
  it('ends an assist, whose lead goes on', () => {
    const state = story()
      .when('recall', { ...recalling, body: { assignmentId: ASSIST, reason } })
      .thenEvents({ type: 'assignment.recalled.v1', data: { assignmentId: ASSIST, unitId: UNITS.department, role: 'assist', reason } })
    expect(state.status).toBe('in_progress')
    expect(state.assignments.map((item) => item.status)).toEqual(['signed', 'recalled', 'dispatched'])
  })

  it('ends a copy, and an assist that has answered', () => {
    story().when('recall', { ...recalling, body: { assignmentId: COPY, reason } }).thenTypes('assignment.recalled.v1')
    given(filed(), dispatched(), signed(ASSIST, UNITS.department), answeredLead(ASSIST))
      .when('recall', { ...recalling, body: { assignmentId: ASSIST, reason } })
      .thenTypes('assignment.recalled.v1')
  })

  it('returns the case to the pool when it is the lead: everything is taken back, and the promise to the citizen stands', () => {
    const at = plus(START, DAY_MS)
    const outcome = story().when('recall', { ...recalling, body: { assignmentId: LEAD, reason }, at })
    const state = outcome.thenTypes('assignment.recalled.v1', 'assignment.recalled.v1', 'assignment.recalled.v1', 'case.returned_to_pool.v1')
    expect(outcome.events.at(-1)?.data).toEqual({ reason, dispatchDueAt: plus(at, 4 * HOUR_MS) })
    expect(state).toMatchObject({ status: 'awaiting_dispatch', dispatchDueAt: plus(at, 4 * HOUR_MS), promiseDueAt: dueTimes(START).promiseDueAt })
    expect(state.assignments.map((item) => item.status)).toEqual(['recalled', 'recalled', 'recalled'])
  })

  it('leaves the next unit what is left of the promise', () => {
    const pooled = story().when('recall', { ...recalling, body: { assignmentId: LEAD, reason } })
    const again = given(filed(), dispatched(), signed(), ...pooled.events).when('dispatch', {
      by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.otherTownship }, at: plus(START, 2 * DAY_MS),
    }).state
    expect(again).toMatchObject({ status: 'in_progress', round: 1, promiseDueAt: dueTimes(START).promiseDueAt })
    expect(again.assignments.at(-1)).toMatchObject({ unitId: UNITS.otherTownship, promiseDueAt: dueTimes(START).promiseDueAt })
  })

  it('rule 3: leaves the lead while a dispute is open, but not its helpers', () => {
    const disputed = given(filed(), dispatched(), signed(), disputeBegun())
    disputed.when('recall', { ...recalling, body: { assignmentId: LEAD, reason } }).thenRefused('DISPUTE_OPEN')
    disputed.when('recall', { ...recalling, body: { assignmentId: ASSIST, reason } }).thenTypes('assignment.recalled.v1')
  })

  it('is refused for a duty that is not there or has ended', () => {
    story().when('recall', { ...recalling, body: { assignmentId: ELSEWHERE, reason } }).thenRefused('ASSIGNMENT_NOT_FOUND')
    const once = story().when('recall', { ...recalling, body: { assignmentId: ASSIST, reason } })
    given(filed(), dispatched(), signed(), ...once.events).when('recall', { ...recalling, body: { assignmentId: ASSIST, reason } }).thenRefused('ASSIGNMENT_STATE_FORBIDS', {
      status: 'recalled', statusZh: '已收回', action: 'recall', actionZh: '收回',
    })
  })

  it('is for dispatchers outside the case, while it is handled', () => {
    story().when('recall', { by: person('dispatcher', UNITS.department), body: { assignmentId: ASSIST, reason } }).thenRefused('OWN_UNIT_FORBIDDEN')
    story().when('recall', { by: PEOPLE.handler, body: { assignmentId: ASSIST, reason } }).thenRefused('PERMISSION_MISSING')
    given(...upToReply()).when('recall', { ...recalling, body: { assignmentId: ASSIST, reason } }).thenRefused('CASE_STATE_FORBIDS')
  })
})
