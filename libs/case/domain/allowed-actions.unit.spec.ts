import { describe, expect, it } from '@jest/globals'
import {
  COPY,
  LEAD,
  PEOPLE,
  SATISFIED,
  UNITS,
  calledBack,
  closed,
  contacted,
  dispatched,
  filed,
  given,
  person,
  signed,
  upToCallback,
  upToReply,
  withdrawn,
} from '@tongban/testing/server'
import { allowedActions } from './allowed-actions.js'

const offered = (state: ReturnType<typeof given>['state'], who: Parameters<typeof allowedActions>[1]): string[] =>
  allowedActions(state, who, (unitId) => unitId).map((action) => `${action.action} ${action.enabled ? 'yes' : action.code}`)

describe('the actions offered', () => {
  it("follow the unit's assignment step by step", () => {
    expect(offered(given(filed(), dispatched()).state, PEOPLE.handler)).toEqual([
      'sign yes',
      'contact ASSIGNMENT_STATE_FORBIDS',
      'reply REPLY_NEEDS_CONTACT',
    ])
    expect(offered(given(filed(), dispatched(), signed()).state, PEOPLE.handler)).toEqual([
      'sign ASSIGNMENT_STATE_FORBIDS',
      'contact yes',
      'reply REPLY_NEEDS_CONTACT',
    ])
    expect(offered(given(filed(), dispatched(), signed(), contacted()).state, PEOPLE.handler)).toEqual([
      'sign ASSIGNMENT_STATE_FORBIDS',
      'contact yes',
      'reply yes',
    ])
    expect(offered(given(...upToReply()).state, PEOPLE.handler)).toEqual([
      'sign CASE_STATE_FORBIDS',
      'contact CASE_STATE_FORBIDS',
      'reply CASE_STATE_FORBIDS',
    ])
  })

  it('say in Chinese why one of them is not possible now', () => {
    const [, contactAction, replyAction] = allowedActions(given(filed(), dispatched()).state, PEOPLE.handler, (unitId) => unitId)
    expect(contactAction).toEqual({
      action: 'contact',
      zh: '登记联系',
      assignmentId: LEAD,
      enabled: false,
      code: 'ASSIGNMENT_STATE_FORBIDS',
      why: '承办任务现在是“待签收”，不能登记联系',
    })
    expect(replyAction?.why).toBe('回复前要先登记与群众的联系，或说明无法联系的原因')
  })

  it('are none for a unit that only has a copy, or whose assignment was recalled', () => {
    const state = given(filed(), dispatched()).state
    expect(state.assignments.some((item) => item.id === COPY)).toBe(true)
    expect(offered(state, PEOPLE.coordinator)).toEqual([])
    expect(offered(given(filed(), dispatched(), withdrawn).state, PEOPLE.handler)).toEqual([])
  })

  it('leave out what the role does not do at all', () => {
    expect(offered(given(...upToReply()).state, PEOPLE.reviewer)).toEqual(['review yes'])
    expect(offered(given(...upToReply()).state, PEOPLE.callbackAgent)).toEqual(['record_callback CASE_STATE_FORBIDS'])
    expect(offered(given(...upToReply()).state, person('supervisor', UNITS.hotline))).toEqual([])
  })

  it('tell a reviewer of the handling unit that it is not for them', () => {
    expect(offered(given(...upToReply()).state, person('reviewer', UNITS.township))).toEqual(['review OWN_UNIT_FORBIDDEN'])
  })

  it("never offer what is done without the case page: filing, and the system's notes", () => {
    expect(offered(given(filed()).state, PEOPLE.operator)).toEqual(['withdraw yes'])
    expect(offered(given(filed()).state, PEOPLE.system)).toEqual(['dispatch yes', 'archive CASE_STATE_FORBIDS'])
  })

  it('end with archiving', () => {
    const state = given(...upToCallback(), calledBack(SATISFIED), closed()).state
    expect(offered(state, PEOPLE.dispatcher)).toEqual(['dispatch CASE_STATE_FORBIDS', 'archive yes'])
  })
})
