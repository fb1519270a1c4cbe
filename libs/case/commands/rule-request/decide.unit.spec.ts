import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import {
  AGAIN, LEAD, PEOPLE, REQUEST, START, UNHAPPY, UNITS, asked, askedByHandler, calledBack, contacted, disputeBegun, dispatched, dueTimes, filed, given, person, reworked, signed,
  upToCallback,
} from '@tongban/testing/server'
import type { CaseEvent, RequestDetails } from '../../contract/index.js'

const handled = [filed(), dispatched(), signed(), contacted()] as const
const PROMISE = dueTimes(START).promiseDueAt
const approve = { requestId: REQUEST, verdict: 'approve', remarks: '属相邻镇辖区' } as const
const reject = { requestId: REQUEST, verdict: 'reject', remarks: '属本镇职责' } as const
const SHELVING: RequestDetails = {
  kind: 'shelving', measures: '已装临时照明', until: plus(START, 90 * DAY_MS), leader: '巴特尔', publicNote: '列入明年改造计划',
  milestones: [{ at: plus(START, 60 * DAY_MS), text: '改造开工' }, { at: plus(START, 30 * DAY_MS), text: '设计批复' }],
}
const leadOf = (state: ReturnType<typeof given>['state']) => state.assignments.find((item) => item.id === LEAD)

describe('ruling on a return', () => {
  it('rule 2: approved, hands the case to the unit that should have it with what is left of the promise, and charges the dispatch', () => {
    const story = given(...handled, asked())
    const state = story
      .when('rule_request', { by: PEOPLE.dispatcher, body: approve })
      .thenTypes('request.ruled.v1', 'case.dispatch_judged.v1', 'assignment.handed_over.v1', 'case.dispatched.v1')
    expect(leadOf(state)).toMatchObject({ status: 'returned' })
    expect(state.assignments.at(-1)).toMatchObject({ role: 'lead', unitId: UNITS.otherTownship, status: 'dispatched', promiseDueAt: PROMISE, dispatchedAt: story.now })
    expect(state).toMatchObject({ promiseDueAt: PROMISE, status: 'in_progress', procedures: { transfers: 1, requests: [{ status: 'approved', ruling: '属相邻镇辖区' }] } })
  })

  it('rule 2: gives a new promise only when the dispatcher says why', () => {
    const story = given(...handled, asked())
    const state = story.when('rule_request', { by: PEOPLE.dispatcher, body: { ...approve, newPromiseReason: '需要重新勘查' } }).state
    expect(state.promiseDueAt).toBe(dueTimes(story.now).promiseDueAt)
  })

  it('may give it to another unit than the one named, under the same hard rules', () => {
    const to = (leadUnitId: string) => given(...handled, asked()).when('rule_request', { by: PEOPLE.dispatcher, body: { ...approve, leadUnitId } })
    expect(to(UNITS.department).state.assignments.at(-1)).toMatchObject({ unitId: UNITS.department })
    to(UNITS.hotline).thenRefused('UNIT_CANNOT_LEAD')
    to(UNITS.township).thenRefused('UNIT_ALREADY_LEADS')
    to('nobody-knows').thenRefused('UNIT_UNKNOWN')
  })

  it('rule 2: rejected, may not be asked again, and the unit goes on with its clock as it was', () => {
    const state = given(...handled, asked()).when('rule_request', { by: PEOPLE.dispatcher, body: reject }).thenTypes('request.ruled.v1')
    expect(leadOf(state)).toMatchObject({ status: 'contacted', noReturn: true, promiseDueAt: PROMISE })
    expect(state.procedures.requests).toMatchObject([{ status: 'rejected', ruledBy: PEOPLE.dispatcher.userId }])
  })

  it('is the panel’s while a dispute is open', () => {
    given(...handled, asked(), disputeBegun()).when('rule_request', { by: PEOPLE.dispatcher, body: approve }).thenRefused('DISPUTE_OPEN')
    given(...handled, asked(), disputeBegun({ requestIds: [REQUEST] })).when('rule_request', { by: PEOPLE.dispatcher, body: approve }).thenRefused('REQUEST_STATE_FORBIDS')
  })
})

describe('who rules', () => {
  it('rule 12: is never the asker, who stood behind it, nor anyone of a unit that handles the case', () => {
    const ruler = (userId: string) => person('dispatcher', UNITS.hotline, { userId })
    given(...handled, asked()).when('rule_request', { by: ruler(PEOPLE.unitLead.userId), body: approve }).thenRefused('OWN_REQUEST')
    given(...handled, asked()).when('rule_request', { by: person('dispatcher', UNITS.township), body: approve }).thenRefused('OWN_UNIT_FORBIDDEN')
    given(...handled, asked()).when('rule_request', { by: person('dispatcher', UNITS.department), body: approve }).thenRefused('OWN_UNIT_FORBIDDEN')
  })

  it.each([
    ['return', undefined, PEOPLE.dispatcher, PEOPLE.reviewer, 'request.rule_dispatch'],
    ['extension', { kind: 'extension', until: plus(PROMISE, DAY_MS) }, PEOPLE.dispatcher, PEOPLE.supervisor, 'request.rule_dispatch'],
    ['shelving', SHELVING, PEOPLE.supervisor, PEOPLE.dispatcher, 'request.rule_shelving'],
    ['unreasonable', { kind: 'unreasonable', reasonCode: 'no_facts' }, PEOPLE.reviewer, PEOPLE.dispatcher, 'request.rule_outcome'],
    ['termination', { kind: 'termination' }, PEOPLE.reviewer, PEOPLE.supervisor, 'request.rule_outcome'],
  ] as const)('of %s is who the policy names', (_, details, ruler, other, permission) => {
    given(...handled, asked(details)).when('rule_request', { by: other, body: approve }).thenRefused('PERMISSION_MISSING', { permission })
    expect(given(...handled, asked(details)).when('rule_request', { by: ruler, body: approve }).state.procedures.requests).toMatchObject([{ status: 'approved' }])
  })

  it('waits until the unit stands behind it, and rules once', () => {
    given(...handled, askedByHandler()).when('rule_request', { by: PEOPLE.dispatcher, body: approve }).thenRefused('REQUEST_STATE_FORBIDS')
    const ruled = given(...handled, asked()).when('rule_request', { by: PEOPLE.dispatcher, body: reject }).events
    given(...handled, asked(), ...ruled).when('rule_request', { by: PEOPLE.dispatcher, body: approve }).thenRefused('REQUEST_STATE_FORBIDS')
    given(...handled).when('rule_request', { by: PEOPLE.dispatcher, body: approve }).thenRefused('REQUEST_NOT_FOUND')
  })
})

