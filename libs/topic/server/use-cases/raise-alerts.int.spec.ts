import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addDays, DAY_MS, isoOf, MINUTE_MS, plainDateOf } from '@tongban/kernel/core'
import { PlaceModule } from '@tongban/place/server'
import { caseWorld, PEOPLE, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { AlertItem, AlertView, TopicItem } from '../../contract/index.js'
import type { Alert } from '../../domain/index.js'
import { AlertStore } from '../persistence/alert.store.js'
import { RunStore } from '../persistence/run.store.js'
import { TopicBeat } from '../topic-beat.js'
import { TopicModule } from '../topic.module.js'

const COLD = (index: number) => ({
  title: `民乐花园小区暖气不热（${index}）`, description: `大榆树镇民乐花园小区 ${index} 号楼暖气一直不热，室温只有十五度，供热公司没有人来看，请尽快恢复供暖。`, placeText: '民乐花园小区', categoryCode: '040501',
})
const OTHERS = ['路口红绿灯不亮', '低保金没有到账', '学校门口卖过期食品', '公交车很久不来', '楼道堆满杂物', '自来水发黄', '宅基地被邻居占用', '拖欠装修工钱', '树枝压住电线', '养老证办不下来', '驾校不退学费', '快递丢了没人赔', '草场被人开垦']
const other = (index: number) => ({
  title: OTHERS[index % OTHERS.length] ?? '', description: `${OTHERS[index % OTHERS.length] ?? ''}，第 ${index} 次打电话反映了。`, placeText: '', categoryCode: `0${1 + (index % 9)}0101`,
})

const look = (process: CaseProcess): Promise<number> => process.app.get(TopicBeat).look()
const alertsOf = async (process: CaseProcess): Promise<AlertItem[]> => ((await process.call('GET', '/topics/alerts', PEOPLE.supervisor)).body as { items: AlertItem[] }).items
const alertOf = async (process: CaseProcess, id: string): Promise<AlertView> => (await process.call('GET', `/topics/alerts/${id}`, PEOPLE.supervisor)).body as AlertView

async function newCity(): Promise<CaseWorld> {
  const world = await caseWorld({ modules: [PlaceModule, TopicModule] })
  await world.first.knowUnits()
  return world
}

describe('in a city that begins today', () => {
  let world: CaseWorld
  let process: CaseProcess
  beforeAll(async () => {
    world = await newCity()
    process = world.first
  }, 60_000)
  afterAll(() => world.stop())

  it('a handful of like cases is no spike: the days before the first case are not known, and not zero', async () => {
    for (let index = 0; index < 6; index += 1) await process.filed({ ...COLD(index), placeText: '', title: OTHERS[index] ?? '', description: `${OTHERS[index] ?? ''}，已经三天了。` })
    expect(await look(process)).toBe(0)
    expect(await alertsOf(process)).toEqual([])
  })

  it('cases of all sorts that share no more than their courtesy raise none', async () => {
    for (const [index, title] of OTHERS.entries()) await process.filed({ title, description: `${title}，反映过 ${index} 次。`, placeText: '', categoryCode: other(index).categoryCode })
    expect(await look(process)).toBe(0)
  })

  it('fifteen cases of one matter in one township raise an alert, once, which says that there is no history yet', async () => {
    for (let index = 0; index < 9; index += 1) await process.filed(other(index))
    for (let index = 0; index < 15; index += 1) await process.filed(COLD(index))
    await process.settle()
    expect(await look(process)).toBe(1)
    expect(await look(process)).toBe(0)
    const [alert, ...others] = await alertsOf(process)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ kind: 'topic', noHistory: true, status: 'raised', level: 'county', spanDays: 1, observed: 15, expected: 0, township: { id: '150523101' } })
    expect(alert?.title).toContain('民乐花园')
    const { log } = await alertOf(process, alert?.id ?? '')
    expect(log.map(({ sentence }) => sentence)).toEqual(['系统预警：启用不久，没有以往的数据可比；当天同一乡镇同类诉求 15 件（满 10 件即预警），等待旗县统筹确认'])
    const told = await process.database.query(`SELECT 1 FROM outbox_event WHERE type = 'topic.alert_raised.v1'`)
    expect(told).toHaveLength(1)
  })

  it('what is ordinary raises none on the days that follow', async () => {
    const before = await alertsOf(process)
    for (let day = 1; day <= 6; day += 1) {
      world.clock.advance(DAY_MS)
      for (let index = 0; index < 5; index += 1) await process.filed(other(day * 5 + index))
      expect(await look(process)).toBe(0)
    }
    expect((await alertsOf(process)).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  })

  it('what was counted of the days before is what was filed: no day before the first case', async () => {
    expect(await process.app.get(RunStore).firstDay()).toBe(addDays(plainDateOf(world.clock.now()), -6))
  })
})

