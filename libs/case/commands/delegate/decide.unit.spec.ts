import { describe, expect, it } from '@jest/globals'
import { ASSIST, COPY, LEAD, PEOPLE, SUMMONED, UNITS, dispatched, dispatchedAlone, delegated, filed, given, sampleUnit, signed, upToReply, whistled } from '@tongban/testing/server'
import { leadRefusal } from '../../domain/index.js'
import { CASE_COMMANDS } from '../contracts.js'
import { HELPERS_MAX } from './decide.js'

const body = { kind: 'grid_worker', name: '第三网格', task: '上门查看路灯损坏情况' } as const
const story = () => given(filed(), dispatched(), signed())

describe('asking somebody of the village to help', () => {
  it('is noted with who helps whom with what', () => {
    const outcome = story().when('delegate', { by: PEOPLE.handler, on: LEAD, body })
    const state = outcome.thenEvents({ type: 'assignment.delegated.v1', data: { helperId: 'new-1', assignmentId: LEAD, unitId: UNITS.township, ...body } })
    expect(state.procedures.helpers).toEqual([{ id: 'new-1', assignmentId: LEAD, unitId: UNITS.township, ...body, askedAt: story().now, doneAt: null, result: null }])
  })

  it("rule 11: makes no helper a lead: duties, clocks and the lead stay the township's", () => {
    for (const kind of ['village', 'grid_worker', 'volunteer'] as const) {
      const before = story().state
      const state = story().when('delegate', { by: PEOPLE.handler, on: LEAD, body: { ...body, kind } }).state
      expect([state.assignments, state.status, state.promiseDueAt]).toEqual([before.assignments, before.status, before.promiseDueAt])
    }
  })

  it('rule 11: never gives the lead to a village, which is no unit that handles', () => {
    const facts = {
      due: null, nextId: () => 'new', limitAfter: () => story().now, latestExtension: () => null, dispatchDueAt: () => story().now, unit: sampleUnit, departmentOnlyFor: () => false, isCalledBack: true, dueAfterPause: () => story().now,
    }
    expect(leadRefusal(story().state, 'V150523101201', facts)).toEqual({ code: 'UNIT_UNKNOWN', params: { unitId: 'V150523101201' } })
    story().when('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: 'V150523101201', reason: '在该嘎查范围内' } }).thenRefused('UNIT_UNKNOWN')
    given(filed()).when('dispatch', { by: PEOPLE.dispatcher, body: { leadUnitId: 'V150523101201' } }).thenRefused('UNIT_UNKNOWN')
  })

  it('rule 11: never gives a township what is for departments only', () => {
    const facts = {
      due: null, nextId: () => 'new', limitAfter: () => story().now, latestExtension: () => null, dispatchDueAt: () => story().now, unit: sampleUnit, departmentOnlyFor: () => true, isCalledBack: true, dueAfterPause: () => story().now,
    }
    expect(leadRefusal(story().state, UNITS.otherTownship, facts)?.code).toBe('DEPARTMENT_ONLY')
    expect(leadRefusal(story().state, UNITS.department, facts)).toBeNull()
  })

  it('is for units that lead or assist and have signed', () => {
    given(filed(), dispatched(), signed(ASSIST, UNITS.department)).when('delegate', { by: PEOPLE.departmentHandler, on: ASSIST, body }).thenTypes('assignment.delegated.v1')
    given(filed(), dispatched()).when('delegate', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('ASSIGNMENT_STATE_FORBIDS')
    given(filed(), dispatchedAlone(), signed(), whistled()).when('delegate', { by: PEOPLE.departmentHandler, on: SUMMONED, body }).thenRefused('ASSIGNMENT_ROLE_FORBIDS')
    story().when('delegate', { by: PEOPLE.coordinator, on: COPY, body }).thenRefused('ASSIGNMENT_IS_COPY')
    story().when('delegate', { by: PEOPLE.otherHandler, on: LEAD, body }).thenRefused('NOT_YOUR_ASSIGNMENT')
    given(...upToReply()).when('delegate', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('CASE_STATE_FORBIDS')
  })

  it('has a limit', () => {
    const full = Array.from({ length: HELPERS_MAX }, delegated)
    given(filed(), dispatched(), signed(), ...full).when('delegate', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('HELPERS_FULL', { max: HELPERS_MAX })
  })

  it('needs a name and a task', () => {
    const accepts = (value: object) => CASE_COMMANDS.delegate.body.safeParse(value).success
    expect(accepts({ ...body, name: '' })).toBe(false)
    expect(accepts({ ...body, task: '' })).toBe(false)
    expect(accepts({ ...body, kind: 'mayor' })).toBe(false)
  })
})
