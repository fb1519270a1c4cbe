import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, UNITS, caseWorld, dispatched, filed, given, person, plansOf, sentBy, type CaseWorld, type Plans } from '@tongban/testing/server'
import { listDisputes, listPrecedents } from '../../contract/dispute-endpoints.js'
import { caseJsonOf } from './case-row.mapper.js'
import { DisputeReadModel } from './dispute.read-model.js'

const CITY = '150500'
const DISPUTES = 12_000
let world: CaseWorld

/** Years of disputes, one in forty of them open, each of a case of its own. */
beforeAll(async () => {
  world = await caseWorld()
  const state = given(filed(), dispatched()).state
  const json = JSON.stringify({ ...caseJsonOf(state, CITY), procedures: { disputes: [] } })
  const { database } = world
  await database.query(
    `INSERT INTO case_case SELECT r.* FROM generate_series(1, $2::int) n,
       LATERAL jsonb_populate_record(null::case_case, $1::jsonb || jsonb_build_object('id', md5(n::text)::uuid, 'number', lpad(n::text, 14, '0'), 'unit_ids', jsonb_build_array('township-' || n % 143))) r`,
    [json, DISPUTES],
  )
  await database.query(
    `INSERT INTO case_dispute (city_code, id, case_id, cause, unit_ids, opened_at, due_at, lapsed_at, category_code, division_code, title, ruled_at, ruled_unit_id, principle, reasons, legal_basis)
     SELECT $1, md5(n::text)::uuid, md5(n::text)::uuid, 'by_hand', ARRAY['township-' || n % 143, 'department-' || n % 40], t, t + interval '1 day', NULL, lpad((n % 20 + 1)::text, 2, '0') || lpad((n % 23 + 1)::text, 2, '0') || '01',
       NULL, '路灯不亮', CASE WHEN n % 40 = 0 THEN NULL ELSE t + interval '1 day' END, CASE WHEN n % 40 = 0 THEN NULL ELSE 'department-' || n % 40 END,
       CASE WHEN n % 40 = 0 THEN NULL ELSE '市政道路路灯由住建部门管护' END, CASE WHEN n % 40 = 0 THEN NULL ELSE '灯杆编号在移交清单内' END, CASE WHEN n % 40 = 0 THEN NULL ELSE '移交清单' END
     FROM generate_series(1, $2::int) n, LATERAL (SELECT timestamptz '2020-01-01' + n * interval '4 hours' AS t) m`,
    [CITY, DISPUTES],
  )
  await database.query('VACUUM ANALYZE')
}, 60_000)
afterAll(() => world.stop())

/** The indexes read, and the tables read from end to end, by the one statement `work` sends. */
async function planOf(work: () => Promise<unknown>): Promise<Pick<Plans, 'indexes' | 'scanned'>> {
  const sent = await sentBy(world.database, work)
  expect(sent).toHaveLength(1)
  const { indexes, scanned } = await plansOf(world.database, ...sent)
  return { indexes, scanned }
}

const model = (): DisputeReadModel => world.first.app.get(DisputeReadModel)
const list = (who: Parameters<DisputeReadModel['list']>[0], query: object = {}) => () => model().list(who, listDisputes.query.parse(query))
const precedents = (query: object) => () => model().precedents(PEOPLE.supervisor, listPrecedents.query.parse(query))
const cursor = Buffer.from(`${Date.parse('2022-01-01')}.0199a000-0000-7000-8000-000000000001`).toString('base64url')

describe('on twelve thousand disputes, as PostgreSQL itself chooses', () => {
  it.each([
    ['the queue', list(PEOPLE.supervisor), 'case_dispute_open'],
    ['its second page', list(PEOPLE.supervisor, { cursor }), 'case_dispute_open'],
    ['the queue of a county', list(person('county_coordinator', UNITS.coordinator, { countyCode: '150523' })), 'case_dispute_open'],
    ['what is settled', list(PEOPLE.supervisor, { tab: 'ruled' }), 'case_dispute_ruled'],
    ['the newest precedents', precedents({}), 'case_dispute_ruled'],
    ['a search among them', precedents({ q: '住建部门' }), 'case_dispute_ruled'],
    ['those of a category', precedents({ categoryCode: '010101', limit: 10 }), 'case_dispute_category'],
  ] as const)('%s reads the index made for it, and no table from end to end', async (_, work, index) => {
    expect(await planOf(work)).toEqual({ indexes: ['case_case_pkey', index].sort(), scanned: [] })
  })

  it('the queue of a unit reads one of the indexes of open disputes', async () => {
    const { indexes, scanned } = await planOf(list(person('handler', 'township-40')))
    expect(scanned).toEqual([])
    expect(indexes.filter((name) => name !== 'case_case_pkey')).toEqual([expect.stringMatching(/^case_dispute_(units|open)$/)])
  })

  it('what is settled of a unit reads indexes, and no table from end to end', async () => {
    expect(await planOf(list(person('handler', 'township-7'), { tab: 'ruled' }))).toMatchObject({ indexes: expect.arrayContaining(['case_dispute_ruled']), scanned: [] })
  })

  it('a search for what nobody ruled ends with nothing', async () => {
    expect(await model().precedents(PEOPLE.supervisor, listPrecedents.query.parse({ q: '没有这样的字' }))).toEqual({ items: [], nextCursor: null })
  })
})