describe('ruling on an extension', () => {
  const extension = asked({ kind: 'extension', until: plus(PROMISE, DAY_MS) }, { reason: '灯杆基础需重新浇筑' })

  it('rule 5: approved, moves the promise of case and lead, and gives the citizen the reason', () => {
    const state = given(...handled, extension)
      .when('rule_request', { by: PEOPLE.dispatcher, body: approve })
      .thenTypes('request.ruled.v1', 'case.promise_extended.v1')
    expect(state.promiseDueAt).toBe(plus(PROMISE, DAY_MS))
    expect(leadOf(state)).toMatchObject({ promiseDueAt: plus(PROMISE, DAY_MS), status: 'contacted' })
    const [, extended] = given(...handled, extension).when('rule_request', { by: PEOPLE.dispatcher, body: approve }).events
    expect(extended?.data).toEqual({ assignmentId: LEAD, requestId: REQUEST, from: PROMISE, until: plus(PROMISE, DAY_MS), reason: '灯杆基础需重新浇筑' })
  })

  it('rule 5: rejected, leaves every clock as it was', () => {
    const state = given(...handled, extension).when('rule_request', { by: PEOPLE.dispatcher, body: reject }).state
    expect(state.promiseDueAt).toBe(PROMISE)
    expect(leadOf(state)).toMatchObject({ promiseDueAt: PROMISE, noReturn: false })
  })
})

describe('ruling on a shelving', () => {
  it('rule 6: approved, enters the ledger, to be looked at on its first milestone', () => {
    const story = given(...handled, asked(SHELVING))
    const state = story.when('rule_request', { by: PEOPLE.supervisor, body: approve }).thenTypes('request.ruled.v1', 'case.shelved.v1')
    expect(state.procedures.shelving).toMatchObject({
      requestId: REQUEST, leader: '巴特尔', since: story.now, until: plus(START, 90 * DAY_MS), nextReviewAt: plus(START, 30 * DAY_MS), endedAt: null,
      milestones: [{ text: '设计批复', doneAt: null }, { text: '改造开工', doneAt: null }],
    })
    expect(state).toMatchObject({ status: 'in_progress', promiseDueAt: PROMISE })
  })

  it('rule 6: is refused when its date has gone by while it waited', () => {
    given(...handled, asked(SHELVING)).when('rule_request', { by: PEOPLE.supervisor, body: approve, at: plus(START, 90 * DAY_MS) }).thenRefused('SHELVING_DATE_PAST')
  })
})

describe('ruling on the outcome', () => {
  it.each([
    ['an unreasonable demand', { kind: 'unreasonable', reasonCode: 'against_law' }, 'against_law'],
    ['a termination', { kind: 'termination' }, 'terminated'],
  ] as const)('approved, ends the case over %s with its code, and every duty with it', (_, details, code) => {
    const state = given(...handled, asked(details)).when('rule_request', { by: PEOPLE.reviewer, body: approve }).thenTypes('request.ruled.v1', 'case.terminated.v1')
    expect(state).toMatchObject({ status: 'terminated', endedReason: code, closedAt: null })
    expect(new Set(state.assignments.map((item) => item.status))).toEqual(new Set(['recalled']))
  })

  it('waits for an open dispute', () => {
    given(...handled, asked({ kind: 'termination' }), disputeBegun()).when('rule_request', { by: PEOPLE.reviewer, body: approve }).thenRefused('DISPUTE_OPEN')
  })

  const rated: readonly CaseEvent[] = [
    ...upToCallback(), calledBack(UNHAPPY), reworked(2), dispatched({ round: 2, assignments: [{ assignmentId: AGAIN, role: 'lead', unitId: UNITS.township }] }),
    asked({ kind: 'rating_review', round: 1 }),
  ]
  it.each([
    ['set aside', approve, true],
    ['left standing', reject, false],
  ] as const)('of a rating has its answers %s, and kept', (_, body, setAside) => {
    const state = given(...rated).when('rule_request', { by: PEOPLE.reviewer, body }).thenTypes('request.ruled.v1', 'case.rating_reviewed.v1')
    expect(state.firstCallback).toMatchObject({ outcome: 'answered', answers: UNHAPPY, setAside })
    expect(state.finalCallback).toMatchObject({ setAside })
    expect(state).toMatchObject({ status: 'in_progress', round: 2 })
  })
})
