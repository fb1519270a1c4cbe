import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import {
  AGAIN,
  LEAD,
  PEOPLE,
  SATISFIED,
  START,
  UNHAPPY,
  UNITS,
  calledBack,
  contacted,
  dispatched,
  dueTimes,
  given,
  person,
  replied,
  reviewPassed,
  reworked,
  sentBack,
  signed,
  upToCallback,
  upToReply,
} from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const story = () => given(...upToCallback())
const answered = (answers: typeof SATISFIED) => ({ outcome: 'answered', answers, note: '', attempts: 1 }) as const
const SILENT = { contacted: null, resolved: null, satisfaction: null, truthful: null } as const

/** The first round ended unhappy, and the second waits for its callback. */
const secondRound = () =>
  given(
    ...upToCallback(),
    calledBack(UNHAPPY),
    reworked(2),
    dispatched({ round: 2, assignments: [{ assignmentId: AGAIN, role: 'lead', unitId: UNITS.township }] }),
    signed(AGAIN),
    contacted(AGAIN),
    replied(AGAIN),
    reviewPassed(AGAIN),
  )

describe('what the citizen says in the callback', () => {
  it('closes the case when nothing is wrong', () => {
    const state = story()
      .when('record_callback', { by: PEOPLE.callbackAgent, body: answered(SATISFIED) })
      .thenEvents(
        { type: 'case.callback_recorded.v1', data: { outcome: 'answered', answers: SATISFIED, note: '', round: 1, attempts: 1 } },
        { type: 'case.closed.v1', data: { round: 1 } },
      )
    expect(state).toMatchObject({ status: 'closed', closedAt: story().now })
  })

  it.each([
    ['was not contacted', { ...SATISFIED, contacted: false }, '群众反映未与其联系'],
    ['has the problem still', { ...SATISFIED, resolved: false }, '群众反映问题未解决'],
    ['is dissatisfied', { ...SATISFIED, satisfaction: 'dissatisfied' }, '群众不满意'],
    ['is very dissatisfied', { ...SATISFIED, satisfaction: 'very_dissatisfied' }, '群众不满意'],
    ['calls the reply untrue', { ...SATISFIED, truthful: false }, '群众反映回复不属实'],
    ['says several things', { ...UNHAPPY, truthful: false }, '群众反映问题未解决；群众不满意；群众反映回复不属实'],
  ] as const)('starts the next round when the citizen %s', (_, answers, reason) => {
    const at = plus(START, 6 * DAY_MS)
    const state = story()
      .when('record_callback', { by: PEOPLE.callbackAgent, body: answered(answers), at })
      .thenEvents(
        { type: 'case.callback_recorded.v1', data: { outcome: 'answered', answers, note: '', round: 1, attempts: 1 } },
        { type: 'case.rework_started.v1', data: { round: 2, reason } },
        {
          type: 'case.dispatched.v1',
          data: {
            round: 2,
            automatic: true,
            reason,
            due: dueTimes(at),
            assignments: [
              { assignmentId: 'new-1', role: 'lead', unitId: UNITS.township },
              { assignmentId: 'new-2', role: 'cc', unitId: UNITS.coordinator },
            ],
          },
        },
      )
    expect(state).toMatchObject({
      status: 'in_progress',
      round: 2,
      repliedAt: null,
      closedAt: null,
      promiseDueAt: dueTimes(at).promiseDueAt,
    })
    expect(state.assignments.find((item) => item.id === LEAD)?.status).toBe('accepted')
  })

  it('is not held against the unit when the citizen said nothing, or is basically satisfied', () => {
    for (const answers of [SILENT, { ...SATISFIED, satisfaction: 'basically_satisfied' as const }]) {
      story()
        .when('record_callback', { by: PEOPLE.callbackAgent, body: answered(answers) })
        .thenTypes('case.callback_recorded.v1', 'case.closed.v1')
    }
  })

  it('keeps the first and the final answers both', () => {
    const state = secondRound().when('record_callback', { by: PEOPLE.callbackAgent, body: answered(SATISFIED) }).state
    expect(state).toMatchObject({
      status: 'closed',
      firstCallback: { outcome: 'answered', answers: UNHAPPY },
      finalCallback: { outcome: 'answered', answers: SATISFIED },
    })
  })

  it('speaks of the unit of the last round, and may start a third', () => {
    const state = secondRound().when('record_callback', { by: PEOPLE.callbackAgent, body: answered(UNHAPPY) }).state
    expect(state.round).toBe(3)
    expect(state.assignments.filter((item) => item.role === 'lead').map((item) => [item.round, item.status])).toEqual([
      [1, 'accepted'],
      [2, 'accepted'],
      [3, 'dispatched'],
    ])
  })

  it('gives the third round to the unit above and lets the first one assist, also when a reply sent back had counted the round up', () => {
    const sentBackOnce = given(...upToReply(), sentBack(2), replied(), reviewPassed())
    const state = sentBackOnce.when('record_callback', { by: PEOPLE.callbackAgent, body: answered(UNHAPPY) }).state
    expect(state.assignments.filter((item) => item.round === 3).map((item) => [item.role, item.unitId])).toEqual([
      ['lead', UNITS.coordinator],
      ['assist', UNITS.township],
    ])
  })
})

