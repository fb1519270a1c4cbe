import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import { dispatched, filed, given, LEAD, PEOPLE, START, upToCallback, upToReply } from '@tongban/testing/server'

const counted = (serviceClass: string, clocks: readonly { kind: string; dueAt: number }[]) => ({
  serviceClass, policyVersion: null, calendarCode: '150500', calendarVersion: 1,
  clocks: clocks.map(({ kind, dueAt }) => ({ clockId: LEAD, kind, assignmentId: kind === 'dispatch' ? null : LEAD, limit: { amount: 120, unit: 'minute' }, dueAt, warnAt: null, rungs: [] })),
})
const due = plus(START, DAY_MS)
const body = { urgency: 'emergency' as const, reason: '现场塌陷扩大', recounted: counted('emergency', [{ kind: 'promise', dueAt: due }, { kind: 'sign', dueAt: due - 1 }]) }

describe('changing how urgent a case is', () => {
  it('tells what it was, what it is, why and who said so, and what its clocks came to', () => {
    given(filed(), dispatched())
      .when('change_urgency', { by: PEOPLE.dispatcher, body })
      .thenEvents({ type: 'case.urgency_changed.v1', data: { from: 'general', to: 'emergency', reason: body.reason, changedBy: PEOPLE.dispatcher.userId, recounted: body.recounted } })
  })

  it('moves the due moments of the case with its clocks, and nothing else', () => {
    const before = given(filed(), dispatched()).state
    const after = given(filed(), dispatched()).when('change_urgency', { by: PEOPLE.supervisor, body }).state
    expect(after).toMatchObject({ urgency: 'emergency', promiseDueAt: due, serviceClass: 'emergency', policyVersion: before.policyVersion, status: before.status })
    expect(after.assignments.find(({ id }) => id === LEAD)).toEqual({ ...before.assignments.find(({ id }) => id === LEAD), promiseDueAt: due, signDueAt: due - 1 })
  })

  it('moves the moment a case in the pool has to be dispatched by', () => {
    const recounted = counted('emergency', [{ kind: 'dispatch', dueAt: due }])
    expect(given(filed()).when('change_urgency', { by: PEOPLE.dispatcher, body: { ...body, recounted } }).state.dispatchDueAt).toBe(due)
  })

  it('is refused when it changes nothing, when the case is over, and to the unit that handles it', () => {
    given(filed(), dispatched()).when('change_urgency', { by: PEOPLE.dispatcher, body: { ...body, urgency: 'general' } }).thenRefused('URGENCY_UNCHANGED')
    given(...upToReply()).when('change_urgency', { by: PEOPLE.handler, body }).thenRefused('PERMISSION_MISSING')
    given(...upToCallback()).when('change_urgency', { by: PEOPLE.dispatcher, body }).thenRefused('CASE_STATE_FORBIDS')
  })
})
