import { describe, expect, it } from '@jest/globals'
import {
  PARENT,
  PEOPLE,
  UNITS,
  archived,
  closed,
  dispatched,
  filed,
  given,
  signed,
  upToCallback,
  upToReply,
  withdrawn,
} from '@tongban/testing/server'
import { brokenInvariants, involvedUnits } from '../../domain/index.js'
import { CASE_COMMANDS } from '../contracts.js'

const body = { reason: '诉求人来电表示问题已解决' }

describe('withdrawing a case', () => {
  it.each([
    ['before it was dispatched', [filed()]],
    ['while it is handled', [filed(), dispatched(), signed()]],
    ['while it waits for review', upToReply()],
    ['while it waits for the callback', upToCallback()],
  ] as const)('ends it %s, with the reason kept', (_, events) => {
    const state = given(...events)
      .when('withdraw', { by: PEOPLE.operator, body })
      .thenEvents({ type: 'case.withdrawn.v1', data: body })
    expect(state).toMatchObject({ status: 'withdrawn', endedReason: body.reason, closedAt: null })
  })

  it('recalls every open assignment, copies included; the units still see what they had', () => {
    const state = given(filed(), dispatched(), signed()).when('withdraw', { by: PEOPLE.operator, body }).state
    expect(state.assignments.map((item) => item.status)).toEqual(['recalled', 'recalled', 'recalled'])
    expect(involvedUnits(state)).toEqual([UNITS.township, UNITS.department, UNITS.coordinator])
  })

  it('leaves what was accepted as it was', () => {
    const state = given(...upToCallback()).when('withdraw', { by: PEOPLE.operator, body }).state
    expect(state.assignments.map((item) => item.status)).toEqual(['accepted', 'recalled', 'recalled'])
  })

  it('ends one that follows another, which alone goes on: nothing is waited for any more, and it still says what it followed', () => {
    const merged = { type: 'case.merged.v1', data: { parentId: PARENT.caseId, parentNumber: PARENT.number, reason: '同一处路灯' } } as const
    const state = given(filed(), dispatched(), signed(), merged)
      .when('withdraw', { by: PEOPLE.operator, body })
      .thenEvents({ type: 'case.withdrawn.v1', data: body })
    expect(state).toMatchObject({ status: 'withdrawn', endedReason: body.reason, procedures: { parent: { caseId: PARENT.caseId, answered: false } } })
    expect(brokenInvariants(state)).toEqual([])
    const answered = { parentId: PARENT.caseId, parentNumber: PARENT.number, unitId: UNITS.department, text: '三盏路灯已修好，当晚已亮。' }
    given(filed(), dispatched(), merged, { type: 'case.withdrawn.v1', data: body })
      .when('share_reply', { by: PEOPLE.system, body: answered })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it.each([
    ['closed', [...upToCallback(), closed()]],
    ['archived', [...upToCallback(), closed(), archived]],
    ['withdrawn already', [filed(), withdrawn]],
  ] as const)('is refused when the case is %s', (_, events) => {
    given(...events)
      .when('withdraw', { by: PEOPLE.operator, body })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it('is not for the unit that handles it, nor for the reviewer', () => {
    for (const by of [PEOPLE.handler, PEOPLE.unitLead, PEOPLE.reviewer, PEOPLE.dispatcher, PEOPLE.system]) {
      given(filed(), dispatched()).when('withdraw', { by, body }).thenRefused('PERMISSION_MISSING')
    }
  })

  it('needs a reason', () => {
    expect(CASE_COMMANDS.withdraw.body.safeParse({}).success).toBe(false)
    expect(CASE_COMMANDS.withdraw.body.safeParse({ reason: ' ' }).success).toBe(false)
  })
})
