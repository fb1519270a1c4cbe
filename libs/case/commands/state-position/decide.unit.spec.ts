import { describe, expect, it } from '@jest/globals'
import { DISPUTE, PEOPLE, START, UNITS, contacted, disputeBegun, dispatched, filed, given, signed } from '@tongban/testing/server'
import { allowedActions } from '../../domain/allowed-actions.js'

const disputed = () => given(filed(), dispatched(), signed(), contacted(), disputeBegun())
const body = { text: '该路段路灯已移交市政管护，移交清单见附件。', legalBasis: '《城市道路照明设施管理规定》第七条' }
const name = (unitId: string): string => unitId

describe('a party says what it holds', () => {
  it('rule 3: with its grounds, in the name of its unit', () => {
    const story = disputed()
    const state = story.when('state_position', { by: PEOPLE.departmentHandler, body }).thenEvents({
      type: 'case.position_stated.v1',
      data: { disputeId: DISPUTE, unitId: UNITS.department, ...body, attachmentIds: [] },
    })
    expect(state.procedures.disputes[0]?.positions).toEqual([{ unitId: UNITS.department, ...body, attachmentIds: [], at: story.now }])
  })

  it('may speak again: the last word stands, beside the other unit’s', () => {
    const said = (unitId: string, text: string) => ({ type: 'case.position_stated.v1' as const, data: { disputeId: DISPUTE, unitId, text, legalBasis: '移交清单', attachmentIds: [] } })
    const state = given(filed(), dispatched(), signed(), disputeBegun(), said(UNITS.department, '不归我们'), said(UNITS.township, '也不归我们'))
      .when('state_position', { by: PEOPLE.departmentHandler, body }).state
    expect(state.procedures.disputes[0]?.positions.map((position) => [position.unitId, position.text])).toEqual([
      [UNITS.township, '也不归我们'],
      [UNITS.department, body.text],
    ])
  })

  it('is for parties only, and offered to nobody else', () => {
    disputed().when('state_position', { by: PEOPLE.otherHandler, body }).thenRefused('PARTY_ONLY')
    const offered = (by: typeof PEOPLE.handler) => allowedActions(disputed().state, by, name).map((action) => action.action)
    expect(offered(PEOPLE.departmentHandler)).toContain('state_position')
    expect(offered(PEOPLE.otherHandler)).not.toContain('state_position')
  })

  it('is offered only while there is a dispute', () => {
    const quiet = given(filed(), dispatched())
    quiet.when('state_position', { by: PEOPLE.handler, body }).thenRefused('NO_OPEN_DISPUTE')
    expect(allowedActions(quiet.state, PEOPLE.handler, name).map((action) => action.action)).not.toContain('state_position')
    expect(quiet.now).toBeGreaterThan(START)
  })
})
