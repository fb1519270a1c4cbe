import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { CaseEvent } from '@tongban/case/contract'
import { HOUR_MS, isoOf, plus } from '@tongban/kernel/core'
import { person } from '@tongban/testing/server'
import { ActsReadModel } from './acts.read-model.js'
import { COORDINATOR, FILED_AT, TOWNSHIP, caseId, dispatched, filed, recused, step, type Step } from './case-life.spec-support.js'
import { ReportingTestBed } from './reporting-test-bed.spec-support.js'

const DEPARTMENT = 'county-150525-housing'
const LEADER = person('leader', 'hotline-centre')
const period = { from: isoOf(plus(FILED_AT, -HOUR_MS)), to: isoOf(plus(FILED_AT, 24 * HOUR_MS)) }
const whistle = caseId(7_001)

const asked = (n: number): CaseEvent => ({
  type: 'request.asked.v1',
  data: {
    requestId: caseId(5_000 + n), kind: 'return', assignmentId: caseId(1_000 + n), unitId: TOWNSHIP, status: 'pending', reason: '不在本镇', attachmentIds: [],
    details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: DEPARTMENT, legalBasis: '权责清单第十二条' }, askedBy: 'handler', rulingDueAt: plus(FILED_AT, 4 * HOUR_MS),
  },
})
const ruled = (n: number, verdict: 'approved' | 'rejected'): CaseEvent => ({
  type: 'request.ruled.v1',
  data: { requestId: caseId(5_000 + n), kind: 'return', assignmentId: caseId(1_000 + n), unitId: TOWNSHIP, verdict, remarks: '经核实', ruledBy: 'dispatcher' },
})
const judged = (n: number, author: { kind: 'rule' | 'person'; id: string }): CaseEvent => ({
  type: 'case.dispatch_judged.v1',
  data: { assignmentId: caseId(1_000 + n), unitId: TOWNSHIP, verdict: 'wrong', because: 'return', author },
})
const whistled = (n: number): CaseEvent => ({
  type: 'case.whistled.v1',
  data: {
    byAssignmentId: caseId(1_000 + n), byUnitId: TOWNSHIP, reason: '需要部门到场', place: '大沁他拉西街',
    assignments: [{ assignmentId: whistle, role: 'whistle', unitId: DEPARTMENT, arriveDueAt: plus(FILED_AT, 2 * HOUR_MS) }],
    due: { serviceClass: 'general', policyVersion: '1', startedAt: FILED_AT, signDueAt: plus(FILED_AT, HOUR_MS), contactDueAt: plus(FILED_AT, HOUR_MS), promiseDueAt: plus(FILED_AT, 9 * HOUR_MS) },
  } as Extract<CaseEvent, { type: 'case.whistled.v1' }>['data'],
})

const happen = (n: number, ...events: CaseEvent[]): Step[] => [filed(n), dispatched(n), ...events.map((event, index) => step(n, 10 + index, () => [event]))]

describe('what somebody answers for', () => {
  let bed: ReportingTestBed
  beforeAll(async () => {
    bed = await ReportingTestBed.start()
    await bed.play(1, happen(1, asked(1), ruled(1, 'rejected')))
    await bed.play(2, happen(2, asked(2), ruled(2, 'approved'), judged(2, { kind: 'rule', id: '0101@all' })))
    await bed.play(3, happen(3, judged(3, { kind: 'person', id: 'dispatcher-1' })))
    await bed.play(4, happen(
      4, whistled(4),
      { type: 'assignment.arrived.v1', data: { assignmentId: whistle, unitId: DEPARTMENT, late: true, note: '', place: '' } },
      { type: 'assignment.answered_lead.v1', data: { assignmentId: whistle, unitId: DEPARTMENT, text: '已到场处理', attachmentIds: [], late: false } },
    ))
  })
  afterAll(() => bed.close())

  const counts = async (principal = LEADER): Promise<Record<string, [number, number | null]>> =>
    Object.fromEntries((await bed.app.get(ActsReadModel).counts(principal, period)).rows.map((row) => [`${row.kind} ${row.author.kind} ${row.author.id}`, [row.count, row.onTime]]))

  it('rule 2: counts an improper return against its unit, and a wrong dispatch against the rule or the person, never the unit', async () => {
    expect(await counts()).toEqual({
      [`return_asked unit ${TOWNSHIP}`]: [2, null],
      [`return_improper unit ${TOWNSHIP}`]: [1, null],
      [`return_approved unit ${TOWNSHIP}`]: [1, null],
      'wrong_dispatch rule 0101@all': [1, null],
      'wrong_dispatch person dispatcher-1': [1, null],
      [`whistle_called unit ${TOWNSHIP}`]: [1, null],
      [`whistle_arrived unit ${DEPARTMENT}`]: [1, 0],
      [`whistle_answered unit ${DEPARTMENT}`]: [1, 1],
    })
  })

  it('opens every number to as many cases as it counts', async () => {
    const acts = bed.app.get(ActsReadModel)
    for (const row of (await acts.counts(LEADER, period)).rows) {
      const { items } = await acts.list(LEADER, row.kind, { ...period, authorKind: row.author.kind, authorId: row.author.id, limit: 50 })
      expect([row.kind, items.length]).toEqual([row.kind, row.count])
      if (row.onTime === null) continue
      const onTime = await acts.list(LEADER, row.kind, { ...period, authorKind: row.author.kind, authorId: row.author.id, onTime: true, limit: 50 })
      expect([row.kind, onTime.items.length]).toEqual([row.kind, row.onTime])
    }
  })

  it('counts the same event once, however often it is delivered', async () => {
    const again = bed.commit(caseId(5), { at: FILED_AT, events: happen(5, asked(5)).flatMap((item) => item.events) })
    await bed.consume(again)
    const once = await counts()
    await bed.consume(again)
    expect(await counts()).toEqual(once)
  })

  it('rule 12: tells a unit nothing of what is about it, from the moment it is found to be', async () => {
    const coordinator = { ...person('county_coordinator', COORDINATOR, { countyCode: '150525' }) }
    expect(Object.keys(await counts(coordinator))).toContain('wrong_dispatch person dispatcher-1')
    await bed.play(3, [recused(3, [COORDINATOR])])
    expect(Object.keys(await counts(coordinator))).not.toContain('wrong_dispatch person dispatcher-1')
    expect(Object.keys(await counts())).toContain('wrong_dispatch person dispatcher-1')
  })
})
