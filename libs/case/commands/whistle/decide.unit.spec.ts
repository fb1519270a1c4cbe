import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, plus } from '@tongban/kernel/core'
import {
  ASSIST, COPY, LEAD, PEOPLE, START, UNITS, dispatched, dispatchedAlone, dueTimes, filed, given, limitAfter, person, signed, upToReply, whistled,
} from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const body = { unitIds: [UNITS.department], reason: '违建占压供热管网', place: '民航社区3号楼' }
const story = () => given(filed(), dispatchedAlone(), signed())
const whistling = { by: PEOPLE.unitLead, on: LEAD }

describe('whistling 吹哨', () => {
  it('summons a department with a limit to arrive and a limit to answer', () => {
    const at = plus(START, HOUR_MS)
    const state = story()
      .when('whistle', { ...whistling, body: { ...body, respondWithinHours: 24 }, at })
      .thenEvents({
        type: 'case.whistled.v1',
        data: {
          byAssignmentId: LEAD, byUnitId: UNITS.township, place: body.place, reason: body.reason, dispatchedBy: PEOPLE.unitLead.userId,
          assignments: [{ assignmentId: 'new-1', role: 'whistle', unitId: UNITS.department, arriveDueAt: limitAfter('arrive', at) }],
          due: { ...dueTimes(at), promiseDueAt: plus(at, DAY_MS) },
        },
      })
    expect(state.assignments.at(-1)).toMatchObject({
      role: 'whistle', status: 'dispatched', arriveDueAt: limitAfter('arrive', at), arrivedAt: null, promiseDueAt: plus(at, DAY_MS),
    })
  })

  it('wants the answer no later than the citizen was promised one', () => {
    for (const wanted of [{}, { respondWithinHours: 720 }]) {
      const state = story().when('whistle', { ...whistling, body: { ...body, ...wanted }, at: plus(START, DAY_MS) }).state
      expect(state.assignments.at(-1)?.promiseDueAt).toBe(state.promiseDueAt)
    }
  })

  it('is only for a township that leads', () => {
    const byDepartment = given(filed(), dispatched({ assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.department }] }))
    byDepartment
      .when('whistle', { by: PEOPLE.departmentLead, on: LEAD, body: { ...body, unitIds: [UNITS.cityDepartment] } })
      .thenRefused('WHISTLE_ONLY_TOWNSHIP', { unitName: UNITS.department })
    given(filed(), dispatched())
      .when('whistle', { by: PEOPLE.departmentLead, on: ASSIST, body: { ...body, unitIds: [UNITS.cityDepartment] } })
      .thenRefused('ASSIGNMENT_ROLE_FORBIDS', { role: 'assist', roleZh: '协办', actionZh: '吹哨' })
    given(filed(), dispatched()).when('whistle', { by: person('unit_lead', UNITS.coordinator), on: COPY, body }).thenRefused('ASSIGNMENT_IS_COPY')
  })

  it('summons departments, never a township, a county office or the hotline', () => {
    for (const unitId of [UNITS.otherTownship, UNITS.coordinator, UNITS.hotline]) {
      story().when('whistle', { ...whistling, body: { ...body, unitIds: [UNITS.department, unitId] } }).thenRefused('WHISTLE_NOT_A_DEPARTMENT', { unitName: unitId })
    }
    story().when('whistle', { ...whistling, body: { ...body, unitIds: ['nowhere'] } }).thenRefused('UNIT_UNKNOWN')
  })

  it('does not summon who has a duty already, answered ones included', () => {
    given(filed(), dispatched(), signed()).when('whistle', { ...whistling, body }).thenRefused('UNIT_HAS_DUTY')
    given(filed(), dispatchedAlone(), signed(), whistled()).when('whistle', { ...whistling, body }).thenRefused('UNIT_HAS_DUTY')
  })

  it('rule 12: does not summon who the case is about', () => {
    given(filed({ subjectUnitIds: [UNITS.department] }), dispatchedAlone()).when('whistle', { ...whistling, body }).thenRefused('UNIT_RECUSED')
  })

  it("is the unit leader's to decide, of the unit that leads, before the reply", () => {
    story().when('whistle', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('PERMISSION_MISSING')
    story().when('whistle', { by: person('unit_lead', UNITS.otherTownship), on: LEAD, body }).thenRefused('NOT_YOUR_ASSIGNMENT')
    given(...upToReply()).when('whistle', { ...whistling, body }).thenRefused('CASE_STATE_FORBIDS')
  })

  it('needs a reason and a place', () => {
    const accepts = (value: object) => CASE_COMMANDS.whistle.body.safeParse(value).success
    expect(accepts({ ...body, place: '' })).toBe(false)
    expect(accepts({ ...body, reason: '' })).toBe(false)
    expect(accepts({ ...body, respondWithinHours: 0 })).toBe(false)
    expect(accepts(body)).toBe(true)
  })
})
