import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import {
  ASSIST, COPY, LEAD, PEOPLE, START, UNITS, closed, dispatched, dispatchedAlone, dueTimes, filed, given, person, signed, upToCallback, upToReply,
} from '@tongban/testing/server'
import { involvedUnits, openLead } from '../../domain/index.js'
import { timelineSentence } from '../../contract/events.js'

const reason = '反映的正是该单位的审批'
const story = () => given(filed(), dispatched(), signed())
const recusing = (unitIds: string[], by = PEOPLE.dispatcher) => ({ by, body: { unitIds, reason } })

describe('recusing the units a case is about', () => {
  it('rule 12: takes the case from the unit it is about and gives it to the unit above, with what is left of the promise', () => {
    const outcome = story().when('recuse', { ...recusing([UNITS.township]), at: plus(START, DAY_MS) })
    const state = outcome.thenTypes('case.recused.v1', 'assignment.handed_over.v1', 'case.dispatched.v1')
    expect(outcome.events[1]?.data).toMatchObject({ assignmentId: LEAD, toUnitId: UNITS.coordinator, cause: 'recusal', counted: false })
    expect(openLead(state)).toMatchObject({ unitId: UNITS.coordinator, promiseDueAt: dueTimes(START).promiseDueAt })
    expect(state).toMatchObject({ status: 'in_progress', subjectUnitIds: [UNITS.township], promiseDueAt: dueTimes(START).promiseDueAt })
    expect(state.procedures.transfers).toBe(0)
  })

  it('rule 12: hides the case from the recused unit from then on', () => {
    expect(involvedUnits(story().state)).toContain(UNITS.township)
    const state = story().when('recuse', recusing([UNITS.township])).state
    expect(involvedUnits(state)).not.toContain(UNITS.township)
    given(filed(), dispatched(), signed(), ...story().when('recuse', recusing([UNITS.township])).events)
      .when('reassign', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.township, reason: '再交该镇办理' } })
      .thenRefused('UNIT_RECUSED')
  })

  it('rule 12: goes back to the pool when the unit above is what the case is about as well', () => {
    const outcome = story().when('recuse', recusing([UNITS.township, UNITS.coordinator]))
    expect(outcome.events.map((event) => event.type)).toEqual([
      'case.recused.v1', 'assignment.recalled.v1', 'assignment.recalled.v1', 'assignment.recalled.v1', 'case.returned_to_pool.v1',
    ])
    expect(outcome.state).toMatchObject({ status: 'awaiting_dispatch', promiseDueAt: dueTimes(START).promiseDueAt })
    expect(involvedUnits(outcome.state)).toEqual([UNITS.department])
  })

  it('rule 12: takes back assists and copies of a recused unit, and leaves the lead alone', () => {
    const state = story().when('recuse', recusing([UNITS.department, UNITS.coordinator])).thenTypes('case.recused.v1', 'assignment.recalled.v1', 'assignment.recalled.v1')
    expect(state.assignments.map((item) => [item.id, item.status])).toEqual([[LEAD, 'signed'], [ASSIST, 'recalled'], [COPY, 'recalled']])
  })

  it('makes the unit above the lead even when it was assisting: one unit, one duty', () => {
    const escalated = story().when('escalate', { by: PEOPLE.handler, on: LEAD, body: { reason: '改造资金需统筹', measures: '已装临时照明' } }).events
    const state = given(filed(), dispatched(), signed(), ...escalated).when('recuse', recusing([UNITS.township])).state
    expect(state.assignments.filter((item) => item.unitId === UNITS.coordinator && item.role !== 'cc').map((item) => [item.role, item.status])).toEqual([
      ['assist', 'recalled'], ['lead', 'dispatched'],
    ])
  })

  it('throws away a reply of the unit it is about that waits for review', () => {
    const state = given(...upToReply()).when('recuse', recusing([UNITS.township])).state
    expect(state).toMatchObject({ status: 'in_progress', repliedAt: null })
    given(...upToReply()).when('recuse', recusing([UNITS.department])).thenTypes('case.recused.v1', 'assignment.recalled.v1')
  })

  it('holds in the pool for the dispatch to come', () => {
    const events = given(filed()).when('recuse', recusing([UNITS.township])).events
    given(filed(), ...events).when('dispatch', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.township } }).thenRefused('UNIT_RECUSED')
    given(filed(), ...events).when('dispatch', { by: PEOPLE.dispatcher, body: { leadUnitId: UNITS.coordinator, assistUnitIds: [UNITS.township] } }).thenRefused('UNIT_RECUSED')
  })

  it('says why in the timeline without a word of who reported', () => {
    const [event] = story().when('recuse', recusing([UNITS.township])).events
    const said = event === undefined ? null : timelineSentence(event, { unit: () => '某镇', moment: String })
    expect(said).toEqual({ group: 'flow', sentence: '认定回避：某镇是被反映单位，不得接收、查看和办理', detail: reason })
    expect(Object.keys(event?.data ?? {}).sort()).toEqual(['reason', 'unitIds'])
  })

  it('is refused for units unknown or recused already, and never adds one twice', () => {
    story().when('recuse', recusing(['nowhere'])).thenRefused('UNIT_UNKNOWN')
    const events = story().when('recuse', recusing([UNITS.department])).events
    given(filed(), dispatched(), signed(), ...events).when('recuse', recusing([UNITS.department])).thenRefused('ALREADY_RECUSED')
    const state = story().when('recuse', recusing([UNITS.department, UNITS.department])).state
    expect(state.subjectUnitIds).toEqual([UNITS.department])
  })

  it('is for dispatchers, supervisors and discipline inspectors, of no unit that handles the case', () => {
    for (const by of [PEOPLE.supervisor, PEOPLE.inspector]) story().when('recuse', recusing([UNITS.department], by)).thenTypes('case.recused.v1', 'assignment.recalled.v1')
    for (const by of [PEOPLE.handler, PEOPLE.unitLead, PEOPLE.operator, PEOPLE.reviewer]) story().when('recuse', recusing([UNITS.department], by)).thenRefused('PERMISSION_MISSING')
    story().when('recuse', recusing([UNITS.department], person('supervisor', UNITS.township))).thenRefused('OWN_UNIT_FORBIDDEN')
  })

  it('comes too late once the reply is accepted or the case is closed', () => {
    given(...upToCallback()).when('recuse', recusing([UNITS.township])).thenRefused('CASE_STATE_FORBIDS')
    given(...upToCallback(), closed()).when('recuse', recusing([UNITS.township])).thenRefused('CASE_STATE_FORBIDS')
  })

  it('gives the county that leads instead no second copy', () => {
    const state = given(filed(), dispatchedAlone(), signed()).when('recuse', recusing([UNITS.township])).state
    expect(state.assignments.filter((item) => item.unitId === UNITS.coordinator).map((item) => item.role)).toEqual(['cc', 'lead'])
  })
})
