import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import { ASSIST, LEAD, PEOPLE, START, UNITS, dispatched, dispatchedAlone, dueTimes, filed, given, person } from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const reason = '涉及供热管网，需住建部门配合'
const story = () => given(filed(), dispatchedAlone())

describe('adding assists', () => {
  it('rule 1: starts the clocks of the new assist at the moment it is added, not at its signing', () => {
    const at = plus(START, DAY_MS)
    const state = story()
      .when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [UNITS.department], reason }, at })
      .thenEvents({
        type: 'case.assists_added.v1',
        data: {
          assignments: [{ assignmentId: 'new-1', role: 'assist', unitId: UNITS.department }],
          due: { ...dueTimes(at), promiseDueAt: dueTimes(START).promiseDueAt }, reason, dispatchedBy: PEOPLE.dispatcher.userId,
        },
      })
    expect(state.assignments.at(-1)).toMatchObject({ role: 'assist', status: 'dispatched', dispatchedAt: at, signDueAt: dueTimes(at).signDueAt, round: 1 })
    expect(state).toMatchObject({ status: 'in_progress', promiseDueAt: dueTimes(START).promiseDueAt })
  })

  it('never promises later than the citizen was promised', () => {
    const state = story().when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [UNITS.department], reason }, at: plus(START, 3 * DAY_MS) }).state
    expect(state.assignments.at(-1)?.promiseDueAt).toBe(state.promiseDueAt)
  })

  it('is refused for a unit that has a duty already, by name', () => {
    for (const unitId of [UNITS.township, UNITS.department]) {
      given(filed(), dispatched())
        .when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [unitId], reason } })
        .thenRefused('UNIT_HAS_DUTY', { unitName: unitId })
    }
  })

  it('takes a unit that only has a copy', () => {
    story().when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [UNITS.coordinator], reason } }).thenTypes('case.assists_added.v1')
  })

  it('rule 12: is refused for a unit the case is about', () => {
    given(filed({ subjectUnitIds: [UNITS.department] }), dispatchedAlone())
      .when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [UNITS.department], reason } })
      .thenRefused('UNIT_RECUSED', { unitName: UNITS.department })
  })

  it('is refused for an unknown unit, and for those who judge cases', () => {
    story().when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: ['nowhere'], reason } }).thenRefused('UNIT_UNKNOWN', { unitId: 'nowhere' })
    for (const unitId of [UNITS.hotline, UNITS.callback]) {
      story().when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [unitId], reason } }).thenRefused('UNIT_CANNOT_ASSIST')
    }
  })

  it('is for dispatchers who handle nothing in the case', () => {
    for (const by of [PEOPLE.handler, PEOPLE.unitLead, PEOPLE.reviewer, PEOPLE.operator, PEOPLE.supervisor]) {
      story().when('add_assist', { by, body: { unitIds: [UNITS.department], reason } }).thenRefused('PERMISSION_MISSING')
    }
    story().when('add_assist', { by: person('dispatcher', UNITS.township), body: { unitIds: [UNITS.department], reason } }).thenRefused('OWN_UNIT_FORBIDDEN')
  })

  it('takes one to ten units, each once, and a reason', () => {
    const { body } = CASE_COMMANDS.add_assist
    expect(body.safeParse({ unitIds: [], reason }).success).toBe(false)
    expect(body.safeParse({ unitIds: Array.from({ length: 11 }, (_, index) => `unit-${index}`), reason }).success).toBe(false)
    expect(body.safeParse({ unitIds: [UNITS.department], reason: '好' }).success).toBe(false)
    const twice = story().when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [UNITS.department, UNITS.department], reason } }).state
    expect(twice.assignments.filter((item) => item.unitId === UNITS.department)).toHaveLength(1)
  })

  it('leaves the duties there are as they are', () => {
    const before = given(filed(), dispatched()).state
    const after = given(filed(), dispatched()).when('add_assist', { by: PEOPLE.dispatcher, body: { unitIds: [UNITS.cityDepartment], reason } }).state
    for (const id of [LEAD, ASSIST]) expect(after.assignments.find((item) => item.id === id)).toEqual(before.assignments.find((item) => item.id === id))
  })
})
