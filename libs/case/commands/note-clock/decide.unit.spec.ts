import { describe, expect, it } from '@jest/globals'
import { clockNoted } from './contract.js'
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

  it('says which rung of the ladder was reached, as the policy names it', () => {
    const rung = { ...body, what: 'rung', rung: '挂牌督办' } as const
    given(filed(), dispatched()).when('note_clock', { by: PEOPLE.system, body: rung }).thenEvents({ type: 'case.clock_noted.v1', data: rung })
    const names = { moment: () => '2026-11-23 09:00' } as unknown as Parameters<typeof clockNoted.sentence>[1]
    expect(clockNoted.sentence(rung, names).sentence).toBe('办理时限升级：挂牌督办（到期 2026-11-23 09:00）')
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
