import { describe, expect, it } from '@jest/globals'
import { DAY_MS, MINUTE_MS, plus } from '@tongban/kernel/core'
import {
  AGAIN, ASSIST, LEAD, PEOPLE, SATISFIED, START, UNHAPPY, UNITS, asked, calledBack, closed, contacted, dispatched, dueTimes, filed, given, limitAfter, person, returnDetails, reworked,
  signed, upToCallback, upToReply, withdrawn,
} from '@tongban/testing/server'
import type { CaseCommandInput, CaseEvent } from '../../contract/index.js'
import { REQUEST_KINDS, REQUEST_POLICIES, requestPolicyRows } from '../../contract/request-policies.js'

type Body = CaseCommandInput<'request'>
const PROMISE = dueTimes(START).promiseDueAt
const EVIDENCE = ['0199a000-0000-7000-8000-0000000000ab']
const ask = (details: Body['details'], change: Partial<Body> = {}): Body => ({ reason: '事发地在相邻镇辖区', details, attachmentIds: EVIDENCE, ...change })
const extension = (until: number): Body => ask({ kind: 'extension', until })
const shelving = (change: Partial<Extract<Body['details'], { kind: 'shelving' }>> = {}): Body =>
  ask({
    kind: 'shelving', measures: '已装临时照明', until: plus(START, 90 * DAY_MS), milestones: [{ at: plus(START, 60 * DAY_MS), text: '改造开工' }], leader: '巴特尔',
    publicNote: '列入明年改造计划', ...change,
  })
const handled = [filed(), dispatched(), signed(), contacted()] as const
/** Without assists: the lead may reply whenever it is ready. */
const alone = [filed(), dispatched({ assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.township }] }), signed(), contacted()] as const
const SIGNED_AT = plus(START, 2 * MINUTE_MS)
const byLead = (story: readonly CaseEvent[], body: Body, at?: ReturnType<typeof plus>) =>
  given(...story).when('request', { by: PEOPLE.unitLead, body, on: LEAD, ...(at === undefined ? {} : { at }) })

describe('asking the hotline for something', () => {
  it("waits for the unit's own lead when a handler asks, and nothing runs meanwhile", () => {
    const state = given(...handled)
      .when('request', { by: PEOPLE.handler, body: ask(returnDetails), on: LEAD })
      .thenEvents(asked(returnDetails, {
        requestId: 'new-1', status: 'awaiting_endorsement', askedBy: PEOPLE.handler.userId, rulingDueAt: null, attachmentIds: EVIDENCE,
      }))
    expect(state.status).toBe('in_progress')
    expect(state.procedures.requests).toMatchObject([{ status: 'awaiting_endorsement', endorsedBy: null, rulingDueAt: null }])
  })

  it("is the unit's word at once when its lead asks, and its ruling is due from then", () => {
    const story = given(...handled)
    const state = story.when('request', { by: PEOPLE.unitLead, body: ask(returnDetails), on: LEAD }).thenTypes('request.asked.v1')
    expect(state.procedures.requests).toMatchObject([
      { status: 'pending', endorsedBy: PEOPLE.unitLead.userId, rulingDueAt: limitAfter('return_ruling', story.now), ruledBy: null },
    ])
    expect(state.assignments.find((item) => item.id === LEAD)).toMatchObject({ status: 'contacted', promiseDueAt: PROMISE })
  })

  it('is for the unit that leads: not for an assist, not for another unit', () => {
    given(filed(), dispatched(), signed(ASSIST, UNITS.department))
      .when('request', { by: PEOPLE.departmentLead, body: ask(returnDetails), on: ASSIST })
      .thenRefused('ASSIGNMENT_ROLE_FORBIDS')
    given(...handled).when('request', { by: PEOPLE.otherHandler, body: ask(returnDetails), on: LEAD }).thenRefused('NOT_YOUR_ASSIGNMENT')
    given(...handled).when('request', { by: PEOPLE.dispatcher, body: ask(returnDetails), on: LEAD }).thenRefused('PERMISSION_MISSING')
  })

  it('is not for an assignment nobody has signed, nor for a case that has ended', () => {
    byLead([filed(), dispatched()], ask(returnDetails)).thenRefused('ASSIGNMENT_STATE_FORBIDS')
    byLead([...handled, withdrawn], ask(returnDetails)).thenRefused('CASE_STATE_FORBIDS')
  })

  it('happens one at a time, and as often as the policy says', () => {
    byLead([...handled, asked()], ask(returnDetails)).thenRefused('REQUEST_OPEN', { kind: 'return', kindZh: '退单' })
    const ruled: CaseEvent = {
      type: 'request.ruled.v1',
      data: {
        requestId: '0199a000-0000-7000-8000-000000000021', kind: 'extension', assignmentId: LEAD, unitId: UNITS.township, verdict: 'rejected', remarks: '理由不足',
        ruledBy: 'dispatcher',
      },
    }
    byLead([...handled, asked({ kind: 'extension', until: plus(PROMISE, DAY_MS) }), ruled], extension(plus(PROMISE, DAY_MS))).thenRefused('REQUEST_ALREADY_MADE', {
      kind: 'extension', kindZh: '延期', times: 1,
    })
  })

  it.each(['request.lapsed.v1', 'request.cancelled.v1'] as const)('may be repeated after %s: that does not count', (type) => {
    const data = { requestId: '0199a000-0000-7000-8000-000000000021', kind: 'extension', unitId: UNITS.township }
    const over = (type === 'request.lapsed.v1' ? { type, data } : { type, data: { ...data, reason: '再想想' } }) as CaseEvent
    byLead([...handled, asked({ kind: 'extension', until: plus(PROMISE, DAY_MS) }), over], extension(plus(PROMISE, DAY_MS))).thenTypes('request.asked.v1')
  })

  it('is not taken back and asked again for ever: the eleventh is refused', () => {
    const kind = 'extension' as const
    const tries = (times: number): CaseEvent[] =>
      Array.from({ length: times }, (_, index) => `0199a000-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`).flatMap((requestId) => [
        asked({ kind, until: plus(PROMISE, DAY_MS) }, { requestId }),
        { type: 'request.cancelled.v1', data: { requestId, kind, unitId: UNITS.township, reason: '再想想' } } as CaseEvent,
      ])
    byLead([...handled, ...tries(9)], extension(plus(PROMISE, DAY_MS))).thenTypes('request.asked.v1')
    byLead([...handled, ...tries(10)], extension(plus(PROMISE, DAY_MS))).thenRefused('REQUEST_ALREADY_MADE')
  })

  it.each(REQUEST_KINDS.filter((kind) => REQUEST_POLICIES[kind].needsEvidence && kind !== 'rating_review'))('asks for evidence with %s', (kind) => {
    const details = { shelving: shelving().details, unreasonable: { kind: 'unreasonable', reasonCode: 'no_facts' }, termination: { kind: 'termination' } }[kind as 'shelving'] as Body['details']
    byLead(handled, ask(details, { attachmentIds: [] })).thenRefused('REQUEST_NEEDS_EVIDENCE')
    byLead(handled, ask(details)).thenTypes('request.asked.v1')
  })
})

