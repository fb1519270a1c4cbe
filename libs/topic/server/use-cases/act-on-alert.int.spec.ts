import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addDays, DAY_MS, HOUR_MS, isoOf, plainDateOf, plus } from '@tongban/kernel/core'
import { PlaceModule } from '@tongban/place/server'
import { caseWorld, PEOPLE, person, UNITS, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { AlertItem, AlertView, TaskView, TopicCaseItem, TopicItem } from '../../contract/index.js'
import { TopicBeat } from '../topic-beat.js'
import { TopicModule } from '../topic.module.js'

const BEYOND = 'township-150525101'
const WATER = (index: number) => ({
  title: `榆树家园停水（${index}）`, description: `大榆树镇榆树家园小区 ${index} 号楼从昨天晚上开始停水，居民没有水做饭，请尽快恢复供水。`, placeText: '榆树家园', categoryCode: '040101',
})
const ABOUT_TOWN = {
  ...WATER(99), title: '镇里干部推诿榆树家园停水', description: '榆树家园停水，镇里值班干部态度恶劣、推诿扯皮，请查处。', subjectUnitIds: [UNITS.township], target: { leadUnitId: UNITS.coordinator, assistUnitIds: [], ccUnitIds: [] },
}
const CONDUCT = (index: number) => ({
  title: `黑龙坝镇便民大厅办事员态度恶劣（${index}）`, description: `在黑龙坝镇便民大厅窗口排队办理社保，办事员态度恶劣推来推去，第 ${index} 次来了还是没有办成。`, placeText: '黑龙坝镇便民大厅', categoryCode: '030101', divisionCode: '150523102', townshipCode: '150523102',
  subjectUnitIds: index < 7 ? [UNITS.otherTownship] : [], target: { leadUnitId: UNITS.coordinator, assistUnitIds: [], ccUnitIds: [] },
})
const OTHERS = ['路口红绿灯不亮', '低保金没有到账', '学校门口卖过期食品', '公交车很久不来', '楼道堆满杂物', '宅基地被邻居占用', '拖欠装修工钱', '树枝压住电线', '养老证过期', '驾校不退学费', '快递丢了没人赔', '草场被人开垦']

let world: CaseWorld
let process: CaseProcess
let water = ''
let conduct = ''
const act = (path: string, by = PEOPLE.coordinator, body: object = {}) => process.call('POST', `/topics/${path}`, by, { body })
const alert = async (id: string, by = PEOPLE.supervisor): Promise<AlertView> => (await process.call('GET', `/topics/alerts/${id}`, by)).body as AlertView
const alertsOf = async (by = PEOPLE.supervisor): Promise<AlertItem[]> => ((await process.call('GET', '/topics/alerts', by)).body as { items: AlertItem[] }).items
const task = (unitId: string): object => ({ unitId, what: '排查全镇供水管网，公布恢复时间', dueOn: isoOf(plus(world.clock.now(), 2 * DAY_MS)).slice(0, 10) })
const townLead = PEOPLE.unitLead

beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, TopicModule] })
  process = world.first
  await process.knowUnits()
  for (const [index, title] of OTHERS.entries()) await process.filed({ title, description: `${title}，反映过 ${index} 次。`, placeText: '', categoryCode: `0${1 + (index % 9)}0201` })
  for (let index = 0; index < 14; index += 1) await process.filed(WATER(index))
  await process.filed(ABOUT_TOWN)
  for (let index = 0; index < 12; index += 1) await process.filed(CONDUCT(index))
  await process.settle()
  await process.app.get(TopicBeat).look()
  const alerts = await alertsOf()
  water = alerts.find(({ township, noHistory }) => noHistory && township?.id === '150523101')?.id ?? ''
  conduct = alerts.find(({ township, noHistory }) => noHistory && township?.id === '150523102')?.id ?? ''
}, 60_000)
afterAll(() => world.stop())

