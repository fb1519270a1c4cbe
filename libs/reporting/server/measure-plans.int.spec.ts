import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, isoOf, plus } from '@tongban/kernel/core'
import { person, plansOf, sentBy, type Plans } from '@tongban/testing/server'
import { boardStatement } from './board.read-model.js'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { MeasuresReadModel } from './measures.read-model.js'
import { ReportingTestBed } from './reporting-test-bed.spec-support.js'

const CITY = '150500'
const WHOLE_CITY = person('supervisor', 'hotline-centre')

/** 20,000 cases over the year before: enough for the planner to prefer an index where there is a fitting one. Every 97th is open. */
const A_YEAR = `
  INSERT INTO reporting_case_fact (city_code, case_id, version, number, status, round, title, case_type, urgency, channel, category_code,
    county_code, lead_unit_id, unit_ids, filed_at, dispatched_at, promise_due_at, replied_at, closed_at, signed_late, first_callback_at,
    first_outcome)
  SELECT $1, gen_random_uuid(), 1, n::text, CASE WHEN open THEN 'in_progress' ELSE 'closed' END, 1, '', 'help', 'general', 'phone', '010101',
    '150525', 'township-' || n % 40, ARRAY['township-' || n % 40], at, at, at + interval '3 days',
    CASE WHEN NOT open THEN at + interval '1 day' END, CASE WHEN NOT open THEN at + interval '2 days' END, false,
    CASE WHEN NOT open THEN at + interval '2 days' END, 'answered'
  FROM (SELECT n, n % 97 = 0 AS open, $2::timestamptz - n * $3::float8 * interval '1 millisecond' AS at FROM generate_series(1, 20000) n) t`

let bed: ReportingTestBed
let day: { from: string; to: string }

beforeAll(async () => {
  bed = await ReportingTestBed.start()
  const now = bed.clock.now()
  day = { from: isoOf(plus(now, -DAY_MS)), to: isoOf(now) }
  await bed.database.query(A_YEAR, [CITY, isoOf(now), (365 * DAY_MS) / 20_000])
  await bed.database.query('ANALYZE reporting_case_fact')
})
afterAll(() => bed.close())

const plansWhile = async (work: () => Promise<unknown>): Promise<Plans> => plansOf(bed.database, ...(await sentBy(bed.database, work)))

describe('over a year of cases', () => {
  it('counts a day by the four indexes and never reads the whole history', async () => {
    const { indexes, scanned } = await plansWhile(() => bed.app.get(MeasuresReadModel).counts(WHOLE_CITY, { ...day, by: 'unit' }))
    expect(scanned).toEqual([])
    expect(indexes).toEqual(expect.arrayContaining(['filed', 'closed', 'callback', 'open'].map((index) => `reporting_case_fact_${index}`)))
  })

  it.each(['filed', 'closed', 'callback_satisfied', 'overdue'] as const)('opens %s along an index in its order', async (measure) => {
    const { text, scanned } = await plansWhile(() => bed.app.get(MeasureCasesReadModel).caseIds(WHOLE_CITY, measure, { ...day, limit: 20 }))
    expect(scanned).toEqual([])
    expect(text).toMatch(/^Index (Only )?Scan reporting_case_fact_(filed|closed|callback|open)$/m)
  })

  it('reads no table of the board from end to end', async () => {
    const { sql, params } = boardStatement(WHOLE_CITY.scope, bed.clock.now(), CITY)
    expect((await plansOf(bed.database, { sql, values: params })).scanned).not.toContain('reporting_case_fact')
  })
})
