import { describe, expect, it } from '@jest/globals'
import type { CaseEvent } from '@tongban/case/contract'
import {
  answeredLead,
  dispatchedAlone,
  person,
  sentBack,
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
} from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const pass = { verdict: 'pass' } as const
const sendBack = { verdict: 'send_back', remarks: '没有说明何时修好' } as const
const story = () => given(filed(), dispatchedAlone(), signed(), contacted(), replied())
const helped = (...more: readonly CaseEvent[]) => given(filed(), dispatched(), signed(), contacted(), ...more, replied())

describe('reviewing a reply', () => {
  it('rule 7: lets no case reach the callback without a review', () => {
    for (const by of [PEOPLE.callbackAgent, person('callback_agent', UNITS.callback)]) {
      story().when('record_callback', { by, body: { outcome: 'refused', note: '', attempts: 1 } }).thenRefused('CASE_STATE_FORBIDS')
    }
    story().when('review', { by: PEOPLE.reviewer, body: pass }).thenTypes('case.review_passed.v1')
  })

  it('sends a reply that passes on to the callback', () => {
    const state = story()
      .when('review', { by: PEOPLE.reviewer, body: pass })
      .thenEvents({ type: 'case.review_passed.v1', data: { assignmentId: LEAD, remarks: '' } })
    expect(state).toMatchObject({ status: 'awaiting_callback', closedAt: null })
    expect(state.assignments[0]).toMatchObject({ status: 'accepted', acceptedAt: story().now })
  })

  it('closes at once when the citizen wants no callback, and says so instead of inventing an answer', () => {
    const quiet = given(filed({ wantsCallback: false }), dispatchedAlone(), signed(), contacted(), replied())
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

  it('rule 12: is refused to a reviewer of a unit that handles the case, leading or assisting', () => {
    for (const unitId of [UNITS.township, UNITS.department]) {
      helped()
        .when('review', { by: person('reviewer', unitId), body: pass })
        .thenRefused('OWN_UNIT_FORBIDDEN', { actionZh: '审核' })
    }
  })

  it('is open to a reviewer whose unit only has a copy', () => {
    story()
      .when('review', { by: person('reviewer', UNITS.coordinator), body: pass })
      .thenTypes('case.review_passed.v1')
  })

  it('accepts with the lead whoever has answered it, and takes back what nobody waits for any more', () => {
    const answered = helped(signed(ASSIST, UNITS.department), answeredLead(ASSIST))
    const accepted = answered.when('review', { by: PEOPLE.reviewer, body: pass }).thenTypes('case.review_passed.v1')
    expect(accepted.assignments.find((item) => item.id === ASSIST)).toMatchObject({ status: 'accepted', acceptedAt: answered.now })
    const outcome = helped().when('review', { by: PEOPLE.reviewer, body: pass })
    const state = outcome.thenTypes('case.review_passed.v1', 'assignment.recalled.v1')
    expect(outcome.events[1]?.data).toEqual({ assignmentId: ASSIST, unitId: UNITS.department, role: 'assist', reason: '主办已办结' })
    expect(state.assignments.map((item) => item.status)).toEqual(['accepted', 'recalled', 'dispatched'])
  })

  it('leaves the units that help as they are when it sends back', () => {
    const before = helped(signed(ASSIST, UNITS.department), answeredLead(ASSIST))
    const state = before.when('review', { by: PEOPLE.reviewer, body: sendBack }).state
    expect(state.assignments.find((item) => item.id === ASSIST)).toEqual(before.state.assignments.find((item) => item.id === ASSIST))
  })

  it('rule 10: makes a problem case of one whose reply is sent back after the third round', () => {
    const round = (last: number) => given(filed(), dispatchedAlone(), signed(), contacted(), replied(), ...Array.from({ length: last - 1 }, (_, index) => [sentBack(index + 2), replied()]).flat())
    round(2).when('review', { by: PEOPLE.reviewer, body: sendBack }).thenTypes('case.review_failed.v1')
    const outcome = round(3).when('review', { by: PEOPLE.reviewer, body: sendBack })
    const state = outcome.thenTypes('case.review_failed.v1', 'case.became_problem.v1')
    expect(outcome.events[1]?.data).toEqual({ cause: 'rounds', supervisorUnitId: UNITS.coordinator })
    expect(state.round).toBe(4)
    const known = given(filed(), dispatchedAlone(), signed(), contacted(), replied(), sentBack(4), ...outcome.events.slice(1), replied())
    known.when('review', { by: PEOPLE.reviewer, body: sendBack }).thenTypes('case.review_failed.v1')
  })

  it('rule 12: gives a problem case to nobody to supervise whom it is about', () => {
    const about = filed({ subjectUnitIds: [UNITS.coordinator] })
    const alone = dispatched({ assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.township }] })
    const outcome = given(about, alone, signed(), contacted(), replied(), sentBack(2), replied(), sentBack(3), replied()).when('review', { by: PEOPLE.reviewer, body: sendBack })
    expect(outcome.events[1]).toEqual({ type: 'case.became_problem.v1', data: { cause: 'rounds', supervisorUnitId: null } })
  })

  it("waits for the lead: an assisting unit's answer is not reviewed", () => {
    given(filed(), dispatched(), signed(ASSIST, UNITS.department), answeredLead(ASSIST))
      .when('review', { by: PEOPLE.reviewer, body: pass })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it('is refused to everybody without the permission, the dispatcher and the unit itself included', () => {
    for (const by of [PEOPLE.handler, PEOPLE.unitLead, PEOPLE.dispatcher, PEOPLE.operator, PEOPLE.callbackAgent]) {
      story().when('review', { by, body: pass }).thenRefused('PERMISSION_MISSING')
    }
  })
})
