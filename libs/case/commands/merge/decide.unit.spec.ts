import { describe, expect, it } from '@jest/globals'
import {
  LEAD, PARENT, PEOPLE, UNITS, archived, closed, contacted, dispatched, filed, given, signed, upToCallback, upToReply, withdrawn,
} from '@tongban/testing/server'
import { plus } from '@tongban/kernel/core'
import { involvedUnits } from '../../domain/index.js'

const body = { parent: PARENT, reason: '与该工单反映的是同一处路灯' }
const merged = { type: 'case.merged.v1', data: { parentId: PARENT.caseId, parentNumber: PARENT.number, reason: body.reason } } as const

describe('merging a case into another', () => {
  it('rule 9: different callers on one matter are merged: the case follows another, and its open duties end', () => {
    const state = given(filed(), dispatched(), signed(), contacted()).when('merge', { by: PEOPLE.dispatcher, body }).thenEvents(merged)
    expect(state).toMatchObject({ status: 'merged', procedures: { parent: { caseId: PARENT.caseId, number: PARENT.number, answered: false } } })
    expect(state.assignments.map(({ status }) => status)).toEqual(['recalled', 'recalled', 'recalled'])
  })

  it('is possible before anybody has it', () => {
    expect(given(filed()).when('merge', { by: PEOPLE.operator, body }).thenEvents(merged)).toMatchObject({ status: 'merged', promiseDueAt: null })
  })

  it('leaves the promise its citizen was given, and what its units did', () => {
    const story = given(filed(), dispatched(), signed())
    const state = story.when('merge', { by: PEOPLE.dispatcher, body }).state
    expect(state).toMatchObject({ promiseDueAt: story.state.promiseDueAt, round: 1 })
    expect(involvedUnits(state)).toContain(UNITS.township)
  })

  it.each([
    ['waits for its review', upToReply()],
    ['waits for its callback', upToCallback()],
    ['is closed', [...upToCallback(), closed()]],
    ['is archived', [...upToCallback(), closed(), archived]],
    ['is withdrawn', [filed(), withdrawn]],
    ['follows another already', [filed(), merged]],
  ] as const)('is refused when the case %s', (_, events) => {
    given(...events)
      .when('merge', { by: PEOPLE.dispatcher, body })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it.each(['awaiting_callback', 'closed', 'withdrawn', 'terminated', 'answered'] as const)('is refused into a case that is %s', (status) => {
    given(filed())
      .when('merge', { by: PEOPLE.dispatcher, body: { ...body, parent: { ...PARENT, status } } })
      .thenRefused('PARENT_ENDED')
  })

  it('makes no chains: neither into a follower, nor of a case that is followed', () => {
    given(filed())
      .when('merge', { by: PEOPLE.dispatcher, body: { ...body, parent: { ...PARENT, status: 'merged' } } })
      .thenRefused('PARENT_IS_MERGED', { number: PARENT.number })
    given(filed(), { type: 'case.child_linked.v1', data: { caseId: LEAD, number: '20261116000009' } })
      .when('merge', { by: PEOPLE.dispatcher, body })
      .thenRefused('HAS_CHILDREN', { count: 1 })
  })

  it('silences no escalation: an overdue case follows none that is due later, or that nobody has promised yet', () => {
    const story = given(filed(), dispatched(), signed())
    const due = story.state.promiseDueAt
    if (due === null) throw new Error('no promise')
    const into = (promiseDueAt: number | null) => ({ ...body, parent: { ...PARENT, promiseDueAt } })
    const by = PEOPLE.dispatcher
    story.when('merge', { by, at: plus(due, -1), body: into(due + 1) }).thenEvents(merged)
    for (const later of [due + 1, null]) story.when('merge', { by, at: due, body: into(later) }).thenRefused('OVERDUE_NOT_FOLLOWED', { number: PARENT.number })
    story.when('merge', { by, at: due, body: into(due) }).thenEvents(merged)
  })

  it('is refused where the unit the report is about would answer it', () => {
    given(filed({ subjectUnitIds: [UNITS.township] }))
      .when('merge', { by: PEOPLE.dispatcher, body })
      .thenRefused('UNIT_RECUSED', { unitName: UNITS.township })
  })

  it('is refused to an emergency that would wait for the answer of what is none', () => {
    given(filed({ urgency: 'emergency' })).when('merge', { by: PEOPLE.dispatcher, body }).thenRefused('EMERGENCY_NOT_FOLLOWED', { number: PARENT.number })
    given(filed({ urgency: 'emergency' })).when('merge', { by: PEOPLE.dispatcher, body: { ...body, parent: { ...PARENT, urgency: 'emergency' } } }).thenEvents(merged)
  })

  it('is refused where a township would answer what is for a department', () => {
    const facts = { departmentOnlyFor: () => true }
    given(filed()).when('merge', { by: PEOPLE.dispatcher, body, facts }).thenRefused('DEPARTMENT_ONLY')
    given(filed()).when('merge', { by: PEOPLE.dispatcher, body: { ...body, parent: { ...PARENT, leadUnitId: UNITS.department } }, facts }).thenEvents(merged)
  })

  it('is for the hotline, not for who handles', () => {
    for (const by of [PEOPLE.handler, PEOPLE.unitLead, PEOPLE.coordinator, PEOPLE.reviewer, PEOPLE.callbackAgent])
      given(filed(), dispatched()).when('merge', { by, body }).thenRefused('PERMISSION_MISSING')
  })
})
