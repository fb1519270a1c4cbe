import { describe, expect, it } from '@jest/globals'
import { plus } from '@tongban/kernel/core'
import { ASSIST, COPY, LEAD, PEOPLE, START, UNITS, dispatched, dueTimes, filed, given, signed, withdrawn } from '@tongban/testing/server'

const story = () => given(filed(), dispatched())
const { signDueAt } = dueTimes(START)

describe('signing', () => {
  it('is recorded for the unit that holds the assignment', () => {
    const at = plus(signDueAt, -1)
    const state = story()
      .when('sign', { by: PEOPLE.handler, on: LEAD, body: {}, at })
      .thenEvents({ type: 'assignment.signed.v1', data: { assignmentId: LEAD, unitId: UNITS.township, late: false } })
    expect(state.assignments.find((item) => item.id === LEAD)).toMatchObject({ status: 'signed', signedAt: at })
  })

  it('is recorded as late from the due moment on, and still counts', () => {
    for (const at of [signDueAt, plus(signDueAt, 86_400_000)]) {
      story()
        .when('sign', { by: PEOPLE.handler, on: LEAD, body: {}, at })
        .thenEvents({ type: 'assignment.signed.v1', data: { assignmentId: LEAD, unitId: UNITS.township, late: true } })
    }
  })

  it('moves no deadline', () => {
    const before = story().state
    const after = story().when('sign', { by: PEOPLE.handler, on: LEAD, body: {} }).state
    const deadlines = (state: typeof before) => state.assignments.map(({ signDueAt: s, contactDueAt: c, promiseDueAt: p }) => [s, c, p])
    expect([deadlines(after), after.promiseDueAt, after.status]).toEqual([deadlines(before), before.promiseDueAt, before.status])
  })

  it("may be done by the unit's leader, and by an assisting unit for its own part", () => {
    story().when('sign', { by: PEOPLE.unitLead, on: LEAD, body: {} }).thenTypes('assignment.signed.v1')
    const state = story().when('sign', { by: PEOPLE.departmentHandler, on: ASSIST, body: {} }).thenTypes('assignment.signed.v1')
    expect(state.assignments.map((item) => item.status)).toEqual(['dispatched', 'signed', 'dispatched'])
  })

  it('is refused to another unit, by name', () => {
    story()
      .when('sign', { by: PEOPLE.otherHandler, on: LEAD, body: {} })
      .thenRefused('NOT_YOUR_ASSIGNMENT', { unitName: UNITS.township, actionZh: '签收' })
    story().when('sign', { by: PEOPLE.handler, on: ASSIST, body: {} }).thenRefused('NOT_YOUR_ASSIGNMENT')
  })

  it('is refused for a copy: a copy carries no duty', () => {
    story().when('sign', { by: PEOPLE.coordinator, on: COPY, body: {} }).thenRefused('ASSIGNMENT_IS_COPY')
  })

  it('is refused for an assignment that is not in this case', () => {
    story().when('sign', { by: PEOPLE.handler, on: 'elsewhere', body: {} }).thenRefused('ASSIGNMENT_NOT_FOUND')
    story().when('sign', { by: PEOPLE.handler, body: {} }).thenRefused('ASSIGNMENT_NOT_FOUND')
  })

  it('happens once', () => {
    given(filed(), dispatched(), signed())
      .when('sign', { by: PEOPLE.handler, on: LEAD, body: {} })
      .thenRefused('ASSIGNMENT_STATE_FORBIDS', { status: 'signed', statusZh: '已签收', action: 'sign', actionZh: '签收' })
  })

  it('is refused once the case was withdrawn', () => {
    given(filed(), dispatched(), withdrawn).when('sign', { by: PEOPLE.handler, on: LEAD, body: {} }).thenRefused('CASE_STATE_FORBIDS')
  })

  it('is refused to roles that handle nothing', () => {
    for (const by of [PEOPLE.operator, PEOPLE.dispatcher, PEOPLE.reviewer, PEOPLE.callbackAgent, PEOPLE.system]) {
      story().when('sign', { by, on: LEAD, body: {} }).thenRefused('PERMISSION_MISSING')
    }
  })
})
