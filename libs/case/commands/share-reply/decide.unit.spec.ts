import { describe, expect, it } from '@jest/globals'
import { CHILD_ID, PARENT, PEOPLE, REPLY_TEXT, SATISFIED, UNHAPPY, UNITS, dispatched, dueTimes, filed, given, signed } from '@tongban/testing/server'
import { handlingUnits } from '../../domain/index.js'

const merged = { type: 'case.merged.v1', data: { parentId: PARENT.caseId, parentNumber: PARENT.number, reason: '同一处路灯' } } as const
const body = { parentId: PARENT.caseId, parentNumber: PARENT.number, unitId: UNITS.otherTownship, text: REPLY_TEXT }

describe('an answer that is given to those who follow', () => {
  it('rule 9: one reply answers all, each is called back: the answer stands in the case as its own', () => {
    const story = given(filed(), dispatched(), signed(), merged)
    const state = story.when('share_reply', { by: PEOPLE.system, body }).thenTypes('case.answered_by_parent.v1')
    expect(state).toMatchObject({ status: 'awaiting_callback', repliedAt: story.now, promiseDueAt: story.state.promiseDueAt })
    expect(state.procedures.parent).toMatchObject({ answered: true })
    expect(state.assignments.at(-1)).toMatchObject({
      role: 'lead', unitId: UNITS.otherTownship, status: 'accepted', replyText: REPLY_TEXT, acceptedAt: story.now, promiseDueAt: story.state.promiseDueAt,
    })
    expect(handlingUnits(state)).toContain(UNITS.otherTownship)
  })

  it('reaches one that was never dispatched itself', () => {
    const story = given(filed(), merged)
    const state = story.when('share_reply', { by: PEOPLE.system, body }).state
    expect(state).toMatchObject({ status: 'awaiting_callback', round: 1, dispatchedAt: null, promiseDueAt: null })
    expect(state.assignments[0]?.promiseDueAt).toBe(dueTimes(story.now).promiseDueAt)
  })

  it('closes one whose citizen wants no callback, without inventing an answer', () => {
    const state = given(filed({ wantsCallback: false }), merged)
      .when('share_reply', { by: PEOPLE.system, body })
      .thenTypes('case.answered_by_parent.v1', 'case.callback_recorded.v1', 'case.closed.v1')
    expect(state).toMatchObject({ status: 'closed', finalCallback: { outcome: 'not_wanted', answers: null } })
  })

  it('lets an unhappy caller go round again alone, with the unit that answered', () => {
    const shared = given(filed(), merged).when('share_reply', { by: PEOPLE.system, body }).events
    const story = given(filed(), merged, ...shared)
    const answered = (answers: typeof UNHAPPY) => ({ outcome: 'answered', answers, note: '', attempts: 1 }) as const
    const again = story.when('record_callback', { by: PEOPLE.callbackAgent, body: answered(UNHAPPY) }).state
    expect(again).toMatchObject({ status: 'in_progress', round: 2 })
    expect(again.assignments.at(-1)).toMatchObject({ role: 'lead', unitId: UNITS.otherTownship, status: 'dispatched', round: 2 })
    expect(story.when('record_callback', { by: PEOPLE.callbackAgent, body: answered(SATISFIED) }).state).toMatchObject({ status: 'closed' })
  })

  it('is said once: a case that has been answered does not follow any more', () => {
    const shared = given(filed(), merged).when('share_reply', { by: PEOPLE.system, body }).events
    given(filed(), merged, ...shared).when('share_reply', { by: PEOPLE.system, body }).thenRefused('CASE_STATE_FORBIDS')
  })

  it('is refused from a case it does not follow, and from the unit it is about', () => {
    given(filed(), merged)
      .when('share_reply', { by: PEOPLE.system, body: { ...body, parentId: CHILD_ID } })
      .thenRefused('NOT_ITS_PARENT')
    given(filed({ subjectUnitIds: [UNITS.otherTownship] }), merged)
      .when('share_reply', { by: PEOPLE.system, body })
      .thenRefused('UNIT_RECUSED', { unitName: UNITS.otherTownship })
  })

  it('is refused where a township answered what is for a department', () => {
    const story = given(filed(), merged)
    story.when('share_reply', { by: PEOPLE.system, body, facts: { departmentOnlyFor: () => true } }).thenRefused('DEPARTMENT_ONLY')
    story.when('share_reply', { by: PEOPLE.system, body: { ...body, unitId: UNITS.department }, facts: { departmentOnlyFor: () => true } }).thenTypes('case.answered_by_parent.v1')
  })

  it('is for the system alone', () => {
    for (const by of [PEOPLE.dispatcher, PEOPLE.operator, PEOPLE.handler, PEOPLE.reviewer])
      given(filed(), merged).when('share_reply', { by, body }).thenRefused('PERMISSION_MISSING')
  })
})
