import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PEOPLE, caseWorld, type CaseWorld } from '@tongban/testing/server'

let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld()
}, 60_000)
afterAll(() => world.stop())

const looks = async (caseId: string): Promise<object[]> =>
  world.database.query(`SELECT actor_id, actor_unit_id, outcome FROM audit_entry WHERE city_code = '150500' AND action = 'case.read_sealed' AND subject_id = $1 ORDER BY id`, [caseId])

describe('a sealed case', () => {
  it('is looked at under the name of whoever looks: every look stands in the ledger', async () => {
    const caseId = await world.first.filed({ sealed: true })
    for (const by of [PEOPLE.operator, PEOPLE.dispatcher]) expect((await world.first.call('GET', `/cases/${caseId}`, by)).status).toBe(200)
    expect(await looks(caseId)).toEqual([PEOPLE.operator, PEOPLE.dispatcher].map(({ userId, unitId }) => ({ actor_id: userId, actor_unit_id: unitId, outcome: 'done' })))
  })

  it('costs an entry only where it is sealed', async () => {
    const caseId = await world.first.filed()
    expect((await world.first.call('GET', `/cases/${caseId}`, PEOPLE.operator)).status).toBe(200)
    expect(await looks(caseId)).toEqual([])
  })
})
