import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS } from '@tongban/kernel/core'
import { PEOPLE, valueOf, plansOf } from '@tongban/testing/server'
import type { DeliveredEvent } from '@tongban/platform/server'
import { DEFAULT_DUPLICATE_SETTINGS } from '../contract/index.js'
import { CountGrams } from './background/count-grams.js'
import { ForgetOldCases, TakeInEarlierCases } from './background/keep-signatures.js'
import { SignaturesListener } from './background/signatures.listener.js'
import { duplicateWorld, HEATING, LAMPS, TOWN, type DuplicateWorld } from './duplicate-world.spec-support.js'
import { FrequencyStore } from './persistence/frequency.store.js'
import { CANDIDATES, gramsOfBytes, SignatureStore } from './persistence/signature.store.js'

const CITY = '150500'
let city: DuplicateWorld
beforeAll(async () => {
  city = await duplicateWorld()
}, 60_000)
afterAll(() => city.world.stop())

type Row = { case_id: string; caller_hash: string | null; keys: number[]; grams: Buffer; township_code: string | null; category_family: string | null }
const rowsOf = (caseIds: readonly string[]): Promise<Row[]> => city.city.database.query('SELECT * FROM duplicate_signature WHERE city_code = $1 AND case_id = ANY ($2::uuid[])', [CITY, caseIds])
const part = <T>(type: abstract new (...args: never[]) => T): T => city.city.app.get(type as never, { strict: false })
const filed = (description: string, changes: object = {}): Promise<string> =>
  city.city.filed({ divisionCode: TOWN, townshipCode: TOWN, categoryCode: '010105', title: description.slice(0, 20), description, ...changes })
const eventOf = (caseId: string): DeliveredEvent => ({ id: 1, type: 'case.filed.v1', subjectId: caseId, at: 0, data: {}, traceId: 't' })

describe('the signature of a case', () => {
  it('is written after the filing, once however often the event comes; hashes and no word of the case', async () => {
    const caseId = await filed(HEATING)
    city.callers.hashes.set(caseId, 'caller-7')
    const listener = part(SignaturesListener)
    for (let delivery = 0; delivery < 3; delivery += 1) await city.city.database.transaction((tx) => listener.handle([eventOf(caseId), eventOf(caseId)], tx))
    await city.city.settle()
    const [row, ...others] = await rowsOf([caseId])
    expect(others).toEqual([])
    expect(row).toMatchObject({ caller_hash: 'caller-7', township_code: TOWN, category_family: '0101' })
    const grams = [...gramsOfBytes(row?.grams ?? Buffer.alloc(0))]
    expect(grams.length).toBeGreaterThan(20)
    expect(grams).toEqual([...grams].sort((one, other) => one - other))
    expect(JSON.stringify(row)).not.toContain('暖气')
  })

  it('of a sealed case has no caller', async () => {
    const caseId = await filed(LAMPS, { sealed: true })
    city.callers.hashes.set(caseId, 'caller-sealed')
    await city.city.settle()
    expect((await rowsOf([caseId]))[0]?.caller_hash).toBeNull()
  })

  it('is made for the cases from before, page by page, and a second process at it does no harm', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, (_, index) => filed(`第${index}处路灯不亮，晚上看不见路，已经好几天了。`)))
    await city.city.settle()
    await city.city.database.query('DELETE FROM duplicate_signature WHERE city_code = $1', [CITY])
    const takeIn = part(TakeInEarlierCases)
    const now = city.city.clock.now()
    await Promise.all([takeIn.run(now, 1), takeIn.run(now, 1)])
    await takeIn.run(now)
    expect(await rowsOf(ids)).toHaveLength(12)
    await city.city.database.query('DELETE FROM duplicate_signature WHERE city_code = $1', [CITY])
    expect(await takeIn.run(now)).toBe(0)
    await city.city.database.query('DELETE FROM duplicate_backfill WHERE city_code = $1', [CITY])
    expect(await takeIn.run(now)).toBeGreaterThanOrEqual(12)
  })

  it('is kept for the window, and longer while the case is on its way', async () => {
    const [over, open] = [await filed(HEATING), await filed(LAMPS)]
    await city.city.settle()
    valueOf(await city.city.commands.execute('withdraw', { caseId: over }, { reason: '已经自行解决' } as never, PEOPLE.operator))
    await city.city.settle()
    const forget = part(ForgetOldCases)
    await forget.run()
    expect(await rowsOf([over, open])).toHaveLength(2)
    city.city.clock.advance((DEFAULT_DUPLICATE_SETTINGS.windowDays + 1) * DAY_MS)
    expect(await forget.run()).toBeGreaterThanOrEqual(1)
    expect((await rowsOf([over, open])).map((row) => row.case_id)).toEqual([open])
  })

  it('is weighed by how rare its grams are in this city, counted again in its time', async () => {
    const count = part(CountGrams)
    expect(await count.run()).toBe(true)
    expect(await count.run()).toBe(false)
    const { frequencies, indexed } = part(FrequencyStore).current()
    expect([frequencies.cases > 10, indexed > 0]).toEqual([true, true])
    city.city.clock.advance(2 * HOUR_MS)
    expect(await count.run()).toBe(true)
  })

  it('is found by its indexes, a key at a time, among many', async () => {
    for (let piece = 0; piece < 6; piece += 1) await city.city.database.query(
      `INSERT INTO duplicate_signature (city_code, case_id, filed_at, division_code, category_code, township_code, category_family, caller_hash, keys, grams, look_again_at)
       SELECT $1, uuidv7(), now() - n * interval '1 minute', '150523' || (100 + n % 90), '010105', '150523' || (100 + n % 90), '01' || (10 + n % 40), 'c' || n,
         ARRAY(SELECT (hashint4(n * 60 + k) % 200000) FROM generate_series(1, 48) AS k), '\\x00000000', now() + interval '1 day' FROM generate_series($2::int * 500 + 1, $2::int * 500 + 500) AS n`,
      [CITY, piece],
    )
    await city.city.database.query('ANALYZE duplicate_signature')
    const rows = await city.city.database.transaction(async (tx) => {
      await tx.query(`SET LOCAL plan_cache_mode = 'force_custom_plan'`)
      return tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${CANDIDATES.sql}`, [CITY, 'c77', '150523101', '0111', [1, 2, 3]])
    })
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    for (const index of ['duplicate_signature_caller', 'duplicate_signature_place', 'duplicate_signature_keys', 'duplicate_signature_pkey']) expect(plan).toContain(index)
    expect(plan).not.toContain('Seq Scan')
    const sql = 'SELECT case_id FROM duplicate_signature WHERE city_code = $1 AND look_again_at <= $2 ORDER BY look_again_at LIMIT 10'
    expect((await plansOf(city.city.database, { sql, values: [CITY, '2020-01-01'] })).indexes).toEqual(['duplicate_signature_look_again'])
  })

  it('is read back as it was written', async () => {
    const caseId = await filed('霍林河大街口的红绿灯坏了三天，早晚高峰堵得厉害。')
    city.callers.hashes.set(caseId, 'caller-9')
    await city.city.settle()
    const found = await part(SignatureStore).candidates({ keys: [], divisionCode: null, categoryCode: null, callerHash: 'caller-9' }, 5_000)
    expect(found).toMatchObject([{ caseId, divisionCode: TOWN, categoryCode: '010105', callerHash: 'caller-9' }])
  })
})
