import { describe, expect, it } from '@jest/globals'
import { PEOPLE, dispatched, filed, given } from '@tongban/testing/server'

const CATEGORY = { code: '040201', name: '停水', evidenceRequired: true }
const PLACE = { code: '150525100', name: '大沁他拉镇', countyCode: '150525', townshipCode: '150525100' }

describe('clarifying', () => {
  it('says what it is about and where, and keeps what it was taken for', () => {
    const state = given(filed())
      .when('clarify', { by: PEOPLE.dispatcher, body: { category: CATEGORY, place: PLACE } })
      .thenEvents({
        type: 'case.clarified.v1',
        data: { category: CATEGORY, place: PLACE, from: { categoryCode: '010101', divisionCode: '150523101' }, clarifiedBy: PEOPLE.dispatcher.userId },
      })
    expect(state).toMatchObject({
      status: 'awaiting_dispatch', categoryCode: '040201', evidenceRequired: true, divisionCode: '150525100', countyCode: '150525', townshipCode: '150525100',
    })
  })

  it('leaves alone what is not said, and the dispatch clock in any case', () => {
    const before = given(filed()).state
    const after = given(filed()).when('clarify', { by: PEOPLE.dispatcher, body: { category: CATEGORY, place: null } }).state
    expect(after).toEqual({ ...before, categoryCode: '040201', evidenceRequired: true })
  })

  it('is refused when nothing would change', () => {
    const same = { category: { ...CATEGORY, code: '010101' }, place: { ...PLACE, code: '150523101' } }
    given(filed()).when('clarify', { by: PEOPLE.dispatcher, body: same }).thenRefused('NOTHING_CLARIFIED')
    given(filed()).when('clarify', { by: PEOPLE.dispatcher, body: { category: null, place: null } }).thenRefused('NOTHING_CLARIFIED')
  })

  it('is for dispatchers, before the dispatch', () => {
    given(filed()).when('clarify', { by: PEOPLE.operator, body: { category: CATEGORY, place: null } }).thenRefused('PERMISSION_MISSING', { permission: 'case.dispatch' })
    given(filed(), dispatched()).when('clarify', { by: PEOPLE.dispatcher, body: { category: CATEGORY, place: null } }).thenRefused('CASE_STATE_FORBIDS')
  })
})
