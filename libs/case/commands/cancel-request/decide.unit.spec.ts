import { describe, expect, it } from '@jest/globals'
import { PEOPLE, REQUEST, UNITS, asked, askedByHandler, contacted, disputeBegun, dispatched, filed, given, signed } from '@tongban/testing/server'

const handled = [filed(), dispatched(), signed(), contacted()] as const
const body = { requestId: REQUEST, reason: '已与相邻镇说好' }

describe('taking a request back', () => {
  it.each([
    ['before the lead has agreed', askedByHandler()],
    ['while it waits for its ruling', asked()],
  ] as const)('is for the unit that asked, %s', (_, event) => {
    const state = given(...handled, event)
      .when('cancel_request', { by: PEOPLE.handler, body })
      .thenEvents({ type: 'request.cancelled.v1', data: { requestId: REQUEST, kind: 'return', unitId: UNITS.township, reason: '已与相邻镇说好' } })
    expect(state.procedures.requests).toMatchObject([{ status: 'cancelled', ruling: '已与相邻镇说好', rulingDueAt: null }])
  })

  it('is nobody else’s, and not possible once a panel has it', () => {
    given(...handled, asked()).when('cancel_request', { by: PEOPLE.otherHandler, body }).thenRefused('REQUEST_NOT_YOURS', { unitName: UNITS.township })
    given(...handled, asked(), disputeBegun({ requestIds: [REQUEST] })).when('cancel_request', { by: PEOPLE.handler, body }).thenRefused('REQUEST_STATE_FORBIDS')
    given(...handled).when('cancel_request', { by: PEOPLE.handler, body }).thenRefused('REQUEST_NOT_FOUND')
  })
})
