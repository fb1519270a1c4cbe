import { describe, expect, it } from '@jest/globals'
import { DAY_MS, plus } from '@tongban/kernel/core'
import { dispatched, filed, given, LEAD, PEOPLE, START } from '@tongban/testing/server'

const due = plus(START, 9 * DAY_MS)
const recounted = {
  serviceClass: null, policyVersion: null, calendarCode: '150500', calendarVersion: 2,
  clocks: [{ clockId: LEAD, kind: 'promise', assignmentId: LEAD, limit: { amount: 5, unit: 'work_day' }, dueAt: due, warnAt: null, rungs: [] }],
}
const body = { version: 2, reason: '工作日历调整：暴雪停工', recounted }

describe('counting the clocks of a case anew', () => {
  it('leaves its trace, moves what the clocks moved to, and keeps class and version', () => {
    const before = given(filed(), dispatched()).state
    const made = given(filed(), dispatched()).when('recount', { by: PEOPLE.system, body: { ...body, version: before.version } })
    expect(made.events).toEqual([{ type: 'case.clocks_recounted.v1', data: { reason: body.reason, recounted } }])
    expect(made.state).toMatchObject({ promiseDueAt: due, urgency: before.urgency, serviceClass: before.serviceClass, policyVersion: before.policyVersion })
  })

  it('is the system’s alone: nobody moves a deadline by hand', () => {
    const { version } = given(filed(), dispatched()).state
    for (const by of [PEOPLE.supervisor, PEOPLE.dispatcher, PEOPLE.handler]) given(filed(), dispatched()).when('recount', { by, body: { ...body, version } }).thenRefused('PERMISSION_MISSING')
  })
})
