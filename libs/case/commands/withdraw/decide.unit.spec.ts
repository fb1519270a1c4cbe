import { describe, expect, it } from '@jest/globals'
import {
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
import { involvedUnits } from '../../domain/index.js'
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

  it('recalls every open assignment, copies included, and no unit sees the case as its own any more', () => {
    const state = given(filed(), dispatched(), signed()).when('withdraw', { by: PEOPLE.operator, body }).state
    expect(state.assignments.map((item) => item.status)).toEqual(['recalled', 'recalled', 'recalled'])
    expect(involvedUnits(state)).toEqual([])
  })

  it('leaves what was accepted as it was', () => {
    const state = given(...upToCallback()).when('withdraw', { by: PEOPLE.operator, body }).state
    expect(state.assignments.map((item) => item.status)).toEqual(['accepted', 'recalled', 'recalled'])
    expect(involvedUnits(state)).toEqual([UNITS.township])
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
