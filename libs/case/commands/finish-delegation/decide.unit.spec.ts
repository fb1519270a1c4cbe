import { describe, expect, it } from '@jest/globals'
import { ASSIST, ELSEWHERE, HELPER, LEAD, PEOPLE, UNITS, delegated, dispatched, filed, given, signed } from '@tongban/testing/server'
import { allowedActions } from '../../domain/index.js'

const body = { helperId: HELPER, result: '已上门查看，三盏不亮' }
const story = () => given(filed(), dispatched(), signed(), signed(ASSIST, UNITS.department), delegated())

describe('what came of the help', () => {
  it('is kept with its moment', () => {
    const state = story()
      .when('finish_delegation', { by: PEOPLE.handler, on: LEAD, body })
      .thenEvents({ type: 'assignment.delegation_done.v1', data: { helperId: HELPER, assignmentId: LEAD, unitId: UNITS.township, name: '第三网格', result: body.result } })
    expect(state.procedures.helpers).toMatchObject([{ id: HELPER, doneAt: story().now, result: body.result }])
  })

  it('is noted once, by the unit that asked', () => {
    const done = story().when('finish_delegation', { by: PEOPLE.handler, on: LEAD, body }).events
    given(filed(), dispatched(), signed(), delegated(), ...done).when('finish_delegation', { by: PEOPLE.handler, on: LEAD, body }).thenRefused('NO_OPEN_HELPER')
    story().when('finish_delegation', { by: PEOPLE.departmentHandler, on: ASSIST, body }).thenRefused('NO_OPEN_HELPER')
    story().when('finish_delegation', { by: PEOPLE.handler, on: LEAD, body: { ...body, helperId: ELSEWHERE } }).thenRefused('NO_OPEN_HELPER')
  })

  it('is offered only while somebody helps', () => {
    const offered = (state: ReturnType<typeof story>['state']) => allowedActions(state, PEOPLE.handler, (unitId) => unitId).some((item) => item.action === 'finish_delegation')
    expect(offered(given(filed(), dispatched(), signed()).state)).toBe(false)
    expect(offered(story().state)).toBe(true)
  })
})
