import { describe, expect, it } from '@jest/globals'
import { HOUR_MS } from '@tongban/kernel/core'
import { PARENT, PEOPLE, UNITS, dispatched, filed, given, signed } from '@tongban/testing/server'

const merged = { type: 'case.merged.v1', data: { parentId: PARENT.caseId, parentNumber: PARENT.number, reason: '同一处路灯' } } as const
const body = { reason: '核实后是另一处路灯' }

describe('undoing a merger', () => {
  it('rule 9: puts the case back into the pool with a new time to dispatch, its citizen’s promise kept', () => {
    const story = given(filed(), dispatched(), signed(), merged)
    const state = story
      .when('unmerge', { by: PEOPLE.dispatcher, body })
      .thenEvents({
        type: 'case.unmerged.v1',
        data: { reason: body.reason, dispatchDueAt: story.now + 4 * HOUR_MS, parentId: PARENT.caseId, parentNumber: PARENT.number },
      })
    expect(state).toMatchObject({ status: 'awaiting_dispatch', dispatchDueAt: story.now + 4 * HOUR_MS, promiseDueAt: story.state.promiseDueAt })
    expect(state.promiseDueAt).not.toBeNull()
    expect(state.procedures.parent).toBeNull()
  })

  it('lets it be dispatched again, with what is left of the promise', () => {
    const before = given(filed(), dispatched(), merged)
    const unmerged = before.when('unmerge', { by: PEOPLE.system, body }).events
    const again = given(filed(), dispatched(), merged, ...unmerged).when('dispatch', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.township } }).state
    expect(again).toMatchObject({ status: 'in_progress', round: 1, promiseDueAt: before.state.promiseDueAt })
  })

  it('is refused for a case that follows no other', () => {
    given(filed()).when('unmerge', { by: PEOPLE.dispatcher, body }).thenRefused('CASE_STATE_FORBIDS')
  })

  it('is not for units', () => {
    given(filed(), merged).when('unmerge', { by: PEOPLE.handler, body }).thenRefused('PERMISSION_MISSING')
  })
})
