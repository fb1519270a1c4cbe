import { describe, expect, it } from '@jest/globals'
import {
  ASSIST, COPY, DISPUTE, LEAD, PEOPLE, RETURN, START, UNITS, contacted, disputeBegun, dispatched, dueTimes, filed, given, panelComplete, person, replied, returnAsked, reviewPassed,
  signed,
} from '@tongban/testing/server'
import { openLead } from '../../domain/case-state.js'
import type { CaseEvent } from '../../contract/events.js'

const TWO = [{ assignmentId: LEAD, role: 'lead', unitId: UNITS.township }, { assignmentId: COPY, role: 'cc', unitId: UNITS.coordinator }] as const
const handled = () => [filed({ dispatchTrail: { catalogueRowId: 'row-7' } }), dispatched({ assignments: [...TWO] }), signed(), contacted()] as const
const disputed = (...more: readonly CaseEvent[]) => given(...handled(), disputeBegun(), panelComplete(), ...more)
const ruling = { principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在市政移交清单内', legalBasis: '《城市道路照明设施管理规定》第七条' }
const toDepartment = { leadUnitId: UNITS.department, ...ruling }
const toTownship = { leadUnitId: UNITS.township, ...ruling }

describe('a ruling that moves the case', () => {
  it('rule 3: gives it to the unit ruled, which may not return it, with what is left of the promise', () => {
    const story = disputed()
    const state = story.when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).thenTypes(
      'case.dispute_ruled.v1', 'case.dispatch_judged.v1', 'assignment.handed_over.v1', 'case.dispatched.v1',
    )
    expect(openLead(state)).toMatchObject({ unitId: UNITS.department, noReturn: true, promiseDueAt: dueTimes(START).promiseDueAt, dispatchedBy: PEOPLE.supervisor.userId })
    expect(state.assignments.find((item) => item.id === LEAD)?.status).toBe('superseded')
    expect(state.procedures.disputes).toMatchObject([{ id: DISPUTE, ruling: { ...toDepartment, at: story.now, by: PEOPLE.supervisor.userId } }])
  })

  it('rule 2: the unit ruled gets the remaining time, not a new promise', () => {
    const state = disputed().when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).state
    expect(state.promiseDueAt).toBe(dueTimes(START).promiseDueAt)
  })

  it('charges the wrong dispatch to the row the system went by', () => {
    const events = disputed().when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).events
    expect(events[1]).toEqual({
      type: 'case.dispatch_judged.v1',
      data: { assignmentId: LEAD, unitId: UNITS.township, verdict: 'wrong', because: 'ruling', author: { kind: 'rule', id: 'row-7' } },
    })
  })

  it('names assists with it', () => {
    const state = disputed().when('rule_dispute', { by: PEOPLE.supervisor, body: { ...toDepartment, assistUnitIds: [UNITS.otherTownship] } }).state
    expect(state.assignments.filter((item) => item.role === 'assist').map((item) => item.unitId)).toEqual([UNITS.otherTownship])
  })

  it('lets the unit that had it help the one that gets it, and ends the help of a unit that now leads', () => {
    const helping = dispatched({ assignments: [...TWO, { assignmentId: ASSIST, role: 'assist', unitId: UNITS.department }] })
    const state = given(handled()[0], helping, signed(), contacted(), disputeBegun(), panelComplete())
      .when('rule_dispute', { by: PEOPLE.supervisor, body: { ...toDepartment, assistUnitIds: [UNITS.township] } }).state
    const duties = state.assignments.filter((item) => item.role !== 'cc').map(({ role, unitId, status }) => [role, unitId, status])
    expect(duties).toEqual([
      ['lead', UNITS.township, 'superseded'], ['assist', UNITS.department, 'recalled'], ['lead', UNITS.department, 'dispatched'], ['assist', UNITS.township, 'dispatched'],
    ])
  })

  it('rule 2: agrees with the return of the unit that had it', () => {
    const state = given(...handled(), returnAsked(), disputeBegun({ requestIds: [RETURN] }), panelComplete()).when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).state
    expect(state.procedures.requests).toMatchObject([{ status: 'approved', ruling: ruling.principle, ruledBy: PEOPLE.supervisor.userId }])
  })
})

