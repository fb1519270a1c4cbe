import { describe, expect, it } from '@jest/globals'
import { LEAD, PEOPLE, START, closed, dispatched, dueTimes, filed, given, upToCallback, upToReply } from '@tongban/testing/server'

const body = {
  clockId: '0199a000-0000-7000-8000-0000000000cc',
  kind: 'promise',
  what: 'overdue',
  dueAt: dueTimes(START).promiseDueAt,
  assignmentId: LEAD,
} as const

describe('noting a clock in the timeline', () => {
  it('changes nothing but the timeline: a note never restarts or silences a clock', () => {
    for (const events of [[filed()], [filed(), dispatched()], upToReply(), upToCallback()]) {
      const story = given(...events)
      const state = story.when('note_clock', { by: PEOPLE.system, body }).thenEvents({ type: 'case.clock_noted.v1', data: body })
      expect(state).toEqual(story.state)
    }
  })

  it('is for the system only', () => {
    for (const by of [PEOPLE.dispatcher, PEOPLE.handler, PEOPLE.reviewer, PEOPLE.operator, PEOPLE.callbackAgent]) {
      given(filed(), dispatched()).when('note_clock', { by, body }).thenRefused('PERMISSION_MISSING', { permission: 'case.note_clock' })
    }
  })

  it('comes too late for a closed case', () => {
    given(...upToCallback(), closed())
      .when('note_clock', { by: PEOPLE.system, body })
      .thenRefused('CASE_STATE_FORBIDS')
  })
})
