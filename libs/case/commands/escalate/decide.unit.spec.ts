import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import { ASSIST, LEAD, PEOPLE, START, UNITS, dispatched, dueTimes, filed, given, person, sentBack, signed, upToReply } from '@tongban/testing/server'

const body = { reason: '改造资金需旗县统筹', measures: '已装临时照明并安排值守' }
const story = () => given(filed(), dispatched(), signed())
const escalating = { by: PEOPLE.handler, on: LEAD, body }

describe('escalating what a unit cannot solve', () => {
  it('brings the unit above in as an assist with clocks of its own; the lead stays the lead', () => {
    const at = plus(START, DAY_MS)
    const state = story()
      .when('escalate', { ...escalating, at })
      .thenEvents({
        type: 'case.escalated.v1',
        data: {
          byUnitId: UNITS.township, ...body, dispatchedBy: PEOPLE.handler.userId,
          assignments: [{ assignmentId: 'new-1', role: 'assist', unitId: UNITS.coordinator }],
          due: { ...dueTimes(at), promiseDueAt: dueTimes(START).promiseDueAt },
        },
      })
    expect(state.assignments.at(-1)).toMatchObject({ role: 'assist', unitId: UNITS.coordinator, dispatchedAt: at, status: 'dispatched' })
    expect(state.assignments.find((item) => item.id === LEAD)?.status).toBe('signed')
  })

  it('happens once for each level', () => {
    const once = story().when('escalate', escalating).events
    given(filed(), dispatched(), signed(), ...once).when('escalate', escalating).thenRefused('ALREADY_ESCALATED', { unitName: UNITS.coordinator })
  })

  it('is refused where nobody is above', () => {
    given(filed(), dispatched({ assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.coordinator }] }), signed(LEAD, UNITS.coordinator))
      .when('escalate', { ...escalating, by: person('handler', UNITS.coordinator) })
      .thenRefused('NO_SUPERIOR', { unitName: UNITS.coordinator })
    given(filed(), dispatched({ assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.cityDepartment }] }), signed(LEAD, UNITS.cityDepartment))
      .when('escalate', { ...escalating, by: person('handler', UNITS.cityDepartment) })
      .thenRefused('NO_SUPERIOR', { unitName: UNITS.cityDepartment })
  })

  it('rule 12: passes over a unit above that the case is about', () => {
    given(filed({ subjectUnitIds: [UNITS.coordinator] }), dispatched(), signed()).when('escalate', escalating).thenRefused('NO_SUPERIOR', { unitName: UNITS.township })
  })

  it("is the lead's own, after signing and before the reply; again after the review sent the reply back", () => {
    given(filed(), dispatched(), signed(ASSIST, UNITS.department)).when('escalate', { ...escalating, by: PEOPLE.departmentHandler, on: ASSIST }).thenRefused('ASSIGNMENT_ROLE_FORBIDS')
    given(filed(), dispatched()).when('escalate', escalating).thenRefused('ASSIGNMENT_STATE_FORBIDS')
    given(...upToReply()).when('escalate', escalating).thenRefused('CASE_STATE_FORBIDS')
    given(...upToReply(), sentBack(2)).when('escalate', escalating).thenTypes('case.escalated.v1')
  })
})
