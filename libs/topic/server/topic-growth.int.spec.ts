import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, MINUTE_MS } from '@tongban/kernel/core'
import { PlaceModule } from '@tongban/place/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { caseWorld, PEOPLE, UNITS, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { AlertItem, AlertView, TopicItem, TopicView } from '../contract/index.js'
import { TopicBeat } from './topic-beat.js'
import { TopicModule } from './topic.module.js'

const OTHERS = ['路口红绿灯不亮', '低保金没有到账', '学校门口卖过期食品', '公交车很久不来', '楼道堆满杂物', '自来水发黄', '拖欠装修工钱', '树枝压住电线', '养老证办不下来', '驾校不退学费', '快递丢了没人赔', '草场被人开垦']
const other = (index: number) => ({
  title: OTHERS[index % OTHERS.length] ?? '', description: `${OTHERS[index % OTHERS.length] ?? ''}，第 ${index} 次打电话反映了。`, placeText: '', categoryCode: `0${1 + (index % 9)}0101`,
})
/** Known to be in the county and no more: it waits for a dispatcher to ask. */
const OF_COUNTY = { divisionCode: '150523', townshipCode: null, target: null }
const BOUNDARY = (index: number) => ({ title: `东边邻居占了我家地边子（${index}）`, description: `东边邻居春天犁地时占了我家地边子两垄，找了 ${index} 回没有人管。`, placeText: '', categoryCode: '020101' })
const SMOKE = (index: number) => ({ title: `供热站烟囱冒黑烟（${index}）`, description: `供热站的烟囱整天冒黑烟，${index} 号楼的窗台落了一层灰，请查一查。`, placeText: '供热站', categoryCode: '080103' })

let world: CaseWorld
let process: CaseProcess
const look = (): Promise<number> => process.app.get(TopicBeat).look()
const topicOf = async (categoryCode: string): Promise<TopicItem | undefined> =>
  ((await process.call('GET', '/topics', PEOPLE.supervisor)).body as { items: TopicItem[] }).items.find(({ category }) => category?.id === categoryCode)
const alertOf = async (topicId: string | undefined): Promise<AlertView> => {
  const { items } = (await process.call('GET', '/topics/alerts', PEOPLE.supervisor)).body as { items: AlertItem[] }
  const id = items.find((alert) => alert.topicId === topicId)?.id ?? ''
  return (await process.call('GET', `/topics/alerts/${id}`, PEOPLE.supervisor)).body as AlertView
}

beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, TopicModule] })
  process = world.first
  await process.knowUnits()
  await world.database.transaction((tx) => process.app.get(TaxonomySeed, { strict: false }).load(tx, '150500'))
  // Somebody elsewhere has used these words before: what nobody ever said tells nothing about a case until the next run.
  for (const matter of [BOUNDARY(99), SMOKE(99)]) await process.filed({ ...matter, countyCode: '150525', divisionCode: '150525101', townshipCode: '150525101' })
  for (let day = 0; day < 29; day += 1) {
    await process.filed(other(day))
    world.clock.advance(DAY_MS)
  }
  await process.settle()
  await look()
}, 120_000)
afterAll(() => world.stop())

describe('a topic of a county, one of whose cases is known to be in a township', () => {
  it('is the county\'s: while it grows, and when the window has been clustered', async () => {
    for (let index = 0; index < 6; index += 1) await process.filed({ ...BOUNDARY(index), ...OF_COUNTY })
    await process.filed(BOUNDARY(6))
    await process.settle()
    const born = await topicOf('020101')
    expect(born).toMatchObject({ cases30: 7, counties: [{ id: '150523' }], townships: [] })
    expect(born?.title).toMatch(/^开鲁县 /)
    world.clock.advance(MINUTE_MS)
    expect(await look()).toBeGreaterThan(0)
    const topic = await topicOf('020101')
    expect(topic).toMatchObject({ cases30: 7, townships: [] })
    expect(topic?.title).toMatch(/^开鲁县 /)
    const view = (await process.call('GET', `/topics/${topic?.id ?? ''}`, PEOPLE.supervisor)).body as TopicView
    expect(view.places.map(({ id, cases }) => [id, cases])).toEqual([['150523', 7], ['150523101', 1]])
    const alert = await alertOf(topic?.id)
    expect(alert).toMatchObject({ title: expect.stringMatching(/^开鲁县 /), county: { id: '150523' }, township: null })
    // Six of the cases wait at the county: it is the first to be given a task.
    expect(alert.units.map(({ id }) => id)).toEqual([UNITS.coordinator, UNITS.township])
  })

  it('becomes the township\'s when two of three are there', async () => {
    for (let index = 7; index < 19; index += 1) await process.filed(BOUNDARY(index))
    await process.settle()
    expect(await topicOf('020101')).toMatchObject({ cases30: 19, townships: [{ id: '150523101' }], title: expect.stringMatching(/^大榆树镇 /) })
    world.clock.advance(MINUTE_MS)
    await look()
    expect(await topicOf('020101')).toMatchObject({ cases30: 19, townships: [{ id: '150523101' }], title: expect.stringMatching(/^大榆树镇 /) })
  })
})

describe('a topic that grows between two runs', () => {
  it('is called growing as soon as it is, and the run says the same', async () => {
    for (let index = 0; index < 20; index += 1) await process.filed(SMOKE(index))
    await process.settle()
    const born = await topicOf('080103')
    expect(born).toMatchObject({ cases30: 20, trend: 'growing', alertId: null })
    world.clock.advance(MINUTE_MS)
    expect(await look()).toBeGreaterThan(0)
    const seen = await topicOf('080103')
    expect(seen).toMatchObject({ id: born?.id, trend: 'growing', growth: born?.growth, alertId: expect.any(String) })
    expect((await alertOf(born?.id)).observed).toBe(20)
  })
})
