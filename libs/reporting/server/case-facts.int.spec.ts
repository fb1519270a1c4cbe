import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { instantFromIso, MINUTE_MS, plus } from '@tongban/kernel/core'
import { person } from '@tongban/testing/server'
import { snapshotOf } from '@tongban/case/domain'
import fc from 'fast-check'
import { caseFactOf } from './case-fact.mapper.js'
import { CaseFactStore } from './case-fact.store.js'
import { caseId, dispatched, filed, FILED_AT, life, step, TOWNSHIP } from './case-life.spec-support.js'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { ReportingTestBed } from './reporting-test-bed.spec-support.js'

const CITY = '150500'
let bed: ReportingTestBed

beforeAll(async () => {
  bed = await ReportingTestBed.start()
})
afterAll(() => bed.close())
beforeEach(() => bed.clear())

describe('facts', () => {
  it('follow a case through its life and tell it line by line', async () => {
    await bed.play(1, life(1, 'satisfied'))
    const [fact] = await bed.database.query<Record<string, unknown>>(
      'SELECT status, version, lead_unit_id, first_satisfaction, signed_late, closed_at FROM reporting_case_fact',
    )
    expect(fact).toEqual({
      status: 'closed',
      version: 7,
      lead_unit_id: TOWNSHIP,
      first_satisfaction: 'satisfied',
      signed_late: false,
      closed_at: plus(FILED_AT, 200 * MINUTE_MS),
    })
    const { events } = await bed.board()
    expect(events.map(({ sentence }) => sentence)).toEqual([
      '办结',
      '群众满意',
      '回复审核通过',
      '已回复，用时 1 小时 59 分',
      '已与群众联系',
      '已签收，用时 6 分',
      '系统直派',
      '受理：大沁他拉西街路灯不亮',
    ])
    expect(events[5]).toMatchObject({ unitName: '大沁他拉镇', countyName: '奈曼旗', number: '20261121001' })
  })

  it('count each event once, however often and in whatever order it comes', async () => {
    const events = life(1, 'satisfied').flatMap((item) => bed.commit(caseId(1), item))
    await bed.consume([...events].reverse())
    await bed.consume(events)
    const snapshot = await bed.board()
    expect(snapshot.revision).toBe(events.length)
    expect(snapshot.events).toHaveLength(events.length)
    expect(snapshot.today).toMatchObject({ filed: 1, dispatched: 1, closed: 1 })
  })

  it('keep the newest version of a case when an older one is written later', async () => {
    const versions = life(1, 'satisfied').map((item) => {
      bed.commit(caseId(1), item)
      return caseFactOf(snapshotOf(bed.state(caseId(1))), CITY)
    })
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(versions, { minLength: 1 }), async (order) => {
        await bed.database.query('DELETE FROM reporting_case_fact')
        const store = bed.app.get(CaseFactStore)
        for (const fact of order) await bed.database.transaction((tx) => store.apply(tx, [fact], [], 1))
        const newest = order.reduce((left, right) => (left.version > right.version ? left : right))
        expect(await bed.database.query('SELECT version, status FROM reporting_case_fact')).toEqual([
          { version: newest.version, status: newest.status },
        ])
      }),
      { numRuns: 20 },
    )
  })

  it('do not copy the title of a sealed case', async () => {
    await bed.play(1, [filed(1, { sealed: true }), dispatched(1)])
    const { events, soonest } = await bed.board()
    expect([...events.map(({ sentence }) => sentence), ...soonest.map(({ title }) => title)]).toEqual([
      '系统直派',
      '受理：保密件',
      '保密件',
    ])
  })

  it('call an assignment signed late from the due moment on, signed or not', async () => {
    const late = (minutes: number) => step(1, minutes, (ids) => [{ type: 'assignment.signed.v1', data: { ...ids, late: true } }])
    await bed.play(1, [filed(1), dispatched(1), late(120)])
    await bed.play(2, [filed(2), dispatched(2)])
    await bed.play(3, [
      filed(3),
      dispatched(3),
      step(3, 119, (ids) => [{ type: 'assignment.signed.v1', data: { ...ids, assignmentId: caseId(1_003), late: false } }]),
    ])
    await bed.play(4, [filed(4), dispatched(4), step(4, 10, () => [{ type: 'case.withdrawn.v1', data: { reason: '已解决' } }])])
    const { caseIds } = await bed.app.get(MeasureCasesReadModel).caseIds(person('leader', 'hotline-centre'), 'signed_late', {
      from: '2026-11-21T00:00:00+08:00',
      to: '2026-11-22T00:00:00+08:00',
      limit: 20,
    })
    expect(caseIds.sort()).toEqual([caseId(1), caseId(2)])
  })

  it('forget the stream after seven days, and nothing else', async () => {
    await bed.play(1, life(1, 'satisfied', { filedAt: instantFromIso('2026-11-10T09:00:00+08:00') }))
    await bed.app.get(CaseFactStore).forgetEventsBefore('2026-11-14T00:00:00+08:00')
    expect((await bed.board()).events).toEqual([])
    expect(await bed.database.query('SELECT status FROM reporting_case_fact')).toEqual([{ status: 'closed' }])
  })
})
