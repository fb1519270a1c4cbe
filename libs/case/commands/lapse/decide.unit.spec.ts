import { describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, plus } from '@tongban/kernel/core'
import {
  DISPUTE, LEAD, PEOPLE, REQUEST, START, UNITS, asked, askedByHandler, contacted, disputeBegun, dispatched, dueTimes, filed, given, signed, upToCallback,
} from '@tongban/testing/server'

const handled = [filed(), dispatched(), signed(), contacted()] as const
const ruling = { subjectId: REQUEST, what: 'ruling' } as const
const DUE = plus(START, 4 * HOUR_MS)

describe('a ruling that came too late', () => {
  it('rule 3: of a return becomes a dispute, for somebody has to say who owns the case', () => {
    const state = given(...handled, asked()).when('lapse', { by: PEOPLE.system, body: ruling, at: DUE }).thenTypes('request.lapsed.v1', 'case.dispute_opened.v1')
    expect(state.procedures.disputes).toMatchObject([{ cause: 'lapsed_ruling', requestIds: [REQUEST], unitIds: [UNITS.township, UNITS.otherTownship] }])
    expect(state.procedures.requests).toMatchObject([{ status: 'in_dispute' }])
    expect(state).toMatchObject({ status: 'in_progress' })
  })

  it('rule 5: of an extension grants nothing and stops no clock', () => {
    const promise = dueTimes(START).promiseDueAt
    const state = given(...handled, asked({ kind: 'extension', until: plus(promise, DAY_MS) }))
      .when('lapse', { by: PEOPLE.system, body: ruling, at: DUE })
      .thenEvents({ type: 'request.lapsed.v1', data: { requestId: REQUEST, kind: 'extension', unitId: UNITS.township } })
    expect(state.procedures.requests).toMatchObject([{ status: 'lapsed' }])
    expect(state.promiseDueAt).toBe(promise)
    expect(state.assignments.find((item) => item.id === LEAD)).toMatchObject({ promiseDueAt: promise, status: 'contacted' })
  })

  it('is said once, not before it is due, and not of what nobody has to rule on', () => {
    const late = { by: PEOPLE.system, body: ruling, at: DUE }
    const lapsed = given(...handled, asked({ kind: 'termination' })).when('lapse', late).events
    given(...handled, asked({ kind: 'termination' }), ...lapsed).when('lapse', late).thenRefused('REQUEST_STATE_FORBIDS')
    given(...handled, asked()).when('lapse', { ...late, at: plus(DUE, -1) }).thenRefused('LAPSE_TOO_EARLY')
    given(...handled, askedByHandler()).when('lapse', late).thenRefused('REQUEST_STATE_FORBIDS')
    given(...handled).when('lapse', late).thenRefused('REQUEST_NOT_FOUND')
  })

  it('is the system’s to say', () => {
    for (const by of [PEOPLE.dispatcher, PEOPLE.supervisor, PEOPLE.unitLead]) {
      given(...handled, asked()).when('lapse', { by, body: ruling, at: DUE }).thenRefused('PERMISSION_MISSING')
    }
  })
})

describe('an adjudication that came too late', () => {
  const body = { subjectId: DISPUTE, what: 'adjudication' } as const
  const at = plus(START, DAY_MS)

  it('is on record once, and the dispute goes on', () => {
    const story = [...handled, disputeBegun()] as const
    const state = given(...story).when('lapse', { by: PEOPLE.system, body, at }).thenEvents({ type: 'case.dispute_lapsed.v1', data: { disputeId: DISPUTE } })
    expect(state.procedures.disputes).toMatchObject([{ lapsedAt: at, ruling: null }])
    given(...story, { type: 'case.dispute_lapsed.v1', data: { disputeId: DISPUTE } }).when('lapse', { by: PEOPLE.system, body, at }).thenRefused('DISPUTE_LAPSED_ALREADY')
  })

  it('is refused when there is no such dispute, or it is not due', () => {
    given(...handled, disputeBegun()).when('lapse', { by: PEOPLE.system, body, at: plus(at, -1) }).thenRefused('LAPSE_TOO_EARLY')
    given(...upToCallback()).when('lapse', { by: PEOPLE.system, body, at }).thenRefused('DISPUTE_NOT_FOUND')
  })
})
