import { describe, expect, it } from '@jest/globals'
import { plus } from '@tongban/kernel/core'
import {
  ASSIST, LEAD, PEOPLE, START, SUMMONED, UNITS, arrived, dispatched, dispatchedAlone, filed, given, limitAfter, signed, whistled,
} from '@tongban/testing/server'

const body = { place: '民航社区3号楼', note: '两人到场' }
const story = () => given(filed(), dispatchedAlone(), signed(), whistled())
const arriving = { by: PEOPLE.departmentHandler, on: SUMMONED, body }
const due = limitAfter('arrive', START)

describe('arriving after a whistle', () => {
  it('is recorded, and signs the duty with it', () => {
    const at = plus(due, -1)
    const state = story()
      .when('arrive', { ...arriving, at })
      .thenEvents({ type: 'assignment.arrived.v1', data: { assignmentId: SUMMONED, unitId: UNITS.department, late: false, ...body } })
    expect(state.assignments.at(-1)).toMatchObject({ status: 'signed', signedAt: at, arrivedAt: at })
  })

  it('keeps the moment of a signing that came before', () => {
    const signedFirst = given(filed(), dispatchedAlone(), signed(), whistled(), signed(SUMMONED, UNITS.department))
    const before = signedFirst.state.assignments.at(-1)?.signedAt
    const state = signedFirst.when('arrive', arriving).state
    expect(state.assignments.at(-1)).toMatchObject({ signedAt: before, arrivedAt: signedFirst.now })
  })

  it('is late from the due moment on, and still counts', () => {
    const [event] = story().when('arrive', { ...arriving, at: due }).events
    expect(event?.data).toMatchObject({ late: true })
  })

  it('happens once', () => {
    given(filed(), dispatchedAlone(), signed(), whistled(), arrived()).when('arrive', arriving).thenRefused('ALREADY_ARRIVED')
  })

  it('is for the unit that was summoned, nobody else', () => {
    story().when('arrive', { ...arriving, by: PEOPLE.handler }).thenRefused('NOT_YOUR_ASSIGNMENT')
    story().when('arrive', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('ASSIGNMENT_ROLE_FORBIDS')
    given(filed(), dispatched()).when('arrive', { by: PEOPLE.departmentHandler, on: ASSIST, body }).thenRefused('ASSIGNMENT_ROLE_FORBIDS')
    story().when('arrive', { ...arriving, by: PEOPLE.reviewer }).thenRefused('PERMISSION_MISSING')
  })
})
