import { describe, expect, it } from '@jest/globals'
import { CITIZEN_USER_ID } from '@tongban/access/contract'
import { PARENT, PEOPLE, closed, dispatched, filed, given, person, signed, upToCallback, upToReply, withdrawn } from '@tongban/testing/server'

const body = { note: '来电人说还没有人联系' }
const merged = { type: 'case.merged.v1', data: { parentId: PARENT.caseId, parentNumber: PARENT.number, reason: '同一处路灯' } } as const

describe('urging a case', () => {
  it('rule 9: the same caller with nothing new urges the case there is: it is counted, not filed again', () => {
    const state = given(filed(), dispatched())
      .when('urge', { by: PEOPLE.operator, body })
      .thenEvents({ type: 'case.urged.v1', data: { by: 'citizen', note: body.note, count: 1 } })
    expect(state.procedures).toMatchObject({ urges: 1, lastUrgedAt: given(filed(), dispatched()).now })
  })

  it('touches neither status nor any deadline: nobody’s word restarts or silences a clock', () => {
    for (const events of [[filed()], [filed(), dispatched(), signed()], upToReply(), upToCallback(), [filed(), dispatched(), merged]]) {
      const { state } = given(...events)
      const after = given(...events).when('urge', { by: PEOPLE.operator, body }).state
      expect({ ...after, procedures: { ...after.procedures, urges: 0, lastUrgedAt: null } }).toEqual(state)
    }
  })

  it('counts on', () => {
    const once = given(filed()).when('urge', { by: PEOPLE.operator, body: {} }).events
    given(filed(), ...once)
      .when('urge', { by: PEOPLE.operator, body: {} })
      .thenEvents({ type: 'case.urged.v1', data: { by: 'citizen', note: '', count: 2 } })
  })

  it('knows who urges: a supervisor and a county of their own accord, an operator and the portal for the citizen', () => {
    const by = (who: typeof PEOPLE.operator): unknown => (given(filed()).when('urge', { by: who, body }).events[0]?.data as { by: string }).by
    expect([by(PEOPLE.supervisor), by(PEOPLE.coordinator), by(PEOPLE.operator)]).toEqual(['staff', 'staff', 'citizen'])
    expect(by(person('supervisor', 'citizen', { userId: CITIZEN_USER_ID }))).toBe('citizen')
    // A rung of the ladder is nobody's call, though the system may file.
    expect(by(PEOPLE.system)).toBe('staff')
  })

  it('comes too late for a case that is over, and is not for the unit itself', () => {
    given(...upToCallback(), closed()).when('urge', { by: PEOPLE.operator, body }).thenRefused('CASE_STATE_FORBIDS')
    given(filed(), withdrawn).when('urge', { by: PEOPLE.operator, body }).thenRefused('CASE_STATE_FORBIDS')
    given(filed(), dispatched()).when('urge', { by: PEOPLE.handler, body }).thenRefused('PERMISSION_MISSING')
  })
})