describe('a return', () => {
  it('rule 2: is asked inside the return window, which runs from the signing', () => {
    const end = limitAfter('return_window', SIGNED_AT)
    byLead(handled, ask(returnDetails), plus(end, -1)).thenTypes('request.asked.v1')
    byLead(handled, ask(returnDetails), end).thenRefused('REQUEST_TOO_LATE', { kind: 'return', kindZh: '退单' })
  })

  it('rule 2: names the unit that should have it, and that unit could have it', () => {
    const to = (expectedUnitId: string): Body => ask({ ...returnDetails, expectedUnitId } as Body['details'])
    byLead(handled, to('nobody-knows')).thenRefused('UNIT_UNKNOWN', { unitId: 'nobody-knows' })
    byLead(handled, to(UNITS.township)).thenRefused('EXPECTED_UNIT_IS_OWN')
    byLead(handled, to(UNITS.hotline)).thenRefused('UNIT_CANNOT_LEAD')
    byLead([filed({ subjectUnitIds: [UNITS.otherTownship] }), ...handled.slice(1)], to(UNITS.otherTownship)).thenRefused('UNIT_RECUSED')
  })

  it('rule 2: is over for good once a return was rejected, or a ruling gave the case', () => {
    const forced = dispatched({ assignments: [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.township, noReturn: true }] })
    byLead([filed(), forced, signed(), contacted()], ask(returnDetails)).thenRefused('RETURN_FORBIDDEN')
  })

  it('rule 3: of a case that was given back before opens a dispute instead of a dispatcher’s ruling, and the unit goes on handling', () => {
    const next = dispatched({ assignments: [{ assignmentId: AGAIN, role: 'lead', unitId: UNITS.otherTownship }] })
    const approved = { requestId: '0199a000-0000-7000-8000-000000000021', kind: 'return', assignmentId: LEAD, unitId: UNITS.township, verdict: 'approved', remarks: '', ruledBy: 'dispatcher' } as const
    const story = [
      ...handled, asked(), { type: 'request.ruled.v1', data: approved } as CaseEvent,
      { type: 'assignment.handed_over.v1', data: { assignmentId: LEAD, unitId: UNITS.township, toUnitId: UNITS.otherTownship, cause: 'return', counted: true, reason: '' } } as CaseEvent,
      next, signed(AGAIN, UNITS.otherTownship),
    ]
    const body = ask({ ...returnDetails, expectedUnitId: UNITS.department } as Body['details'])
    const state = given(...story).when('request', { by: person('unit_lead', UNITS.otherTownship), body, on: AGAIN }).thenTypes('request.asked.v1', 'case.dispute_opened.v1')
    expect(state.procedures.requests.at(-1)).toMatchObject({ status: 'in_dispute', rulingDueAt: null })
    expect(state.procedures.disputes).toMatchObject([{ cause: 'second_return', unitIds: [UNITS.township, UNITS.otherTownship, UNITS.department] }])
    expect(state).toMatchObject({ status: 'in_progress' })
  })
})