describe('a citizen who says nothing', () => {
  it('is unreachable after three attempts, which is never satisfied', () => {
    const state = story()
      .when('record_callback', { by: PEOPLE.callbackAgent, body: { outcome: 'unreachable', note: '三次无人接听', attempts: 3 } })
      .thenEvents(
        { type: 'case.callback_recorded.v1', data: { outcome: 'unreachable', answers: null, note: '三次无人接听', round: 1, attempts: 3 } },
        { type: 'case.closed.v1', data: { round: 1 } },
      )
    expect(state.finalCallback).toMatchObject({ outcome: 'unreachable', answers: null })
  })

  it('is not unreachable before the third attempt', () => {
    const accepts = (value: object) => CASE_COMMANDS.record_callback.body.safeParse(value).success
    expect(accepts({ outcome: 'unreachable', note: '', attempts: 2 })).toBe(false)
    expect(accepts({ outcome: 'unreachable', note: '', attempts: 3, answers: SATISFIED })).toBe(false)
    expect(accepts({ outcome: 'answered', note: '', attempts: 1 })).toBe(false)
    expect(accepts({ outcome: 'answered', note: '', attempts: 4, answers: SATISFIED })).toBe(false)
  })

  it('may refuse to answer, which closes the case without an answer', () => {
    const state = story().when('record_callback', { by: PEOPLE.callbackAgent, body: { outcome: 'refused', note: '', attempts: 1 } }).state
    expect(state).toMatchObject({ status: 'closed', finalCallback: { outcome: 'refused', answers: null } })
  })
})

describe('who may call back', () => {
  it('is nobody of a unit that handled the case', () => {
    for (const unitId of [UNITS.township, UNITS.department]) {
      story()
        .when('record_callback', { by: person('callback_agent', unitId), body: answered(SATISFIED) })
        .thenRefused('OWN_UNIT_FORBIDDEN', { actionZh: '回访' })
    }
  })

  it('is nobody without the permission', () => {
    for (const by of [PEOPLE.handler, PEOPLE.reviewer, PEOPLE.dispatcher, PEOPLE.operator, PEOPLE.system]) {
      story()
        .when('record_callback', { by, body: answered(SATISFIED) })
        .thenRefused('PERMISSION_MISSING')
    }
  })

  it('waits until the review has passed', () => {
    given(...upToReply())
      .when('record_callback', { by: PEOPLE.callbackAgent, body: answered(SATISFIED) })
      .thenRefused('CASE_STATE_FORBIDS')
  })
})