describe('a ruling for the unit that has it', () => {
  it('rule 2: leaves the case there and forbids another return', () => {
    const state = disputed().when('rule_dispute', { by: PEOPLE.supervisor, body: toTownship }).thenTypes('case.dispute_ruled.v1')
    expect(openLead(state)).toMatchObject({ id: LEAD, unitId: UNITS.township, noReturn: true, status: 'contacted' })
  })

  it('may name who helps it', () => {
    const state = disputed().when('rule_dispute', { by: PEOPLE.supervisor, body: { ...toTownship, assistUnitIds: [UNITS.department] } }).thenTypes('case.dispute_ruled.v1', 'case.assists_added.v1')
    expect(state.assignments.at(-1)).toMatchObject({ role: 'assist', unitId: UNITS.department, dispatchedBy: PEOPLE.supervisor.userId })
  })

  it('rejects its return', () => {
    const state = given(...handled(), returnAsked(), disputeBegun({ requestIds: [RETURN] }), panelComplete()).when('rule_dispute', { by: PEOPLE.supervisor, body: toTownship }).state
    expect(state.procedures.requests).toMatchObject([{ status: 'rejected' }])
  })
})

describe('a ruling after the unit has answered', () => {
  it.each([
    ['waits for review', [replied()], 'awaiting_review'],
    ['waits for the callback', [replied(), reviewPassed()], 'awaiting_callback'],
  ] as const)('rule 3: is a precedent only when the case %s', (_, events, status) => {
    const story = disputed(...events)
    const outcome = story.when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment })
    expect(outcome.events).toMatchObject([{ type: 'case.dispute_ruled.v1', data: { leadUnitId: UNITS.department, previousUnitId: UNITS.township, moved: false } }])
    expect(outcome.state).toMatchObject({ status, assignments: story.state.assignments })
    expect(outcome.state.procedures.transfers).toBe(0)
  })
})

describe('who rules, and when', () => {
  it('rule 3: not before the hotline, the staffing office and justice sit in', () => {
    given(...handled(), disputeBegun()).when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).thenRefused('PANEL_INCOMPLETE', {
      missing: 'hotline_centre, staffing_office, justice', missingZh: '热线中心、编办、司法行政',
    })
    const two: CaseEvent = { type: 'case.panel_convened.v1', data: { disputeId: DISPUTE, members: [{ role: 'hotline_centre', name: '白音娜' }, { role: 'discipline_inspection', name: '高娃' }] } }
    given(...handled(), disputeBegun(), two).when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).thenRefused('PANEL_INCOMPLETE', {
      missing: 'staffing_office, justice', missingZh: '编办、司法行政',
    })
  })

  it('rule 12: nobody of a party, and nobody of a unit that handles it', () => {
    for (const unitId of [UNITS.department, UNITS.township]) {
      disputed().when('rule_dispute', { by: person('supervisor', unitId), body: toDepartment }).thenRefused('OWN_UNIT_FORBIDDEN')
    }
  })

  it('rule 12: never for the unit the case is about', () => {
    given(filed({ subjectUnitIds: [UNITS.department] }), ...handled().slice(1), disputeBegun(), panelComplete())
      .when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).thenRefused('UNIT_RECUSED')
  })

  it.each([
    ['an unknown unit', { leadUnitId: 'nowhere' }, 'UNIT_UNKNOWN'],
    ['a unit that never leads', { leadUnitId: UNITS.hotline }, 'UNIT_CANNOT_LEAD'],
    ['an unknown assist', { assistUnitIds: ['nowhere'] }, 'UNIT_UNKNOWN'],
    ['an assist that never handles', { assistUnitIds: [UNITS.hotline] }, 'UNIT_CANNOT_ASSIST'],
    ['the lead as its own assist', { assistUnitIds: [UNITS.department] }, 'UNIT_ALREADY_LEADS'],
  ])('refuses %s', (_, change, code) => {
    disputed().when('rule_dispute', { by: PEOPLE.supervisor, body: { ...toDepartment, ...change } }).thenRefused(code)
  })

  it('needs a dispute: what is ruled is ruled', () => {
    const ruled = disputed().when('rule_dispute', { by: PEOPLE.supervisor, body: toTownship }).events
    disputed(...ruled).when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment }).thenRefused('NO_OPEN_DISPUTE')
  })

  it('counts the transfer: the third makes a problem case', () => {
    const handedOver = (unitId: string, toUnitId: string): CaseEvent => ({ type: 'assignment.handed_over.v1', data: { assignmentId: COPY, unitId, toUnitId, cause: 'reassign', counted: true, reason: '改派' } })
    disputed(handedOver(UNITS.otherTownship, UNITS.department), handedOver(UNITS.department, UNITS.township))
      .when('rule_dispute', { by: PEOPLE.supervisor, body: toDepartment })
      .thenTypes('case.dispute_ruled.v1', 'case.dispatch_judged.v1', 'assignment.handed_over.v1', 'case.dispatched.v1', 'case.became_problem.v1')
  })
})
