import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import {
  COPY, DISPUTE, LEAD, PEOPLE, RETURN, SATISFIED, START, UNHAPPY, UNITS, contacted, disputeBegun, dispatched, filed, given, panelComplete, person, replied, returnAsked,
  reviewPassed, signed,
} from '@tongban/testing/server'
import { openDispute } from '../../domain/procedures.js'

const TWO = [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.township }, { assignmentId: COPY, role: 'cc', unitId: UNITS.coordinator }] as const
const handled = () => [filed(), dispatched({ assignments: [...TWO] }), signed(), contacted()] as const
const body = { otherUnitIds: [UNITS.department], reason: '两个单位对路灯管护职责认识不一' }

describe('opening a dispute', () => {
  it('rule 3: names whoever has the lead and whoever is said to have it, with a deadline of its own', () => {
    const story = given(...handled())
    const state = story.when('open_dispute', { by: PEOPLE.dispatcher, body }).thenEvents({
      type: 'case.dispute_opened.v1',
      data: {
        disputeId: 'new-1', cause: 'by_hand', requestIds: [], unitIds: [UNITS.township, UNITS.department], assignmentId: LEAD, dueAt: plus(story.now, DAY_MS),
        reason: body.reason,
      },
    })
    expect(openDispute(state.procedures)).toMatchObject({ id: 'new-1', openedAt: story.now, lapsedAt: null, ruling: null, mootAt: null })
  })

  it('rule 3: takes a return nobody has ruled on into the dispute', () => {
    const state = given(...handled(), returnAsked()).when('open_dispute', { by: PEOPLE.supervisor, body }).state
    expect(openDispute(state.procedures)?.requestIds).toEqual([RETURN])
    expect(state.procedures.requests.map((request) => request.status)).toEqual(['in_dispute'])
  })

  it('refuses a second one while the first is open, and allows one after it is settled', () => {
    given(...handled(), disputeBegun()).when('open_dispute', { by: PEOPLE.dispatcher, body }).thenRefused('DISPUTE_OPEN')
    const settled = given(...handled(), disputeBegun(), panelComplete()).when('rule_dispute', {
      by: PEOPLE.supervisor, body: { leadUnitId: UNITS.township, principle: '村道路灯由苏木镇管护', reasons: '灯杆编号不在市政移交清单内', legalBasis: '移交清单' },
    }).events
    given(...handled(), disputeBegun(), panelComplete(), ...settled).when('open_dispute', { by: PEOPLE.dispatcher, body }).thenTypes('case.dispute_opened.v1')
  })

  it.each([
    ['nobody has heard of', 'nowhere', 'UNIT_UNKNOWN'],
    ['never leads', UNITS.hotline, 'UNIT_CANNOT_LEAD'],
    ['has it already', UNITS.township, 'UNIT_ALREADY_LEADS'],
  ])('refuses a party that %s', (_, unitId, code) => {
    given(...handled()).when('open_dispute', { by: PEOPLE.dispatcher, body: { ...body, otherUnitIds: [unitId] } }).thenRefused(code)
  })

  it('rule 12: refuses the unit the case is about as a party', () => {
    given(filed({ subjectUnitIds: [UNITS.department] }), dispatched({ assignments: [...TWO] })).when('open_dispute', { by: PEOPLE.dispatcher, body }).thenRefused('UNIT_RECUSED')
  })

  it('rule 12: is not for somebody of the unit that handles it', () => {
    given(...handled()).when('open_dispute', { by: person('supervisor', UNITS.township), body }).thenRefused('OWN_UNIT_FORBIDDEN')
    given(...handled()).when('open_dispute', { by: PEOPLE.handler, body }).thenRefused('PERMISSION_MISSING')
  })
})