describe('an alert that is open', () => {
  let world: CaseWorld
  let process: CaseProcess
  beforeAll(async () => {
    world = await newCity()
    process = world.first
    for (let day = 0; day < 21; day += 1) {
      await process.filed(other(day))
      world.clock.advance(DAY_MS)
    }
    for (let index = 0; index < 13; index += 1) await process.filed(other(index))
    await process.settle()
    await look(process)
  }, 120_000)
  afterAll(() => world.stop())

  it('does not swallow a new matter whose cases were put to its topic when they came', async () => {
    // Thirteen cases of all sorts were a topic once, of which an alert is open.
    const { database } = process
    const [topic] = await database.query<{ id: string }>(`SELECT topic_id AS id FROM topic_case ORDER BY filed_at DESC, case_id DESC LIMIT 1`)
    const topicId = topic?.id ?? ''
    const held = await database.query<{ case_id: string }>(
      `UPDATE topic_case SET topic_id = $1 WHERE case_id IN (SELECT case_id FROM topic_case ORDER BY filed_at DESC, case_id DESC LIMIT 13) RETURNING case_id`, [topicId],
    ).then(() => database.query<{ case_id: string }>('SELECT case_id FROM topic_case WHERE topic_id = $1', [topicId]))
    const at = world.clock.now()
    const old: Alert = {
      id: process.nextId(), version: 1, status: 'raised', level: 'county', kind: 'topic', subjectKey: `topic:${topicId}`, topicId, title: '大榆树镇 老人', words: [], categoryCode: null, countyCode: '150523', townshipCode: '150523101',
      spanDays: 10, observed: 13, expected: 3, chance: 0.001, seasonal: false, caseIds: held.map(({ case_id }) => case_id), unitIds: [], recusedUnitIds: [], raisedAt: at, acknowledgeBy: null, endedAt: null,
    }
    await database.transaction((tx) => process.app.get(AlertStore).raise(tx, old))
    world.clock.advance(MINUTE_MS)
    for (let index = 0; index < 15; index += 1) {
      const caseId = await process.filed(COLD(index))
      await database.query(
        `INSERT INTO topic_case (city_code, case_id, topic_id, filed_at, county_code, township_code, category_code) VALUES ('150500', $1, $2, $3, '150523', '150523101', '040501')`,
        [caseId, topicId, isoOf(world.clock.now())],
      )
    }
    await process.settle()
    expect(await look(process)).toBeGreaterThan(0)
    const alerts = await alertsOf(process)
    expect(alerts.find(({ id }) => id === old.id)).toMatchObject({ observed: 13 })
    const [own] = alerts.filter(({ kind, id }) => kind === 'topic' && id !== old.id)
    expect(own).toMatchObject({ status: 'raised', observed: 15 })
    expect(own?.title).toContain('民乐花园')
    expect(own?.topicId).not.toBe(topicId)
    const told = await database.query(`SELECT 1 FROM outbox_event WHERE type = 'topic.alert_raised.v1' AND subject_id = $1`, [own?.id])
    expect(told).toHaveLength(1)
  })

  it('takes in what comes to its own matter', async () => {
    const [before] = (await alertsOf(process)).filter(({ observed, kind }) => kind === 'topic' && observed === 15)
    world.clock.advance(MINUTE_MS)
    for (let index = 15; index < 25; index += 1) await process.filed(COLD(index))
    await process.settle()
    await look(process)
    const after = (await alertsOf(process)).filter(({ title, kind }) => kind === 'topic' && title.includes('民乐花园'))
    expect(after).toEqual([expect.objectContaining({ id: before?.id, topicId: before?.topicId, observed: 25 })])
    const topics = (await process.call('GET', '/topics', PEOPLE.supervisor)).body as { items: TopicItem[] }
    expect(topics.items.filter(({ alertId }) => alertId === before?.id)).toHaveLength(1)
  })
})
