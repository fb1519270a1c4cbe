import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PlaceModule } from '@tongban/place/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { caseWorld, PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { DEFAULT_WARNING_SETTINGS, SETTINGS_HISTORY_MOST, warningSettingsViewSchema, type WarningSettings, type WarningSettingsView } from '../contract/index.js'
import { RunStore } from './persistence/run.store.js'
import { TopicModule } from './topic.module.js'

let world: CaseWorld
let process: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, TopicModule] })
  process = world.first
  await world.database.transaction((tx) => process.app.get(TaxonomySeed, { strict: false }).load(tx, '150500'))
}, 60_000)
afterAll(() => world.stop())

const read = async (): Promise<WarningSettingsView> => {
  const { body } = await process.call('GET', '/topics/settings', PEOPLE.supervisor)
  expect(warningSettingsViewSchema.safeParse(body).error).toBeUndefined()
  return body as WarningSettingsView
}
const settingsWith = (changes: Partial<WarningSettings>): WarningSettings => ({ ...DEFAULT_WARNING_SETTINGS, ...changes })
async function change(version: number, settings: unknown, reason = '误报太多'): Promise<{ status: number; body: unknown }> {
  process.actAs(PEOPLE.supervisor)
  const answer = await process.app.inject({ method: 'PUT', url: '/topics/settings', payload: { version, settings, reason } })
  return { status: answer.statusCode, body: answer.json() }
}
const inForce = (): Promise<WarningSettings> => process.app.get(RunStore, { strict: false }).settings()

describe('the thresholds of warnings', () => {
  it('are those that were shipped until somebody changes them; their categories are told by name', async () => {
    expect(await read()).toMatchObject({ version: 0, settings: DEFAULT_WARNING_SETTINGS, changedBy: null, changedAt: null, history: [], categoryNames: { '0405': expect.stringMatching(/\p{Script=Han}/u) } })
  })

  it('are changed on top of the version that was seen, by one of those who do so at once; who, when and why stay', async () => {
    const answers = await Promise.all([change(0, settingsWith({ leastSpike: 8 })), change(0, settingsWith({ leastSpike: 9 }))])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const first = (await read()).settings.leastSpike
    expect(await inForce()).toMatchObject({ leastSpike: first })
    expect((await change(1, settingsWith({ leastSpike: 12 }), '还是太多')).status).toBe(200)
    const { version, settings, reason, changedBy, history } = await read()
    expect({ version, settings, reason, changedBy }).toMatchObject({ version: 2, settings: { leastSpike: 12 }, reason: '还是太多', changedBy: { id: PEOPLE.supervisor.userId } })
    expect(history.map((one) => [one.version, one.settings.leastSpike, one.reason])).toEqual([[2, 12, '还是太多'], [1, first, '误报太多']])
    expect(await inForce()).toMatchObject({ leastSpike: 12 })
    expect(await world.database.query(`SELECT 1 FROM audit_entry WHERE action = 'topic.change_settings'`)).toHaveLength(2)
  })

  it.each<[string, Partial<Record<keyof WarningSettings, unknown>>, string, string]>([
    ['a number out of its range', { acknowledgeHours: 0 }, 'acknowledgeHours', '确认时限（小时）至少 1'],
    ['a part of a case', { leastSpike: 5.5 }, 'leastSpike', '激增最少件数应为整数'],
    ['an alert on what is no topic yet', { leastTopicSize: 9, leastAlertSize: 5 }, 'leastAlertSize', '热点预警最少件数不能低于热点最少件数'],
  ])('refuse %s, naming field and rule', async (_, changes, field, message) => {
    const { status, body } = await change(2, { ...DEFAULT_WARNING_SETTINGS, ...changes })
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(field)])
    expect(JSON.stringify(body)).toContain(message)
  })

  it('refuse a category nobody files under, and a change without a reason', async () => {
    const unknown = await change(2, settingsWith({ classes: { ...DEFAULT_WARNING_SETTINGS.classes, fire: ['99'] } }))
    expect(unknown).toMatchObject({ status: 422, body: { code: 'CATEGORY_UNKNOWN' } })
    expect((await change(2, settingsWith({}), ' ')).status).toBe(400)
    expect((await read()).version).toBe(2)
  })

  it('are the whole city’s: who answers for a county reads and does not change them', async () => {
    expect((await process.call('GET', '/topics/settings', PEOPLE.coordinator)).status).toBe(200)
    expect(PEOPLE.coordinator.permissions.has('topic.configure')).toBe(false)
  })

  it('tell of the newest changes only, and keep them all', async () => {
    await world.database.query(
      `INSERT INTO topic_settings_version (city_code, version, settings, reason, author_id, at) SELECT city_code, n, settings, '逐次', NULL, at FROM topic_settings_version, generate_series(3, 80) AS n WHERE version = 2`,
    )
    const { version, changedBy, history } = await read()
    expect([version, changedBy, history.length, history[0]?.version]).toEqual([80, null, SETTINGS_HISTORY_MOST, 80])
  })
})