describe('先办后议: while a dispute is open', () => {
  it('rule 3: the unit that has it goes on signing, contacting and replying', () => {
    given(filed(), dispatched({ assignments: [...TWO] }), disputeBegun()).when('sign', { by: PEOPLE.handler, on: LEAD, body: {} }).thenTypes('assignment.signed.v1')
    given(filed(), dispatched({ assignments: [...TWO] }), signed(), disputeBegun())
      .when('contact', { by: PEOPLE.handler, on: LEAD, body: { reached: true, method: 'phone', note: '已电话联系' } }).thenTypes('assignment.contacted.v1')
    const state = given(...handled(), disputeBegun())
      .when('reply', { by: PEOPLE.handler, on: LEAD, body: { text: '已到现场更换三盏路灯光源，当晚恢复照明。' } }).state
    expect(state.status).toBe('awaiting_review')
    expect(openDispute(state.procedures)).not.toBeNull()
  })

  it('rule 3: nobody takes it from that unit', () => {
    given(...handled(), disputeBegun()).when('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.department, reason: '属于部门职责' } }).thenRefused('DISPUTE_OPEN')
  })

  it('the promise to the citizen stands as it was', () => {
    const before = given(...handled())
    expect(given(...handled(), disputeBegun()).state.promiseDueAt).toBe(before.state.promiseDueAt)
  })
})

describe('a case that ends over an open dispute', () => {
  const toCallback = () => given(...handled(), disputeBegun({ requestIds: [] }), replied(), reviewPassed())

  it('rule 3: does not make the citizen wait: the callback closes it and the dispute is moot', () => {
    const story = toCallback()
    const state = story
      .when('record_callback', { by: PEOPLE.callbackAgent, body: { outcome: 'answered', answers: SATISFIED, note: '', attempts: 1 } })
      .thenTypes('case.callback_recorded.v1', 'case.closed.v1', 'case.dispute_mooted.v1')
    expect(state.procedures.disputes).toMatchObject([{ id: DISPUTE, ruling: null, mootAt: story.now }])
  })

  it('is moot too when there is no callback to wait for', () => {
    given(filed({ wantsCallback: false }), ...handled().slice(1), disputeBegun(), replied())
      .when('review', { by: PEOPLE.reviewer, body: { verdict: 'pass' } })
      .thenTypes('case.review_passed.v1', 'case.callback_recorded.v1', 'case.closed.v1', 'case.dispute_mooted.v1')
  })

  it('settles the returns that waited for the ruling', () => {
    const state = given(...handled(), returnAsked(), disputeBegun({ requestIds: [RETURN] }), replied(), reviewPassed())
      .when('record_callback', { by: PEOPLE.callbackAgent, body: { outcome: 'refused', note: '', attempts: 1 } }).state
    expect(state.procedures.requests).toMatchObject([{ id: RETURN, status: 'cancelled', ruling: '工单已经办结或结束，不再裁定' }])
  })

  it('goes on with the dispute when the citizen is not satisfied and the case goes round again', () => {
    const state = toCallback()
      .when('record_callback', { by: PEOPLE.callbackAgent, body: { outcome: 'answered', answers: UNHAPPY, note: '', attempts: 1 } })
      .thenTypes('case.callback_recorded.v1', 'case.rework_started.v1', 'case.dispatched.v1')
    expect(openDispute(state.procedures)?.id).toBe(DISPUTE)
  })

  it('leaves an ordinary case as it was, and a ruled dispute ruled', () => {
    const ruled = given(...handled(), disputeBegun(), panelComplete())
      .when('rule_dispute', { by: PEOPLE.supervisor, body: { leadUnitId: UNITS.township, principle: '村道路灯由苏木镇管护', reasons: '灯杆编号不在市政移交清单内', legalBasis: '移交清单' } })
    expect(openDispute(ruled.state.procedures)).toBeNull()
    given(...handled(), disputeBegun(), panelComplete(), ...ruled.events, replied(), reviewPassed())
      .when('record_callback', { by: PEOPLE.callbackAgent, body: { outcome: 'refused', note: '', attempts: 1 } })
      .thenTypes('case.callback_recorded.v1', 'case.closed.v1')
  })
})

describe('an adjudication nobody held in time', () => {
  it('rule 3: is marked as lapsed and stays open', () => {
    const state = given(...handled(), disputeBegun(), { type: 'case.dispute_lapsed.v1', data: { disputeId: DISPUTE } }).state
    expect(openDispute(state.procedures)?.lapsedAt).toBeGreaterThan(START)
  })
})
