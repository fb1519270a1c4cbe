import { describe, expect, it } from '@jest/globals'
import { plus } from '@tongban/kernel/core'
import {
  ASSIST,
  COPY,
  LEAD,
  START,
  UNITS,
  closed,
  dispatched,
  filed,
  given,
  signed,
  upToCallback,
  upToReply,
  withdrawn,
} from '@tongban/testing/server'
import {
  acceptedLead,
  brokenInvariants,
  draftCase,
  handlingUnits,
  involvedUnits,
  openLead,
  type AssignmentState,
  type CaseState,
} from './case-state.js'

const inProgress = given(filed(), dispatched(), signed()).state
const awaitingReview = given(...upToReply()).state
const awaitingCallback = given(...upToCallback()).state

const changed = (state: CaseState, id: string, changes: Partial<AssignmentState>): CaseState => ({
  ...state,
  assignments: state.assignments.map((item) => (item.id === id ? { ...item, ...changes } : item)),
})

describe('the rules of every stored case', () => {
  it('hold along the plain path', () => {
    const states = [
      draftCase('case-1', START, 'nobody'),
      given(filed()).state,
      inProgress,
      awaitingReview,
      awaitingCallback,
      given(...upToCallback(), closed()).state,
      given(filed(), withdrawn).state,
    ]
    expect(states.flatMap(brokenInvariants)).toEqual([])
  })

  it.each([
    ['two open leads', { ...inProgress, assignments: [...inProgress.assignments, ...inProgress.assignments.slice(0, 1)] }, '2 open leads'],
    ['no lead in a case that is handled', { ...inProgress, assignments: [] }, '0 open leads'],
    ['an open lead in a withdrawn case', { ...inProgress, status: 'withdrawn' as const }, '1 open leads'],
    ['a review without a reply', changed(awaitingReview, LEAD, { status: 'contacted' }), 'awaiting review without a reply'],
    [
      'a callback without an accepted reply',
      { ...changed(awaitingCallback, LEAD, { status: 'recalled' }) },
      'awaiting callback without an accepted reply',
    ],
    ['a duty somebody still has when nobody handles the case', changed(awaitingCallback, ASSIST, { status: 'signed', signedAt: START }), 'open duty in a case'],
    ['a closing moment in an open case', { ...inProgress, closedAt: START }, 'closed and closedAt disagree'],
    ['a closed case that was never closed', { ...awaitingCallback, status: 'closed' as const }, 'closed and closedAt disagree'],
    ['a dispatch without a promise', { ...inProgress, promiseDueAt: null }, 'dispatched and promise disagree'],
    ['a signature from before the dispatch', changed(inProgress, LEAD, { signedAt: plus(START, -1) }), 'signed before it was dispatched'],
    ['a reply that was never signed for', changed(awaitingReview, LEAD, { signedAt: null }), 'replied but never signed'],
  ])('name %s', (_, state, rule) => {
    expect(brokenInvariants(state).join('; ')).toContain(rule)
  })
})

describe('the units of a case', () => {
  it('that handle it are those with a duty, copies not', () => {
    expect(handlingUnits(inProgress)).toEqual([UNITS.township, UNITS.department])
  })

  it('that are involved are those it was given to, copies and duties taken back included, but never whom it is about', () => {
    expect(involvedUnits(inProgress)).toEqual([UNITS.township, UNITS.department, UNITS.coordinator])
    expect(involvedUnits(changed(inProgress, COPY, { status: 'recalled' }))).toEqual([UNITS.township, UNITS.department, UNITS.coordinator])
    expect(involvedUnits({ ...inProgress, subjectUnitIds: [UNITS.department] })).toEqual([UNITS.township, UNITS.coordinator])
  })

  it('have one lead that is open until its reply is accepted', () => {
    expect([openLead(inProgress)?.id, acceptedLead(inProgress)]).toEqual([LEAD, null])
    expect([openLead(awaitingCallback), acceptedLead(awaitingCallback)?.id]).toEqual([null, LEAD])
  })
})
