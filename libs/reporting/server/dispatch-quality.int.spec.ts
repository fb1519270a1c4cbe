import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { CaseEvent } from '@tongban/case/contract'
import { DAY_MS, HOUR_MS, isoOf, plus } from '@tongban/kernel/core'
import { MAX_QUALITY_ROWS, firstDispatchOf, type QualityBy } from '@tongban/reporting/contract'
import { person, plansOf, sentBy, type Plans } from '@tongban/testing/server'
import { COORDINATOR, FILED_AT, TOWNSHIP, caseId, dispatched, filed, recused, step, type Step } from './case-life.spec-support.js'
import { DispatchQualityReadModel } from './dispatch-quality.read-model.js'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { MeasuresReadModel } from './measures.read-model.js'
import { ReportingTestBed } from './reporting-test-bed.spec-support.js'

const DEPARTMENT = 'county-150525-housing'
const LEADER = person('leader', 'hotline-centre')
const period = { from: isoOf(plus(FILED_AT, -HOUR_MS)), to: isoOf(plus(FILED_AT, 24 * HOUR_MS)) }
const RULE = { dispatchTrail: { catalogueRowId: '0101@all', catalogueVersion: 4 } }

const judged = (n: number, because: 'return' | 'reassign' | 'ruling' | 'recusal', assignmentId = caseId(1_000 + n)): CaseEvent => ({
  type: 'case.dispatch_judged.v1', data: { assignmentId, unitId: TOWNSHIP, verdict: 'wrong', because, author: { kind: 'rule', id: '0101@all' } },
})
const handedOver = (n: number, cause: 'return' | 'reassign' | 'recusal', assignmentId = caseId(1_000 + n)): CaseEvent => ({
  type: 'assignment.handed_over.v1', data: { assignmentId, unitId: TOWNSHIP, toUnitId: DEPARTMENT, cause, counted: cause !== 'recusal', reason: '' },
})
/** Given to a unit by a dispatcher, or by the system. */
const given = (n: number, to: string, { by = 'dispatcher-1', round = 1, at = 3_000 }: { by?: string | null; round?: number; at?: number } = {}): CaseEvent => ({
  type: 'case.dispatched.v1',
  data: {
    round, automatic: by === null, reason: '', ...(by === null ? {} : { dispatchedBy: by }), assignments: [{ assignmentId: caseId(at + n), role: 'lead', unitId: to }],
    due: { serviceClass: 'general', policyVersion: '1', startedAt: FILED_AT, signDueAt: plus(FILED_AT, 2 * HOUR_MS), contactDueAt: plus(FILED_AT, 24 * HOUR_MS), promiseDueAt: plus(FILED_AT, 72 * HOUR_MS) },
  },
})
const recalled = (n: number): CaseEvent[] => [
  { type: 'assignment.recalled.v1', data: { assignmentId: caseId(1_000 + n), unitId: TOWNSHIP, role: 'lead', reason: '派错了' } },
  { type: 'case.returned_to_pool.v1', data: { reason: '派错了', dispatchDueAt: plus(FILED_AT, HOUR_MS) } },
]
const happen = (n: number, ...commits: CaseEvent[][]): Step[] => [filed(n, RULE), dispatched(n), ...commits.map((events, index) => step(n, 10 + index, () => events))]

let bed: ReportingTestBed
beforeAll(async () => {
  bed = await ReportingTestBed.start()
  await bed.clear()
  // 1: right. 2: returned. 3: reassigned as wrong. 4: reassigned for another reason. 5: recalled, elsewhere. 6: recalled, back again. 7: recused.
  await bed.play(1, happen(1))
  await bed.play(2, happen(2, [judged(2, 'return'), handedOver(2, 'return'), given(2, DEPARTMENT)]))
  await bed.play(3, happen(3, [judged(3, 'reassign'), handedOver(3, 'reassign'), given(3, DEPARTMENT)]))
  await bed.play(4, happen(4, [handedOver(4, 'reassign'), given(4, DEPARTMENT)]))
  await bed.play(5, happen(5, recalled(5), [given(5, DEPARTMENT)]))
  await bed.play(6, happen(6, recalled(6), [given(6, TOWNSHIP)]))
  await bed.play(7, [...happen(7), recused(7, [TOWNSHIP]), step(7, 61, () => [handedOver(7, 'recusal'), given(7, DEPARTMENT)])])
  // 8: wrong twice, by the rule and then by the dispatcher; 9: still in the pool after a recall; 10: never dispatched.
  await bed.play(8, happen(8, [judged(8, 'return'), handedOver(8, 'return'), given(8, DEPARTMENT)], [judged(8, 'ruling', caseId(3_008)), handedOver(8, 'reassign', caseId(3_008)), given(8, COORDINATOR, { by: 'dispatcher-2', at: 4_000 })]))
  await bed.play(9, happen(9, recalled(9)))
  await bed.play(10, [filed(10, RULE)])
})
afterAll(() => bed.close())

