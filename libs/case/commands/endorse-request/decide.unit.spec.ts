import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import {
  PEOPLE, REQUEST, UNITS, asked, askedByHandler, contacted, disputeBegun, dispatched, dueTimes, filed, given, limitAfter, person, signed, START,
} from '@tongban/testing/server'
import type { CaseEvent } from '../../contract/index.js'
import { allowedActions } from '../../domain/index.js'

const handled = [filed(), dispatched(), signed(), contacted()] as const
const agree = { requestId: REQUEST, verdict: 'agree' } as const
const refusal = { requestId: REQUEST, verdict: 'refuse', remarks: '应由我镇办理' } as const

describe("endorsing a request of one's own unit", () => {
  it('puts it to whoever rules, whose time begins now', () => {
    const story = given(...handled, askedByHandler())
    const state = story.when('endorse_request', { by: PEOPLE.unitLead, body: agree }).thenEvents({
      type: 'request.endorsed.v1',
      data: { requestId: REQUEST, kind: 'return', unitId: UNITS.township, endorsedBy: PEOPLE.unitLead.userId, rulingDueAt: limitAfter('return_ruling', story.now) },
    })
    expect(state.procedures.requests).toMatchObject([{ status: 'pending', endorsedBy: PEOPLE.unitLead.userId }])
  })

  it('rule 2: counts the window by the asking, not by the endorsing', () => {
    const late = plus(limitAfter('return_window', START), DAY_MS)
    given(...handled, askedByHandler()).when('endorse_request', { by: PEOPLE.unitLead, body: agree, at: late }).thenTypes('request.endorsed.v1')
    const afterPromise = plus(dueTimes(START).promiseDueAt, 1)
    given(...handled, askedByHandler({ kind: 'extension', until: plus(afterPromise, DAY_MS) }))
      .when('endorse_request', { by: PEOPLE.unitLead, body: agree, at: afterPromise })
      .thenTypes('request.endorsed.v1')
  })

  it('refused by the lead it is as if it had not been asked', () => {
    const state = given(...handled, askedByHandler()).when('endorse_request', { by: PEOPLE.unitLead, body: refusal }).thenEvents({
      type: 'request.cancelled.v1',
      data: { requestId: REQUEST, kind: 'return', unitId: UNITS.township, reason: '应由我镇办理', refusedBy: PEOPLE.unitLead.userId },
    })
    expect(state.procedures.requests).toMatchObject([{ status: 'cancelled', ruling: '应由我镇办理' }])
  })

  it('rule 12: is never done by who asked, nor by another unit, nor by a handler', () => {
    const both = person('unit_lead', UNITS.township, { userId: PEOPLE.handler.userId })
    given(...handled, askedByHandler()).when('endorse_request', { by: both, body: agree }).thenRefused('OWN_REQUEST')
    given(...handled, askedByHandler()).when('endorse_request', { by: PEOPLE.departmentLead, body: agree }).thenRefused('REQUEST_NOT_YOURS', { unitName: UNITS.township })
    given(...handled, askedByHandler()).when('endorse_request', { by: PEOPLE.handler, body: agree }).thenRefused('PERMISSION_MISSING')
  })

  it('happens once, and not while a dispute is open', () => {
    given(...handled, asked()).when('endorse_request', { by: PEOPLE.unitLead, body: agree }).thenRefused('REQUEST_STATE_FORBIDS')
    given(...handled, askedByHandler(), disputeBegun()).when('endorse_request', { by: PEOPLE.unitLead, body: agree }).thenRefused('DISPUTE_OPEN')
    given(...handled).when('endorse_request', { by: PEOPLE.unitLead, body: agree }).thenRefused('REQUEST_NOT_FOUND')
  })

  it('is offered only when there is something to endorse', () => {
    const offered = (...events: readonly CaseEvent[]): readonly string[] =>
      allowedActions(given(...events).state, PEOPLE.unitLead, (unitId) => unitId).map((action) => action.action)
    expect(offered(...handled)).not.toContain('endorse_request')
    expect(offered(...handled, asked())).not.toContain('endorse_request')
    expect(offered(...handled, askedByHandler())).toContain('endorse_request')
  })
})
