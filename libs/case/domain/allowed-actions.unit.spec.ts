import { describe, expect, it } from '@jest/globals'
import {
  COPY,
  LEAD,
  PEOPLE,
  SATISFIED,
  UNITS,
  calledBack,
  closed,
  contacted,
  disputeBegun,
  dispatched,
  dispatchedAlone,
  filed,
  given,
  panelComplete,
  person,
  signed,
  upToCallback,
  upToReply,
  withdrawn,
} from '@tongban/testing/server'
import { CASE_COMMANDS, type CaseCommandName } from '../commands/contracts.js'
import { allowedActions } from './allowed-actions.js'

const offered = (state: ReturnType<typeof given>['state'], who: Parameters<typeof allowedActions>[1]): string[] =>
  allowedActions(state, who, (unitId) => unitId).map((action) => `${action.action} ${action.enabled ? 'yes' : action.code}`)

const STEPS = ['sign', 'contact', 'reply']
/** Of everything offered, the steps of handling. */
const steps = (...of: Parameters<typeof offered>): string[] => offered(...of).filter((action) => STEPS.includes(action.split(' ')[0] ?? ''))
const names = (...of: Parameters<typeof offered>): string[] => offered(...of).map((action) => action.split(' ')[0] ?? '')

describe('the actions offered', () => {
  it("follow the unit's assignment step by step", () => {
    expect(steps(given(filed(), dispatchedAlone()).state, PEOPLE.handler)).toEqual([
      'sign yes',
      'contact ASSIGNMENT_STATE_FORBIDS',
      'reply REPLY_NEEDS_CONTACT',
    ])
    expect(steps(given(filed(), dispatchedAlone(), signed()).state, PEOPLE.handler)).toEqual([
      'sign ASSIGNMENT_STATE_FORBIDS',
      'contact yes',
      'reply REPLY_NEEDS_CONTACT',
    ])
    expect(steps(given(filed(), dispatchedAlone(), signed(), contacted()).state, PEOPLE.handler)).toEqual([
      'sign ASSIGNMENT_STATE_FORBIDS',
      'contact yes',
      'reply yes',
    ])
    expect(steps(given(...upToReply()).state, PEOPLE.handler)).toEqual([
      'sign CASE_STATE_FORBIDS',
      'contact CASE_STATE_FORBIDS',
      'reply CASE_STATE_FORBIDS',
    ])
  })

  it('say in Chinese why one of them is not possible now', () => {
    const [, contactAction, replyAction] = allowedActions(given(filed(), dispatched()).state, PEOPLE.handler, (unitId) => unitId)
    expect(contactAction).toEqual({
      action: 'contact',
      zh: '登记联系',
      assignmentId: LEAD,
      enabled: false,
      code: 'ASSIGNMENT_STATE_FORBIDS',
      why: '承办任务现在是“待签收”，不能登记联系',
    })
    expect(replyAction?.why).toBe('回复前要先登记与群众的联系，或说明无法联系的原因')
  })

  it('are none for a unit that only has a copy, or whose assignment was recalled', () => {
    const state = given(filed(), dispatched()).state
    expect(state.assignments.some((item) => item.id === COPY)).toBe(true)
    expect(allowedActions(state, PEOPLE.coordinator, (unitId) => unitId).filter((action) => action.assignmentId !== null)).toEqual([])
    expect(steps(given(filed(), dispatched(), withdrawn).state, PEOPLE.handler)).toEqual([])
  })

  it('leave out what the role does not do at all', () => {
    expect(offered(given(...upToReply()).state, PEOPLE.reviewer)).toContain('review yes')
    expect(offered(given(...upToReply()).state, PEOPLE.callbackAgent)).toEqual(['record_callback CASE_STATE_FORBIDS'])
    for (const who of Object.values(PEOPLE)) {
      for (const action of allowedActions(given(...upToReply()).state, who, (unitId) => unitId)) {
        expect([action.action, who.permissions.has(CASE_COMMANDS[action.action as CaseCommandName].permission)]).toEqual([action.action, true])
      }
    }
  })

  it('tell a reviewer of the handling unit that it is not for them', () => {
    expect(offered(given(...upToReply()).state, person('reviewer', UNITS.township))).toContain('review OWN_UNIT_FORBIDDEN')
  })

  it('offer opening a dispute only while none is open', () => {
    const about = (state: ReturnType<typeof given>['state']) => offered(state, PEOPLE.supervisor).filter((action) => action.startsWith('open_dispute'))
    expect(about(given(filed(), dispatched()).state)).toEqual(['open_dispute yes'])
    expect(about(given(filed(), dispatched(), disputeBegun()).state)).toEqual([])
    const ruled = given(filed(), dispatched(), disputeBegun(), panelComplete()).when('rule_dispute', {
      by: PEOPLE.supervisor, body: { leadUnitId: UNITS.township, principle: '村道路灯由苏木镇管护', reasons: '灯杆编号不在市政移交清单内', legalBasis: '移交清单' },
    }).state
    expect(about(ruled)).toEqual(['open_dispute yes'])
  })

  it('rule 3: show the ruling with what the panel lacks until it is whole, and nothing of it without a dispute', () => {
    const ruling = (state: ReturnType<typeof given>['state']) =>
      allowedActions(state, PEOPLE.supervisor, (unitId) => unitId).filter((action) => action.action === 'rule_dispute')
    expect(ruling(given(filed(), dispatched()).state)).toEqual([])
    const [waits] = ruling(given(filed(), dispatched(), disputeBegun()).state)
    expect(waits).toMatchObject({ enabled: false, code: 'PANEL_INCOMPLETE' })
    expect(waits?.why).toContain('、')
    expect(ruling(given(filed(), dispatched(), disputeBegun(), panelComplete()).state)).toMatchObject([{ enabled: true, code: null, why: null }])
  })

  it("never offer what is done without the case page: filing, and the system's notes", () => {
    expect(offered(given(filed()).state, PEOPLE.operator)).toContain('withdraw yes')
    for (const who of Object.values(PEOPLE)) {
      for (const hidden of ['file', 'note_clock', 'note_link', 'share_reply', 'lapse']) expect(names(given(filed()).state, who)).not.toContain(hidden)
    }
  })

  it('end with archiving', () => {
    const state = given(...upToCallback(), calledBack(SATISFIED), closed()).state
    expect(offered(state, PEOPLE.dispatcher).filter((action) => action.endsWith(' yes'))).toEqual(['archive yes'])
  })
})