const table = async (by: QualityBy, principal = LEADER) => {
  const { rows, total } = await bed.app.get(DispatchQualityReadModel).read(principal, { ...period, by })
  return { total, rows: Object.fromEntries(rows.map((row) => [row.version === null ? row.id : `${row.id} v${row.version}`, [row.dispatched, row.wrong]])) }
}
const listed = async (query: object, limit = 2): Promise<number[]> => {
  const found: number[] = []
  for (let cursor: string | null = null; ; ) {
    const page: { caseIds: string[]; nextCursor: string | null } = await bed.app
      .get(DispatchQualityReadModel)
      .caseIds(LEADER, { ...period, by: 'rule', only: 'wrong', limit, ...query, ...(cursor === null ? {} : { cursor }) })
    found.push(...page.caseIds.map((id) => Number(id.slice(-6))))
    cursor = page.nextCursor
    if (cursor === null) return found
  }
}

describe('wrong dispatches', () => {
  it('are charged to the rule with its version, and to the dispatcher, never to the unit that received the case', async () => {
    expect((await table('rule')).rows).toEqual({ '0101@all v4': [9, 4] })
    expect((await table('author')).rows).toEqual({ system: [9, 4], 'dispatcher-1': [7, 1], 'dispatcher-2': [1, 0] })
  })

  it('are counted by matter and by place', async () => {
    expect((await table('category')).rows).toEqual({ '010101': [17, 5] })
    expect((await table('county')).rows).toEqual({ '150525': [17, 5] })
    expect(await table('township')).toEqual({ total: { dispatched: 17, wrong: 5, rate: 5 / 17 }, rows: { none: [17, 5] } })
  })

  it('say why: a return, a ruling, a reassignment that says so, a recall that went elsewhere; not one for another reason, nor a recusal', async () => {
    const { rows } = await bed.app.get(DispatchQualityReadModel).read(LEADER, { ...period, by: 'author' })
    expect(rows.find(({ id }) => id === 'system')?.causes).toEqual({ return: 2, ruling: 0, reassign: 1, recall: 1 })
    expect(rows.find(({ id }) => id === 'dispatcher-1')?.causes).toEqual({ return: 0, ruling: 1, reassign: 0, recall: 0 })
  })

  it('open to the cases behind them, the newest first, each once, page by page', async () => {
    expect((await listed({ id: '0101@all', version: '4' })).sort()).toEqual([2, 3, 5, 8])
    expect(await listed({ id: '0101@all', version: '3' })).toEqual([])
    expect(await listed({ by: 'author', id: 'dispatcher-1' })).toEqual([8])
    expect((await listed({ by: 'county', id: '150525' })).sort()).toEqual([2, 3, 5, 8])
    expect((await listed({ by: 'county', only: 'all' }, 3)).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect((await listed({ by: 'township', id: 'none' })).sort()).toEqual([2, 3, 5, 8])
  })

  it('are told within reach alone, and nothing of what is about the reader’s unit', async () => {
    const elsewhere = person('county_coordinator', 'county-150502-coordinator', { countyCode: '150502' })
    expect(await table('rule', elsewhere)).toEqual({ total: { dispatched: 0, wrong: 0, rate: null }, rows: {} })
    const township = person('unit_lead', TOWNSHIP)
    const { rows } = await table('rule', township)
    // Case 7 is about the township; 5 and 9 were taken back from it.
    expect(rows['0101@all v4']?.[0]).toBe(6)
  })

  it('are counted once, however often and in whatever order the events come', async () => {
    const before = await table('rule')
    const events = happen(11, [judged(11, 'return'), handedOver(11, 'return'), given(11, DEPARTMENT)]).flatMap((item) => bed.commit(caseId(11), item))
    await bed.consume([...events].reverse())
    await bed.consume(events)
    const after = await table('rule')
    expect([after.total.dispatched - before.total.dispatched, after.total.wrong - before.total.wrong]).toEqual([1, 1])
  })
})

describe('first-dispatch accuracy', () => {
  it('is over what was dispatched: never returned, recalled or given to another unit; recusal is nobody’s mistake', async () => {
    const [row] = (await bed.app.get(MeasuresReadModel).read(LEADER, { ...period, by: 'city', formula: 'three_rates' })).rows
    expect([row?.counts.dispatched, row?.counts.first_dispatch_right]).toEqual([10, 2])
    expect(row?.firstDispatch).toBe(0.2)
    const { caseIds } = await bed.app.get(MeasureCasesReadModel).caseIds(LEADER, 'first_dispatch_right', { ...period, limit: 50 })
    expect(caseIds.sort()).toEqual([caseId(1), caseId(7)])
    const { month } = await bed.board()
    expect(month.firstDispatch).toEqual({ dispatched: 10, right: 2, rate: 0.2 })
    expect(firstDispatchOf({ dispatched: 0, first_dispatch_right: 0 })).toBeNull()
  })
})

describe('over a hundred thousand dispatches', () => {
  const plansWhile = async (work: () => Promise<unknown>): Promise<Plans> => plansOf(bed.database, ...(await sentBy(bed.database, work)))
  const day = { from: isoOf(plus(FILED_AT, -2 * DAY_MS)), to: isoOf(plus(FILED_AT, -DAY_MS)) }
  beforeAll(async () => {
    for (let piece = 0; piece < 10; piece += 1) await bed.database.query(
      `INSERT INTO reporting_dispatch (city_code, assignment_id, case_id, version, dispatched_at, author_kind, author_id, rule_id, rule_version, category_code, county_code, unit_ids, wrong_because)
       SELECT '150500', gen_random_uuid(), gen_random_uuid(), 1, $1::timestamptz - n * interval '300 seconds', CASE WHEN n % 4 = 0 THEN 'person' ELSE 'system' END,
         CASE WHEN n % 4 = 0 THEN 'dispatcher-' || n % 20 ELSE 'system' END, CASE WHEN n % 4 > 0 THEN 'rule-' || n % 300 END, '4', '0101', '150525', ARRAY['u'],
         CASE WHEN n % 50 = 0 THEN 'return' END FROM generate_series($2::int, $2::int + 9999) n`,
      [isoOf(plus(FILED_AT, -DAY_MS)), piece * 10_000],
    )
    await bed.database.query('VACUUM ANALYZE reporting_dispatch')
  })

  it.each(['rule', 'category', 'county', 'author'] as const)('a day is counted by %s from its own part of the index', async (by) => {
    const { scanned, indexes } = await plansWhile(() => bed.app.get(DispatchQualityReadModel).groups(LEADER, { ...day, by }))
    expect(scanned).toEqual([])
    expect(indexes).toContainEqual(expect.stringMatching(/^reporting_dispatch_/))
  })

  it.each([
    [{ by: 'rule', id: 'rule-7', version: '4', only: 'all' }, /reporting_dispatch_(rule|at)/], [{ by: 'rule', id: 'rule-7', only: 'wrong' }, /reporting_dispatch_(wrong|rule)/],
    [{ by: 'author', id: 'dispatcher-4', only: 'wrong' }, /reporting_dispatch_(wrong|author)/], [{ by: 'county', id: '150525', only: 'all' }, /reporting_dispatch_at/],
  ] as const)('%j is opened along an index, a page at a time', async (query, index) => {
    const { scanned, indexes } = await plansWhile(() => bed.app.get(DispatchQualityReadModel).caseIds(LEADER, { ...period, ...day, from: isoOf(plus(FILED_AT, -365 * DAY_MS)), limit: 20, ...query }))
    expect(scanned).toEqual([])
    expect(indexes).toContainEqual(expect.stringMatching(index))
  })

  it('more groups than one answer tells are said to be there, and counted in its total', async () => {
    const year = { from: isoOf(plus(FILED_AT, -900 * DAY_MS)), to: isoOf(plus(FILED_AT, -899 * DAY_MS)) }
    await bed.database.query(
      `INSERT INTO reporting_dispatch (city_code, assignment_id, case_id, version, dispatched_at, author_kind, author_id, rule_id, rule_version, category_code, county_code, unit_ids, wrong_because)
       SELECT '150500', gen_random_uuid(), gen_random_uuid(), 1, $1::timestamptz + n * interval '1 second', 'system', 'system', 'of-' || n % 700, '4', '0101', '150525', ARRAY['u'],
         CASE WHEN n % 700 < 3 THEN 'return' END FROM generate_series(1, 1400) n`, [year.from],
    )
    const { rows, rowCount, total } = await bed.app.get(DispatchQualityReadModel).read(LEADER, { ...year, by: 'rule' })
    expect([rows.length, rowCount, total]).toEqual([MAX_QUALITY_ROWS, 700, { dispatched: 1_400, wrong: 6, rate: 6 / 1_400 }])
    expect(rows.slice(0, 4).map(({ id, wrong }) => [id, wrong])).toEqual([['of-0', 2], ['of-1', 2], ['of-2', 2], [rows[3]?.id, 0]])
    const all = await bed.app.get(DispatchQualityReadModel).read(LEADER, { ...year, by: 'county' })
    expect([all.rows.length, all.rowCount]).toEqual([1, 1])
  })
})
