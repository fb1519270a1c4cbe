import { describe, expect, it } from '@jest/globals'
import { MINUTE_MS, plus } from '@tongban/kernel/core'
import { PEOPLE, START, contacted, disputeBegun, dispatched, filed, given, signed } from '@tongban/testing/server'

const disputed = () => given(filed(), dispatched(), signed(), contacted(), disputeBegun())
const place = { place: '明仁大街与建国路交叉口', note: '三方到场查看灯杆编号' }

describe('a meeting where the matter is', () => {
  it('is kept with its time, place and record', () => {
    const state = disputed().when('hold_meeting', { by: PEOPLE.supervisor, body: { at: START, ...place } }).state
    expect(state.procedures.disputes[0]?.meeting).toEqual({ at: START, ...place })
  })

  it('is recorded after it was held', () => {
    const { now } = disputed()
    disputed().when('hold_meeting', { by: PEOPLE.supervisor, body: { at: now, ...place } }).thenTypes('case.meeting_held.v1')
    disputed().when('hold_meeting', { by: PEOPLE.supervisor, body: { at: plus(now, MINUTE_MS), ...place } }).thenRefused('MEETING_IN_FUTURE')
  })

  it('needs a dispute', () => {
    given(filed(), dispatched()).when('hold_meeting', { by: PEOPLE.supervisor, body: { at: START, ...place } }).thenRefused('NO_OPEN_DISPUTE')
  })
})
