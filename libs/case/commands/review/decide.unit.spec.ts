import { describe, expect, it } from '@jest/globals'
import {
  person,
  ASSIST,
  LEAD,
  PEOPLE,
  UNITS,
  contacted,
  dispatched,
  filed,
  given,
  replied,
  signed,
  upToReply,
} from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const pass = { verdict: 'pass' } as const
const sendBack = { verdict: 'send_back', remarks: '没有说明何时修好' } as const
const story = () => given(...upToReply())

describe('reviewing a reply', () => {
  it('sends a reply that passes on to the callback', () => {
    const state = story()
      .when('review', { by: PEOPLE.reviewer, body: pass })
      .thenEvents({ type: 'case.review_passed.v1', data: { assignmentId: LEAD, remarks: '' } })
    expect(state).toMatchObject({ status: 'awaiting_callback', closedAt: null })
    expect(state.assignments[0]).toMatchObject({ status: 'accepted', acceptedAt: story().now })
  })

  it('closes at once when the citizen wants no callback, and says so instead of inventing an answer', () => {
    const quiet = given(filed({ wantsCallback: false }), dispatched(), signed(), contacted(), replied())
    const state = quiet
      .when('review', { by: PEOPLE.reviewer, body: pass })
      .thenEvents(
        { type: 'case.review_passed.v1', data: { assignmentId: LEAD, remarks: '' } },
        { type: 'case.callback_recorded.v1', data: { outcome: 'not_wanted', answers: null, note: '', round: 1, attempts: 0 } },
        { type: 'case.closed.v1', data: { round: 1 } },
      )
    expect(state).toMatchObject({ status: 'closed', closedAt: quiet.now, finalCallback: { outcome: 'not_wanted', answers: null } })
  })

  it('sends back with a round more and the promise as it was', () => {
    const before = story().state
    const state = story()
      .when('review', { by: PEOPLE.reviewer, body: sendBack })
      .thenEvents({ type: 'case.review_failed.v1', data: { assignmentId: LEAD, remarks: '没有说明何时修好', round: 2 } })
    expect(state).toMatchObject({ status: 'in_progress', round: 2, repliedAt: null, promiseDueAt: before.promiseDueAt })
    expect(state.assignments[0]).toMatchObject({
      id: LEAD,
      status: 'contacted',
      round: 2,
      repliedAt: null,
      promiseDueAt: before.assignments[0]?.promiseDueAt,
      contactedAt: before.assignments[0]?.contactedAt,
    })
  })

  it('needs a reason to send back', () => {
    const accepts = (value: object) => CASE_COMMANDS.review.body.safeParse(value).success
    expect(accepts({ verdict: 'send_back' })).toBe(false)
    expect(accepts({ verdict: 'send_back', remarks: '不行' })).toBe(false)
    expect(accepts({ verdict: 'maybe' })).toBe(false)
    expect(accepts({ verdict: 'pass', remarks: '' })).toBe(true)
  })

  it('is refused to a reviewer of a unit that handles the case, leading or assisting', () => {
    for (const unitId of [UNITS.township, UNITS.department]) {
      story()
        .when('review', { by: person('reviewer', unitId), body: pass })
        .thenRefused('OWN_UNIT_FORBIDDEN', { actionZh: '审核' })
    }
  })

  it('is open to a reviewer whose unit only has a copy', () => {
    story()
      .when('review', { by: person('reviewer', UNITS.coordinator), body: pass })
      .thenTypes('case.review_passed.v1')
  })

  it("waits for the lead: an assisting unit's reply is not reviewed", () => {
    given(filed(), dispatched(), signed(ASSIST, UNITS.department), contacted(ASSIST, UNITS.department), replied(ASSIST, UNITS.department))
      .when('review', { by: PEOPLE.reviewer, body: pass })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it('is refused to everybody without the permission, the dispatcher and the unit itself included', () => {
    for (const by of [PEOPLE.handler, PEOPLE.unitLead, PEOPLE.dispatcher, PEOPLE.operator, PEOPLE.callbackAgent, PEOPLE.system]) {
      story().when('review', { by, body: pass }).thenRefused('PERMISSION_MISSING')
    }
  })
})
