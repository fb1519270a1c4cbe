import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Scope } from '@tongban/access/contract'
import { idOf, instantFromIso } from '@tongban/kernel/core'
import { openStore, testConfig, type OpenStore } from '@tongban/testing/server'
import { MOST_COUNTED, RiskReadModel, type RiskFilter } from './persistence/risk.read-model.js'

const NOW = instantFromIso('2026-11-16T09:00:00+08:00')
/** Of these running clocks one in a hundred is late, one in thirty due within a day; one case in twenty is in its second round. A million, to see the times. */
const CLOCKS = Number(process.env.TONGBAN_TEST_CLOCKS ?? 100_000)

let store: OpenStore
let risks: RiskReadModel
beforeAll(async () => {
  store = await openStore()
  risks = new RiskReadModel(store.database, await testConfig(store.url))
  await store.database.query(`
    INSERT INTO deadline_risk_case (city_code, case_id, version, number, title, county_code, township_code, round, recused_unit_ids)
    SELECT '150500', md5('case' || n)::uuid, 1, '20261116' || lpad(n::text, 6, '0'), '路灯不亮', (150502 + n % 8)::text, (150502 + n % 8)::text || lpad((n % 20)::text, 3, '0'),
      CASE WHEN n % 20 = 0 THEN 2 ELSE 1 END, NULL
    FROM generate_series(0, ${CLOCKS / 4 - 1}) AS n`)
  await store.database.query(
    `INSERT INTO deadline_clock (city_code, id, case_id, unit_id, kind, service_class, cause, policy_version, calendar_code, calendar_version, limit_amount, limit_unit, started_at, due_at, last_at)
     SELECT '150500', gen_random_uuid(), md5('case' || n / 4)::uuid, 'unit-' || (n / 4) % 400, (ARRAY['sign', 'contact', 'promise', 'dispatch'])[1 + n % 4], 'help_suggestion', 'dispatched', 1, '150500', 1, 1,
       'work_days', $1, $1::timestamptz + (n % 3100 - 31) * interval '14 minutes', $1 FROM generate_series(0, ${CLOCKS - 1}) AS n`,
    ['2026-11-16T01:00:00Z'],
  )
  await store.database.query('ANALYZE deadline_clock, deadline_risk_case')
}, 280_000)
afterAll(() => store.close())

type Plan = { 'Node Type': string; 'Index Name'?: string; 'Relation Name'?: string; Plans?: Plan[] }
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

async function explained({ sql, values }: { sql: string; values: unknown[] }): Promise<{ nodes: Plan[]; ms: number }> {
  const [row] = await store.database.transaction(async (tx) => {
    // So few rows are read whole for less; at a million the same plans are chosen unasked.
    await tx.query('SET LOCAL enable_seqscan = off')
    return tx.query<{ 'QUERY PLAN': { Plan: Plan; 'Execution Time': number }[] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values)
  })
  const [answer] = row?.['QUERY PLAN'] ?? []
  if (answer === undefined) throw new Error('No plan')
  return { nodes: nodesOf(answer.Plan), ms: answer['Execution Time'] }
}

const CITY: Scope = { kind: 'city', unitId: idOf('hotline-centre') }
const COUNTY: Scope = { kind: 'county', unitId: idOf('county-150503-coordinator'), countyCode: '150503' }
const UNIT: Scope = { kind: 'own_unit', unitId: idOf('unit-7') }
const FILTER: RiskFilter = { now: NOW, hours: 24 }

describe('the risk list over many running clocks', () => {
  it.each([
    ['the city’s first page', CITY, FILTER], ['a county’s', COUNTY, FILTER], ['a unit’s', UNIT, FILTER], ['what is unsigned', CITY, { ...FILTER, risk: 'unsigned' as const }],
    ['one township', CITY, { ...FILTER, townshipCode: '150503001' }],
  ])('%s reads no table whole', async (what, scope, filter) => {
    const { nodes, ms } = await explained(risks.listStatement(scope, filter, { limit: 51, after: null }))
    if (process.env.TONGBAN_TEST_FIGURES === '1') process.stdout.write(`list, ${what}: ${ms.toFixed(1)} ms\n`)
    expect(nodes.filter((node) => node['Node Type'].includes('Seq Scan') && node['Relation Name'] === 'deadline_clock')).toEqual([])
    expect(nodes.map((node) => node['Index Name'])).toContain('deadline_clock_due')
  })

  it.each([['the city', CITY], ['a county', COUNTY], ['a unit', UNIT]])('the counts of %s stop at their bound and say so', async (what, scope) => {
    const { nodes, ms } = await explained(risks.countStatement(scope, FILTER))
    if (process.env.TONGBAN_TEST_FIGURES === '1') process.stdout.write(`counts, ${what}: ${ms.toFixed(1)} ms\n`)
    expect(nodes.filter((node) => node['Node Type'].includes('Seq Scan') && node['Relation Name'] === 'deadline_clock')).toEqual([])
    const { rows, isExact } = await risks.counts(scope, FILTER)
    const total = rows.reduce((sum, { count }) => sum + count, 0)
    expect(total).toBeLessThanOrEqual(MOST_COUNTED + 1)
    expect(isExact).toBe(total <= MOST_COUNTED)
  })
})