describe('a unit that some of the cases are about', () => {
  it('is told and given the task where they are few', async () => {
    const view = await alert(water)
    expect(view).toMatchObject({ observed: 15 })
    expect(view.units.map(({ id }) => id)).toContain(UNITS.township)
    expect((await act(`alerts/${water}/acknowledge`)).status).toBe(200)
    const opened = await act(`alerts/${water}/tasks`, PEOPLE.coordinator, task(UNITS.township))
    expect(opened).toMatchObject({ status: 201, body: { status: 'opened', unit: { id: UNITS.township } } })
    expect(((await process.call('GET', '/topics/tasks/mine', PEOPLE.handler)).body as { items: TaskView[] }).items).toHaveLength(1)
  })

  it('sees nothing of those cases with it: not among its cases, and no word of theirs', async () => {
    const view = await alert(water, townLead)
    const { items } = (await process.call('GET', `/topics/alerts/${water}/cases`, townLead)).body as { items: TopicCaseItem[] }
    expect(items).toHaveLength(14)
    expect(items.filter(({ title }) => title?.includes('干部') ?? false)).toEqual([])
    expect(view.visibleCases).toBe(14)
    expect(JSON.stringify(view)).not.toMatch(/干部|推诿/)
    const topics = (await process.call('GET', '/topics', townLead)).body as { items: TopicItem[] }
    expect(topics.items.filter(({ alertId }) => alertId === water)).toHaveLength(1)
    expect(JSON.stringify(topics)).not.toMatch(/干部|推诿/)
    expect(((await process.call('GET', `/topics/alerts/${water}/cases`, PEOPLE.supervisor)).body as { items: TopicCaseItem[] }).items).toHaveLength(15)
  })

  it('keeps its task when one more case turns out to be about it, and sees that one no more', async () => {
    const [{ id: caseId } = { id: '' }] = ((await process.call('GET', `/topics/alerts/${water}/cases`, townLead)).body as { items: TopicCaseItem[] }).items
    const recused = await process.commands.execute('recuse', { caseId }, { unitIds: [UNITS.township], reason: '反映的是该镇工作人员' }, PEOPLE.dispatcher)
    expect(recused.ok).toBe(true)
    await process.settle()
    expect(((await process.call('GET', '/topics/tasks/mine', PEOPLE.handler)).body as { items: TaskView[] }).items).toHaveLength(1)
    const { items } = (await process.call('GET', `/topics/alerts/${water}/cases`, townLead)).body as { items: TopicCaseItem[] }
    expect(items.map(({ id }) => id)).not.toContain(caseId)
    expect(items).toHaveLength(13)
  })

  it('is recused where they are the matter', async () => {
    expect((await alert(conduct)).observed).toBe(12)
    expect((await process.call('GET', `/topics/alerts/${conduct}`, person('unit_lead', UNITS.otherTownship))).status).toBe(404)
    expect((await act(`alerts/${conduct}/acknowledge`)).status).toBe(200)
    expect(await act(`alerts/${conduct}/tasks`, PEOPLE.coordinator, task(UNITS.otherTownship))).toMatchObject({ status: 422, body: { code: 'TOPIC_TASK_UNIT_RECUSED' } })
  })
})

describe('a task', () => {
  it('goes to no unit beyond the reach of who gives it', async () => {
    expect(await act(`alerts/${water}/tasks`, PEOPLE.coordinator, task(BEYOND))).toMatchObject({ status: 403, body: { code: 'TOPIC_TASK_UNIT_BEYOND_REACH' } })
    expect(await act(`alerts/${water}/tasks`, PEOPLE.coordinator, task(UNITS.cityDepartment))).toMatchObject({ status: 403 })
    expect(await act(`alerts/${water}/tasks`, PEOPLE.coordinator, task(UNITS.otherTownship))).toMatchObject({ status: 201 })
    expect(await act(`alerts/${water}/tasks`, PEOPLE.supervisor, task(UNITS.cityDepartment))).toMatchObject({ status: 201 })
    expect(await process.call('POST', `/topics/alerts/${water}/tasks`, PEOPLE.supervisor, { body: task('township-150599999') })).toMatchObject({ status: 422, body: { code: 'TOPIC_TASK_UNIT_UNKNOWN' } })
  })
})

describe('the deadline of a task', () => {
  it('may be today, and lies neither before nor beyond a year', async () => {
    const due = (days: number): object => ({ ...task(UNITS.township), dueOn: addDays(plainDateOf(world.clock.now()), days) })
    for (const days of [-1, 367]) {
      expect(await act(`alerts/${water}/tasks`, PEOPLE.coordinator, due(days))).toMatchObject({ status: 422, body: { code: 'TOPIC_TASK_DUE_PAST', detail: '期限不能早于今天，也不能超过一年' } })
    }
    expect((await act(`alerts/${water}/tasks`, PEOPLE.coordinator, due(0))).status).toBe(201)
  })
})

describe('an alert that was handed up', () => {
  it('waits for the city: the county no longer acknowledges, dismisses or hands it on', async () => {
    expect((await act(`alerts/${conduct}/escalate`, PEOPLE.coordinator, { reason: '须市级协调' })).status).toBe(200)
    const view = await alert(conduct, PEOPLE.coordinator)
    expect(view).toMatchObject({ status: 'raised', level: 'city', acknowledgeBy: isoOf(plus(world.clock.now(), 4 * HOUR_MS)), may: { acknowledge: false, dismiss: false, escalate: false } })
    for (const [name, body] of [['acknowledge', {}], ['dismiss', { reason: '误报' }], ['escalate', { reason: '再报一级' }]] as const) {
      expect(await act(`alerts/${conduct}/${name}`, PEOPLE.coordinator, body)).toMatchObject({ status: 403, body: { code: 'TOPIC_ALERT_HANDED_UP' } })
    }
    expect(await alert(conduct)).toMatchObject({ status: 'raised', may: { acknowledge: true, dismiss: true, escalate: true } })
    expect((await act(`alerts/${conduct}/acknowledge`, PEOPLE.supervisor)).body).toMatchObject({ status: 'acknowledged' })
    expect(await act(`alerts/${conduct}/dismiss`, PEOPLE.coordinator, { reason: '误报' })).toMatchObject({ status: 403 })
  })
})
