import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStore, type OpenStore } from '@tongban/testing/server'
import { RolesSeed } from './persistence/roles.seed.js'
import { StoredStaffDirectory } from './stored-staff-directory.js'

const CITY = '150500'
const MANY = 2_300
let store: OpenStore

beforeAll(async () => {
  store = await openStore()
  await store.database.transaction((tx) => new RolesSeed().load(tx, CITY))
  // Many share a name, as people do: the id decides between them.
  await store.database.query(
    `INSERT INTO access_user (city_code, id, user_name, display_name, unit_id, password_hash, outsourced, created_at)
     SELECT $1, gen_random_uuid(), 'user-' || n, '张' || (n % 7), 'unit-1', 'none', false, now() FROM generate_series(1, $2::int) AS n`,
    [CITY, MANY],
  )
  await store.database.query(`INSERT INTO access_user_role (city_code, user_id, role_id) SELECT city_code, id, 'handler' FROM access_user`)
})
afterAll(() => store.close())

describe('the people of a unit', () => {
  it('are all of them, each once, however many there are', async () => {
    const found = await new StoredStaffDirectory(store.database, CITY).staffOf({ unitIds: ['unit-1'], roles: ['handler', 'unit_lead'] })
    expect(found).toHaveLength(MANY)
    expect(new Set(found.map(({ userId }) => userId)).size).toBe(MANY)
  })
})
