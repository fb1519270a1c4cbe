import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { instant } from '@tongban/kernel/core'
import { PlaceModule } from '@tongban/place/server'
import { caseWorld, PEOPLE, plansOf, type CaseWorld } from '@tongban/testing/server'
import { SuggestionModule } from '../suggestion.module.js'
import { CaseLabelStore } from './case-label.store.js'

let world: CaseWorld
let labels: CaseLabelStore
beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, SuggestionModule] })
  labels = world.first.app.get(CaseLabelStore)
})
afterAll(() => world.stop())

const SHEDS = '020101'
const LAMPS = '120304'
const by = PEOPLE.supervisor.userId
const noon = instant(Date.UTC(2026, 10, 22, 4))
const after = instant(noon + 1)
const put = (caseIds: readonly string[], categoryCode: string, at = noon): Promise<void> => world.database.transaction((tx) => labels.put(tx, caseIds.map((caseId) => ({ caseId, categoryCode, by, at }))))
const newIds = (count: number): string[] => Array.from({ length: count }, () => world.first.nextId())

describe('what people said a case was about', () => {
  it('is one word a case: the one said last, whichever was written last', async () => {
    const [one = '', two = ''] = newIds(2)
    await put([one, two], SHEDS)
    await put([one], LAMPS, after)
    await put([one], SHEDS)
    const all = await labels.all()
    expect([all.get(one), all.get(two)]).toEqual([LAMPS, SHEDS])
  })

  it('said again at the same moment is the same word', async () => {
    const [one = ''] = newIds(1)
    await put([one], SHEDS)
    await put([one], SHEDS)
    expect((await labels.all()).get(one)).toBe(SHEDS)
  })

  it('may name a case twice, or none', async () => {
    const [one = ''] = newIds(1)
    const before = (await labels.all()).size
    await put([], SHEDS)
    await put([one, one], LAMPS)
    expect([(await labels.all()).size - before, (await labels.all()).get(one)]).toEqual([1, LAMPS])
  })

  it('two who say it of the same cases in opposite order do not stop each other', async () => {
    const ids = newIds(400)
    await Promise.all([put(ids, SHEDS), put([...ids].reverse(), LAMPS, after), put(ids, SHEDS), put([...ids].reverse(), LAMPS, after)])
    const all = await labels.all()
    expect(new Set(ids.map((id) => all.get(id)))).toEqual(new Set([LAMPS]))
  })

  it('of another city is nobody\'s here', async () => {
    const [elsewhere = ''] = newIds(1)
    await world.database.query(`INSERT INTO suggestion_case_label VALUES ('150400', $1, $2, $3, now())`, [elsewhere, SHEDS, by])
    expect((await labels.all()).has(elsewhere)).toBe(false)
  })

  it('is not kept when what it was said with is not', async () => {
    const [one = ''] = newIds(1)
    await expect(world.database.transaction(async (tx) => {
      await labels.put(tx, [{ caseId: one, categoryCode: SHEDS, by, at: noon }])
      throw new Error('taken back')
    })).rejects.toThrow('taken back')
    expect((await labels.all()).has(one)).toBe(false)
  })

  it('is read newest first by index, and no more than a training takes', async () => {
    await world.database.query(
      `INSERT INTO suggestion_case_label SELECT '150500', gen_random_uuid(), $1, $2, '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 second' FROM generate_series(1, 50100) AS n`, [LAMPS, by],
    )
    await world.database.query('ANALYZE suggestion_case_label')
    const [one = ''] = newIds(1)
    await put([one], SHEDS, instant(Date.UTC(2027, 0, 1)))
    const all = await labels.all()
    expect([all.size, all.get(one)]).toEqual([50_000, SHEDS])
    const sql = `SELECT case_id, category_code FROM suggestion_case_label WHERE city_code = '150500' ORDER BY decided_at DESC LIMIT 1000`
    expect(await plansOf(world.database, { sql, values: [] })).toMatchObject({ indexes: ['suggestion_case_label_newest'], sorted: false })
  })
})
