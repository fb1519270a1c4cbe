import { describe, expect, it } from '@jest/globals'
import { openLead } from '../../domain/case-state.js'
import { PEOPLE, UNITS, contacted, dispatched, dispatchedAlone, filed, given, signed } from '@tongban/testing/server'

const REASON = '经核实位于相邻镇辖区'
const handled = () => given(filed(), dispatchedAlone(), signed(), contacted())
const reassign = (body: object, story = handled()) =>
  story.when('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.otherTownship, reason: REASON, ...body } })

describe('reassigning a case', () => {
  it('rule 2: gives the next unit what is left of the promise, and a new one only with a reason', () => {
    const before = handled().state.promiseDueAt ?? 0
    expect(reassign({}).state.promiseDueAt).toBe(before)
    expect(reassign({ newPromiseReason: '需要重新勘查' }).state.promiseDueAt).toBeGreaterThan(before)
  })

  it('ends the duty of the one, begins that of the other, and counts the transfer', () => {
    const state = reassign({}).thenTypes('assignment.handed_over.v1', 'case.dispatched.v1')
    expect(openLead(state)).toMatchObject({ unitId: UNITS.otherTownship, status: 'dispatched', dispatchedBy: PEOPLE.dispatcher.userId })
    expect(state.assignments[0]).toMatchObject({ unitId: UNITS.township, status: 'superseded' })
    expect(state.procedures.transfers).toBe(1)
  })

  it('charges a wrong dispatch to whoever made it, when the dispatcher says it was wrong', () => {
    reassign({ wrongDispatch: true }).thenTypes('case.dispatch_judged.v1', 'assignment.handed_over.v1', 'case.dispatched.v1')
  })

  it('refuses an assist that is no unit, that judges cases instead of handling them, or that leads already', () => {
    reassign({ assistUnitIds: ['nowhere'] }).thenRefused('UNIT_UNKNOWN', { unitId: 'nowhere' })
    reassign({ assistUnitIds: [UNITS.hotline] }).thenRefused('UNIT_CANNOT_ASSIST', { unitName: UNITS.hotline })
    reassign({ assistUnitIds: [UNITS.callback] }).thenRefused('UNIT_CANNOT_ASSIST')
    reassign({ assistUnitIds: [UNITS.otherTownship] }).thenRefused('UNIT_ALREADY_LEADS')
  })

  it('lets the unit that goes help the one that comes, and does not ask twice who helps already', () => {
    const goesOn = reassign({ assistUnitIds: [UNITS.township] }).state
    expect(goesOn.assignments.at(-1)).toMatchObject({ unitId: UNITS.township, role: 'assist', status: 'dispatched' })
    const helped = reassign({ assistUnitIds: [UNITS.department] }, given(filed(), dispatched())).state
    expect(helped.assignments.filter((item) => item.unitId === UNITS.department)).toHaveLength(1)
  })

  it('rule 12: refuses a unit the case is about, as lead and as assist', () => {
    const about = given(filed({ subjectUnitIds: [UNITS.department] }), dispatchedAlone())
    reassign({ leadUnitId: UNITS.department }, about).thenRefused('UNIT_RECUSED')
    reassign({ assistUnitIds: [UNITS.department] }, about).thenRefused('UNIT_RECUSED')
  })
})
