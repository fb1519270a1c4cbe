import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, plus } from '@tongban/kernel/core'
import { PEOPLE, START, UNITS, dispatched, dueTimes, filed, given } from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const body = { leadUnitId: UNITS.department, assistUnitIds: [UNITS.township], ccUnitIds: [UNITS.coordinator], reason: '供热属部门职责' }

describe('dispatching', () => {
  it('starts the clock at the moment of dispatch, not of filing', () => {
    const at = plus(START, 3 * HOUR_MS)
    const state = given(filed())
      .when('dispatch', { by: PEOPLE.dispatcher, body, at })
      .thenEvents({
        type: 'case.dispatched.v1',
        data: {
          round: 1,
          automatic: false,
          reason: '供热属部门职责',
          due: dueTimes(at),
          dispatchedBy: PEOPLE.dispatcher.userId,
          assignments: [
            { assignmentId: 'new-1', role: 'lead', unitId: UNITS.department },
            { assignmentId: 'new-2', role: 'assist', unitId: UNITS.township },
            { assignmentId: 'new-3', role: 'cc', unitId: UNITS.coordinator },
          ],
        },
      })
    expect(state).toMatchObject({
      status: 'in_progress',
      statusSince: at,
      dispatchedAt: at,
      promiseDueAt: dueTimes(at).promiseDueAt,
      policyVersion: '1',
    })
    expect(new Set(state.assignments.map((item) => item.signDueAt))).toEqual(new Set([dueTimes(at).signDueAt]))
  })

  it('is told apart when the system does it by itself', () => {
    const [event] = given(filed()).when('dispatch', { by: PEOPLE.system, body }).events
    expect(event?.data).toMatchObject({ automatic: true })
  })

  it('happens once a round: a dispatched case is not dispatched again', () => {
    given(filed(), dispatched()).when('dispatch', { by: PEOPLE.dispatcher, body }).thenRefused('CASE_STATE_FORBIDS')
  })

  it.each([
    ['a lead nobody has heard of', { leadUnitId: 'nowhere' }, 'UNIT_UNKNOWN'],
    ['a lead that only judges cases', { leadUnitId: UNITS.hotline }, 'UNIT_CANNOT_LEAD'],
    ['an assist nobody has heard of', { assistUnitIds: ['nowhere'] }, 'UNIT_UNKNOWN'],
    ['an assist that only judges cases', { assistUnitIds: [UNITS.callback] }, 'UNIT_CANNOT_ASSIST'],
    ['a copy to nobody', { ccUnitIds: ['nowhere'] }, 'UNIT_UNKNOWN'],
  ])('is refused with %s', (_, changes, code) => {
    given(filed()).when('dispatch', { by: PEOPLE.dispatcher, body: { ...body, ...changes } }).thenRefused(code)
  })

  it.each(['leadUnitId', 'assistUnitIds', 'ccUnitIds'] as const)('gives nothing to a unit the case is about: %s', (field) => {
    const about = { ...body, [field]: field === 'leadUnitId' ? UNITS.otherTownship : [UNITS.otherTownship] }
    given(filed({ subjectUnitIds: [UNITS.otherTownship] })).when('dispatch', { by: PEOPLE.dispatcher, body: about }).thenRefused('UNIT_RECUSED')
  })

  it('is for dispatchers and the system only', () => {
    for (const by of [PEOPLE.operator, PEOPLE.handler, PEOPLE.coordinator, PEOPLE.reviewer]) {
      given(filed()).when('dispatch', { by, body }).thenRefused('PERMISSION_MISSING', { permission: 'case.dispatch' })
    }
  })

  it('takes at most ten assisting and ten copied units', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => `unit-${index}`)
    expect(CASE_COMMANDS.dispatch.body.safeParse({ ...body, assistUnitIds: eleven }).success).toBe(false)
    expect(CASE_COMMANDS.dispatch.body.safeParse({ ...body, ccUnitIds: eleven }).success).toBe(false)
    expect(CASE_COMMANDS.dispatch.body.safeParse({ leadUnitId: UNITS.department }).success).toBe(true)
  })
})
