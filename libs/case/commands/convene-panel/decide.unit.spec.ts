import { describe, expect, it } from '@jest/globals'
import { DISPUTE, PEOPLE, UNITS, contacted, disputeBegun, dispatched, filed, given, panelComplete, person, signed } from '@tongban/testing/server'

const disputed = () => given(filed(), dispatched(), signed(), contacted(), disputeBegun())
const members = [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }] as const

describe('convening a panel', () => {
  it('names who sits in, by role', () => {
    const state = disputed()
      .when('convene_panel', { by: PEOPLE.supervisor, body: { members: [...members] } })
      .thenEvents({ type: 'case.panel_convened.v1', data: { disputeId: DISPUTE, members: [...members] } })
    expect(state.procedures.disputes[0]?.panel).toEqual(members)
  })

  it('goes by the last panel named', () => {
    const state = given(filed(), dispatched(), signed(), disputeBegun(), panelComplete()).when('convene_panel', { by: PEOPLE.supervisor, body: { members: [...members] } }).state
    expect(state.procedures.disputes[0]?.panel).toHaveLength(2)
  })

  it('needs a dispute', () => {
    given(filed(), dispatched()).when('convene_panel', { by: PEOPLE.supervisor, body: { members: [...members] } }).thenRefused('NO_OPEN_DISPUTE')
  })

  it('rule 12: is not for somebody of a party', () => {
    disputed().when('convene_panel', { by: person('supervisor', UNITS.department), body: { members: [...members] } }).thenRefused('OWN_UNIT_FORBIDDEN')
  })
})
