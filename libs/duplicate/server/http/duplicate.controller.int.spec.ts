import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { plainDateOf } from '@tongban/kernel/core'
import { PEOPLE, person } from '@tongban/testing/server'
import { DEFAULT_DUPLICATE_SETTINGS, DuplicateFinder, duplicateSettingsViewSchema } from '../../contract/index.js'
import { duplicateWorld, HEATING, HEATING_AGAIN, TOWN, type DuplicateWorld } from '../duplicate-world.spec-support.js'

let city: DuplicateWorld
beforeAll(async () => {
  city = await duplicateWorld()
}, 60_000)
afterAll(() => city.world.stop())

const ADMIN = person('system_admin', 'hotline-centre')
const [ONE, TWO] = ['0192f3a0-0000-7000-8000-000000000001', '0192f3a0-0000-7000-8000-000000000002'] as const
const choose = (body: object) => city.city.call('POST', '/duplicates/choices', PEOPLE.operator, { body: { shown: [{ caseId: ONE, similarity: 0.83 }, { caseId: TWO, similarity: 0.55 }], ...body } })

describe('what operators chose', () => {
  it('is kept once a draft, the last choice counting, and told by how alike the cases were', async () => {
    expect((await choose({ draftKey: 'a', choice: 'new' })).status).toBe(200)
    expect((await choose({ draftKey: 'a', choice: 'urge', chosenCaseId: ONE })).status).toBe(200)
    expect((await choose({ draftKey: 'b', choice: 'join', chosenCaseId: TWO })).status).toBe(200)
    expect((await choose({ draftKey: 'c', choice: 'new', filedCaseId: TWO, shown: [{ caseId: ONE, similarity: 0.52 }] })).status).toBe(200)
    const today = plainDateOf(city.city.clock.now())
    const { body } = await city.city.call('GET', `/duplicates/figures?from=${today}&to=${today}`, PEOPLE.dispatcher)
    expect(body).toMatchObject({
      shown: 3, urged: 1, joined: 1, filedNew: 1, bands: [{ from: 0.5, to: 0.6, shown: 1, taken: 0 }, { from: 0.8, to: 0.9, shown: 2, taken: 2 }],
    })
  })

  it('must name a case that was shown, unless it is a new case', async () => {
    for (const wrong of [{ choice: 'urge' }, { choice: 'new', chosenCaseId: ONE }, { choice: 'join', chosenCaseId: '0192f3a0-0000-7000-8000-000000000009' }]) {
      const { status, body } = await choose({ draftKey: 'd', ...wrong })
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('chosenCaseId')])
    }
  })
})

describe('weights and thresholds', () => {
  const settings = { ...DEFAULT_DUPLICATE_SETTINGS, showAt: 0.97, likelyAt: 0.99 }

  it('are those that were shipped until somebody changes them, with a reason, on top of the version they saw', async () => {
    expect((await city.city.call('GET', '/duplicates/settings', ADMIN)).body).toMatchObject({ version: 0, settings: DEFAULT_DUPLICATE_SETTINGS, reason: null })
    await city.city.filed({ divisionCode: TOWN, townshipCode: TOWN, categoryCode: '010105', description: HEATING })
    await city.city.settle()
    const find = () => city.city.app.get(DuplicateFinder, { strict: false }).find({ texts: [HEATING_AGAIN], divisionCode: TOWN, categoryCode: '010105', callerHash: null }, PEOPLE.operator)
    expect((await find()).items).toHaveLength(1)
    const change = (version: number) => city.city.call('POST', '/duplicates/settings', ADMIN, { body: { version, settings, reason: '只看几乎一样的' } })
    expect((await change(0)).body).toMatchObject({ version: 1, reason: '只看几乎一样的' })
    expect((await find()).items).toEqual([])
    expect((await change(0)).status).toBe(409)
    const entries = await city.city.database.query(`SELECT 1 FROM audit_entry WHERE action = 'duplicate.configure'`)
    expect(entries).toHaveLength(1)
  })

  it('tell who changed them, when and why, and what they were before', async () => {
    expect((await city.city.call('POST', '/duplicates/settings', ADMIN, { body: { version: 1, settings: { ...settings, windowDays: 90 }, reason: '只看近三个月' } })).status).toBe(200)
    const { body } = await city.city.call('GET', '/duplicates/settings', ADMIN)
    expect(duplicateSettingsViewSchema.safeParse(body).error).toBeUndefined()
    expect(body).toMatchObject({
      version: 2, reason: '只看近三个月', changedBy: { id: ADMIN.userId }, settings: { windowDays: 90 },
      history: [{ version: 2, settings: { windowDays: 90 } }, { version: 1, settings: { windowDays: 400 }, reason: '只看几乎一样的', changedBy: { id: ADMIN.userId }, changedAt: expect.any(String) }],
    })
  })

  it.each<[string, object, string]>([
    ['windowDays', { windowDays: 3 }, '查多少天以内的工单至少 7'],
    ['showAt', { showAt: 1.2 }, '提示的相似度最多 1'],
    ['weights', { weights: { ...DEFAULT_DUPLICATE_SETTINGS.weights, sameCaller: 9 } }, '同一来电人的权重最多 5'],
  ])('refuse a value out of its range, naming field and rule: %s', async (field, changes, message) => {
    const { status, body } = await city.city.call('POST', '/duplicates/settings', ADMIN, { body: { version: 2, settings: { ...settings, ...changes }, reason: '试试' } })
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(field)])
    expect(JSON.stringify(body)).toContain(message)
  })

  it('cannot say likely before they show', async () => {
    const { status } = await city.city.call('POST', '/duplicates/settings', ADMIN, { body: { version: 1, settings: { ...settings, likelyAt: 0.3 }, reason: '试试' } })
    expect(status).toBe(400)
  })
})
