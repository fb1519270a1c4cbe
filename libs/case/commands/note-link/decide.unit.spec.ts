import { describe, expect, it } from '@jest/globals'
import { CHILD_ID, PEOPLE, closed, dispatched, filed, given, upToCallback, upToReply, withdrawn } from '@tongban/testing/server'

const child = { caseId: CHILD_ID, number: '20261116000003' }
const linked = { type: 'case.child_linked.v1', data: child } as const

describe('noting who follows a case', () => {
  it('changes nothing but the list, whatever the case is doing', () => {
    for (const events of [[filed()], [filed(), dispatched()], upToReply(), upToCallback(), [...upToCallback(), closed()]]) {
      const story = given(...events)
      const state = story.when('note_link', { by: PEOPLE.system, body: { ...child, what: 'linked' } }).thenEvents(linked)
      expect({ ...state, procedures: story.state.procedures }).toEqual(story.state)
      expect(state.procedures.children).toEqual([child])
    }
  })

  it('takes one off again', () => {
    const state = given(filed(), linked)
      .when('note_link', { by: PEOPLE.system, body: { ...child, what: 'unlinked' } })
      .thenEvents({ type: 'case.child_unlinked.v1', data: child })
    expect(state.procedures.children).toEqual([])
  })

  it('says nothing twice', () => {
    given(filed(), linked).when('note_link', { by: PEOPLE.system, body: { ...child, what: 'linked' } }).thenRefused('LINK_NOTED')
    given(filed()).when('note_link', { by: PEOPLE.system, body: { ...child, what: 'unlinked' } }).thenRefused('LINK_NOTED')
  })

  it('is for the system alone, and not for a case that is over', () => {
    for (const by of [PEOPLE.dispatcher, PEOPLE.operator, PEOPLE.handler])
      given(filed()).when('note_link', { by, body: { ...child, what: 'linked' } }).thenRefused('PERMISSION_MISSING')
    given(filed(), withdrawn).when('note_link', { by: PEOPLE.system, body: { ...child, what: 'linked' } }).thenRefused('CASE_STATE_FORBIDS')
  })
})
