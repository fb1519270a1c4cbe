import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { scopePredicate, type Scope } from '@tongban/access/contract'
import { idOf, type UnitId } from '@tongban/kernel/core'
import { cloneDatabase } from '@tongban/testing/server'
import pg from 'pg'

let client: pg.Client
let drop: () => Promise<void>

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  client = new pg.Client({ connectionString: clone.url })
  await client.connect()
  await client.query(`
    CREATE TABLE matter (id text PRIMARY KEY, county_code text, unit_ids text[] NOT NULL, subject_unit_ids text[]);
    CREATE INDEX matter_units ON matter USING gin (unit_ids);
    INSERT INTO matter VALUES ('mine', '150523', '{township-a,county-a}'), ('assisted', '150502', '{township-b,township-a}'),
      ('neighbour', '150523', '{township-c}'), ('elsewhere', '150502', '{township-b}'), ('nowhere', NULL, '{}');
    INSERT INTO matter VALUES ('about-me', '150523', '{township-a,county-a}', '{township-x,township-a}'), ('about-another', '150523', '{township-a}', '{township-x}'),
      ('about-nobody', '150523', '{township-a}', '{}');
    INSERT INTO matter SELECT 'other-' || n, '150502', ARRAY['township-' || n] FROM generate_series(1, 20000) n;
    ANALYZE matter;
  `)
})

afterAll(async () => {
  await client.end()
  await drop()
})

const unitId = idOf<UnitId>('township-a')
const columns = { countyCode: 'm.county_code', unitIds: 'm.unit_ids', recusedUnitIds: 'm.subject_unit_ids' }

it.each<[Scope, string[]]>([
  [{ kind: 'none' }, []],
  [{ kind: 'own_unit', unitId }, ['about-another', 'about-nobody', 'assisted', 'mine']],
  [{ kind: 'county', unitId, countyCode: '150523' }, ['about-another', 'about-nobody', 'assisted', 'mine', 'neighbour']],
  [{ kind: 'city', unitId }, ['about-another', 'about-nobody', 'assisted', 'elsewhere', 'mine', 'neighbour', 'nowhere']],
  [{ kind: 'city', unitId: null }, ['about-another', 'about-me', 'about-nobody', 'assisted', 'elsewhere', 'mine', 'neighbour', 'nowhere']],
])('rule 12: a scope of %j sees exactly its rows, and none about its own unit', async (scope, ids) => {
  const { sql, params } = scopePredicate(scope, columns, 2)
  const { rows } = await client.query(`SELECT id FROM matter m WHERE id NOT LIKE $1 AND ${sql} ORDER BY id`, ['other-%', ...params])
  expect(rows.map((row: { id: string }) => row.id)).toEqual(ids)
})

it('a unit finds its rows through the index', async () => {
  const { sql, params } = scopePredicate({ kind: 'own_unit', unitId }, columns, 1)
  const { rows } = await client.query(`EXPLAIN SELECT id FROM matter m WHERE ${sql}`, [...params])
  expect(JSON.stringify(rows)).toContain('matter_units')
})