describe('an extension', () => {
  it('rule 5: is asked before the deadline', () => {
    byLead(handled, extension(plus(PROMISE, DAY_MS)), plus(PROMISE, -1)).thenTypes('request.asked.v1')
    byLead(handled, extension(plus(PROMISE, DAY_MS)), PROMISE).thenRefused('REQUEST_TOO_LATE')
  })

  it('rule 5: reaches at most the original length, and further than the promise', () => {
    byLead(handled, extension(dueTimes(PROMISE).promiseDueAt)).thenTypes('request.asked.v1')
    byLead(handled, extension(plus(dueTimes(PROMISE).promiseDueAt, 1))).thenRefused('EXTENSION_TOO_LONG')
    byLead(handled, extension(PROMISE)).thenRefused('EXTENSION_NOT_LATER')
  })
})

describe('a shelving', () => {
  it('rule 6: has an explicit date ahead and milestones on the way to it', () => {
    byLead(handled, shelving()).thenTypes('request.asked.v1')
    byLead(handled, shelving({ until: START })).thenRefused('SHELVING_DATE_PAST')
    byLead(handled, shelving({ until: plus(START, 800 * DAY_MS) })).thenRefused('SHELVING_TOO_LONG', { days: 730 })
    byLead(handled, shelving({ milestones: [{ at: plus(START, 91 * DAY_MS), text: '改造开工' }] })).thenRefused('SHELVING_MILESTONE_OUTSIDE')
    byLead(handled, shelving({ milestones: [{ at: START, text: '改造开工' }] })).thenRefused('SHELVING_MILESTONE_OUTSIDE')
  })
})

describe('a review of a rating', () => {
  const review = (round: number): Body => ask({ kind: 'rating_review', round })
  const rated = [...upToCallback(), calledBack(UNHAPPY), reworked(2), dispatched({ round: 2, assignments: [{ assignmentId: AGAIN, role: 'lead', unitId: UNITS.township }] })]

  it('is asked for a bad one of its own round, within days of the callback', () => {
    byLead(rated, review(1)).thenTypes('request.asked.v1')
    byLead(rated, review(2)).thenRefused('RATING_NOT_REVIEWABLE', { round: 2 })
    const calledAt = plus(START, 6 * MINUTE_MS)
    byLead(rated, review(1), plus(calledAt, 5 * DAY_MS - 1)).thenTypes('request.asked.v1')
    byLead(rated, review(1), plus(calledAt, 5 * DAY_MS)).thenRefused('REQUEST_TOO_LATE')
  })

  it('is not asked for praise, nor before anybody called', () => {
    byLead([...upToCallback(), calledBack(SATISFIED), closed()], review(1)).thenRefused('RATING_NOT_REVIEWABLE')
    byLead(upToCallback(), review(1)).thenRefused('RATING_NOT_REVIEWABLE')
  })
})

describe('what moves the case on', () => {
  it('ends the requests that hang on the duty, in the timeline', () => {
    const state = given(...alone, asked())
      .when('reply', { by: PEOPLE.handler, body: { text: '已到现场更换三盏路灯光源，当晚恢复照明。' }, on: LEAD })
      .thenTypes('assignment.replied.v1', 'request.cancelled.v1')
    expect(state.procedures.requests).toMatchObject([{ status: 'cancelled', rulingDueAt: null }])
  })

  it('leaves alone what can still be ruled on, and adds nothing to a case without requests', () => {
    given(...alone, asked({ kind: 'termination' }))
      .when('reply', { by: PEOPLE.handler, body: { text: '已到现场更换三盏路灯光源，当晚恢复照明。' }, on: LEAD })
      .thenTypes('assignment.replied.v1')
    given(...upToReply(), asked({ kind: 'termination' })).when('withdraw', { by: PEOPLE.operator, body: { reason: '不再需要' } }).thenTypes('case.withdrawn.v1', 'request.cancelled.v1')
    given(...handled).when('withdraw', { by: PEOPLE.operator, body: { reason: '不再需要' } }).thenTypes('case.withdrawn.v1')
  })
})

describe('the policies', () => {
  it('are printed one line each, with every column filled', () => {
    expect(requestPolicyRows()).toHaveLength(REQUEST_KINDS.length)
    expect(requestPolicyRows().flat().filter((cell) => cell === '')).toEqual([])
  })
})
