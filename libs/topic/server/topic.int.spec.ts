import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { CaseCorpus } from '@tongban/case/contract'
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '@tongban/kernel/core'
import { PlaceModule } from '@tongban/place/server'
import { caseWorld, PEOPLE, person, UNITS, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import type { AlertItem, AlertView, TaskView, TopicCaseItem, TopicItem, TopicView } from '../contract/index.js'
import { TopicStore } from './persistence/topic.store.js'
import { TopicBeat } from './topic-beat.js'
import { TopicModule } from './topic.module.js'
import { ClusterWindow } from './use-cases/cluster-window.use-case.js'
import { FireWarnings } from './use-cases/fire-warnings.use-case.js'

const STRANGER = person('county_coordinator', 'county-150525-coordinator', { countyCode: '150525' })
const look = (process: CaseProcess): Promise<number> => process.app.get(TopicBeat).look()
const fire = (process: CaseProcess): Promise<number> => process.app.get(FireWarnings, { strict: false }).fireDue()

const NOISE = (index: number) => ({
  title: `万达广场工地夜间施工噪音扰民（${index}）`, description: `开鲁镇万达广场工地半夜还在施工，混凝土泵车噪音很大，${index} 号楼的居民整晚睡不着，请尽快制止。`, placeText: '万达广场', categoryCode: '060301',
})
const OTHERS = ['路口红绿灯不亮', '低保金没有到账', '学校门口卖过期食品', '公交车很久不来', '楼道堆满杂物', '自来水发黄', '宅基地被邻居占用', '拖欠装修工钱']
const other = (index: number) => ({ title: OTHERS[index % OTHERS.length] ?? '', description: `${OTHERS[index % OTHERS.length] ?? ''}，第 ${index} 次打电话反映了。`, placeText: '', categoryCode: '010101' })

const topicsOf = async (process: CaseProcess, by = PEOPLE.supervisor): Promise<TopicItem[]> => ((await process.call('GET', '/topics', by)).body as { items: TopicItem[] }).items
const alertsOf = async (process: CaseProcess, by = PEOPLE.supervisor): Promise<AlertItem[]> => ((await process.call('GET', '/topics/alerts', by)).body as { items: AlertItem[] }).items
const act = (process: CaseProcess, path: string, by = PEOPLE.coordinator, body?: object) => process.call('POST', `/topics/${path}`, by, body === undefined ? {} : { body })

/** Lets a test wait for a moment of somebody else, and hold them there. */
function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

describe('hot topics', () => {
  let world: CaseWorld
  let process: CaseProcess

  beforeAll(async () => {
    world = await caseWorld({ processes: 2, modules: [PlaceModule, TopicModule] })
    for (const one of world.processes) await one.knowUnits()
    process = world.first
    for (let index = 0; index < 16; index += 1) await process.filed(other(index))
    for (let index = 0; index < 3; index += 1) await process.filed(NOISE(index))
  }, 120_000)
  afterAll(() => world.stop())

  it('are clusters of cases by matter and place, named by their own words', async () => {
    await process.settle()
    await look(process)
    const [topic] = await topicsOf(process)
    expect(topic).toMatchObject({ cases7: 3, cases30: 3, counties: [{ id: '150523' }] })
    expect(topic?.title).toContain('万达广场')
    expect(topic?.title).toMatch(/施工|噪音/)
  })

  it('take a new case in when it is filed, once however often its event comes', async () => {
    const [before] = await topicsOf(process)
    await process.filed(NOISE(3))
    await process.settle()
    await process.database.query(`DELETE FROM outbox_consumed WHERE consumer = 'topic.assign_cases'`)
    await process.settle()
    const [after] = await topicsOf(process)
    expect(after).toMatchObject({ id: before?.id, cases7: 4, cases30: 4 })
  })

  it('keep their identity when the window is clustered anew, by whichever process, and nothing else changes', async () => {
    const [given] = await topicsOf(process)
    await look(process)
    const before = await topicsOf(process)
    expect(before.map(({ id }) => id)).toEqual([given?.id])
    await Promise.all(world.processes.map(look))
    expect(await topicsOf(process)).toEqual(before)
    const [twice] = await process.database.query<{ cases: number; distinct: number }>('SELECT count(*)::int AS cases, count(DISTINCT case_id)::int AS distinct FROM topic_case')
    expect(twice).toEqual({ cases: 20, distinct: 20 })
  })

  it('are as they were when a run dies half way, and the next one goes through', async () => {
    const before = await topicsOf(process)
    await process.filed(NOISE(9))
    await process.database.query('ALTER TABLE topic_case RENAME COLUMN category_code TO gone')
    await expect(look(process)).rejects.toThrow()
    await process.database.query('ALTER TABLE topic_case RENAME COLUMN gone TO category_code')
    expect(await topicsOf(process)).toEqual(before)
    await look(process)
    expect((await topicsOf(process)).map(({ id, cases7 }) => ({ id, cases7 }))).toEqual([{ id: before[0]?.id, cases7: 5 }])
  })

  it('are what another worker makes of them when the one at it is killed half way through writing', async () => {
    const before = await topicsOf(process)
    await process.filed(NOISE(10))
    const store = process.app.get(TopicStore)
    const { place } = store
    const [written, revived] = [gate(), gate()]
    let pid = 0
    store.place = async (tx, ...rest) => {
      await place.call(store, tx, ...rest)
      pid = (await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]?.pid ?? 0
      written.open()
      await revived.passed
      return new Set()
    }
    const killed = look(process)
    await written.passed
    expect(await topicsOf(process)).toEqual(before)
    const taken = look(world.processes[1] ?? process)
    // What a killed process leaves behind: a connection that ends in the middle of a transaction.
    await process.database.query('SELECT pg_terminate_backend($1)', [pid])
    await taken
    const after = await topicsOf(process)
    expect(after.map(({ id, cases7 }) => ({ id, cases7 }))).toEqual([{ id: before[0]?.id, cases7: (before[0]?.cases7 ?? 0) + 1 }])
    revived.open()
    await expect(killed).rejects.toThrow()
    store.place = place
    expect(await topicsOf(process)).toEqual(after)
    await look(process)
    expect(await topicsOf(process)).toEqual(after)
    const [once] = await process.database.query<{ cases: number; distinct: number }>('SELECT count(*)::int AS cases, count(DISTINCT case_id)::int AS distinct FROM topic_case WHERE topic_id IS NOT NULL')
    expect(once?.cases).toBe(once?.distinct)
  })

  it('are not touched by a worker that was away while it read, when another has ended the job meanwhile', async () => {
    await process.filed(NOISE(11))
    const corpus = process.app.get(CaseCorpus, { strict: false })
    const { page } = corpus
    const [reading, revived] = [gate(), gate()]
    corpus.page = async (query) => {
      const found = await page.call(corpus, query)
      reading.open()
      await revived.passed
      return found
    }
    const away = process.app.get(ClusterWindow).cluster()
    await reading.passed
    await process.filed(NOISE(12))
    await look(world.processes[1] ?? process)
    const after = await topicsOf(process)
    revived.open()
    expect(await away).toBeNull()
    corpus.page = page
    expect(await topicsOf(process)).toEqual(after)
    await look(process)
    expect(await topicsOf(process)).toEqual(after)
  })

  it('can be made again from the cases alone', async () => {
    const before = await topicsOf(process)
    await process.database.query('TRUNCATE topic_topic, topic_case, topic_run, topic_day')
    await look(process)
    const after = await topicsOf(process)
    expect(after.map(({ id: _id, alertId: _alertId, ...rest }) => rest)).toEqual(before.map(({ id: _id, alertId: _alertId, ...rest }) => rest))
  })

  it('are seen by who leads their cases and by their county, and by no other', async () => {
    const ids = async (by: typeof PEOPLE.supervisor): Promise<number> => (await topicsOf(process, by)).length
    expect([await ids(PEOPLE.unitLead), await ids(PEOPLE.coordinator), await ids(STRANGER), await ids(PEOPLE.departmentLead)]).toEqual([1, 1, 0, 0])
    const [topic] = await topicsOf(process)
    expect((await process.call('GET', `/topics/${topic?.id ?? ''}`, STRANGER)).status).toBe(404)
  })

  it('show of a sealed case its number and state alone, and are hidden from a unit one of their cases is about', async () => {
    await process.filed({ ...NOISE(4), sealed: true })
    await process.filed({ ...NOISE(5), subjectUnitIds: [UNITS.department] })
    await process.settle()
    const [topic] = await topicsOf(process)
    const { items } = (await process.call('GET', `/topics/${topic?.id ?? ''}/cases`, PEOPLE.supervisor)).body as { items: TopicCaseItem[] }
    expect(items).toHaveLength(10)
    const sealed = items.filter((item) => item.sealed)
    expect(sealed).toEqual([expect.objectContaining({ title: null, placeText: null, leadUnit: null })])
    const view = (await process.call('GET', `/topics/${topic?.id ?? ''}`, PEOPLE.supervisor)).body as TopicView
    expect(view.places[0]).toMatchObject({ id: '150523', cases: 10 })
    expect((await process.call('GET', `/topics/${topic?.id ?? ''}`, person('unit_lead', UNITS.department))).status).toBe(404)
  })
})

describe('early warnings', () => {
  let world: CaseWorld
  let process: CaseProcess
  let alertId = ''
  const alert = async (by = PEOPLE.supervisor): Promise<AlertView> => (await process.call('GET', `/topics/alerts/${alertId}`, by)).body as AlertView

  beforeAll(async () => {
    world = await caseWorld({ processes: 2, modules: [PlaceModule, TopicModule] })
    for (const one of world.processes) await one.knowUnits()
    process = world.first
    // Nine quiet weeks, then a day on which the same is said ten times.
    for (let day = 0; day < 63; day += 1) {
      for (let index = 0; index < 2; index += 1) await process.filed(other(day * 3 + index))
      world.clock.advance(DAY_MS)
    }
    for (let index = 0; index < 10; index += 1) {
      await process.filed({ ...NOISE(index), ...(index === 0 ? { subjectUnitIds: [UNITS.department] } : {}) })
      world.clock.advance(MINUTE_MS)
    }
    await process.settle()
  }, 180_000)
  afterAll(() => world.stop())

  it('find the day that its season does not explain, and say who can prevent more', async () => {
    expect(await look(process)).toBeGreaterThan(0)
    const alerts = await alertsOf(process)
    expect(alerts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['category']))
    const found = alerts.find(({ kind }) => kind === 'category')
    alertId = found?.id ?? ''
    expect(found).toMatchObject({ status: 'raised', level: 'county', observed: 10, county: { id: '150523' } })
    expect((await alert()).units.map(({ id }) => id)).toEqual([UNITS.township, UNITS.coordinator])
  })

  it('are raised once, however many look how often', async () => {
    const before = await alertsOf(process)
    expect(await look(world.processes[1] ?? process)).toBe(0)
    expect(await alertsOf(process)).toHaveLength(before.length)
    const [told] = await process.database.query<{ told: number }>(`SELECT count(*)::int AS told FROM outbox_event WHERE type = 'topic.alert_raised.v1'`)
    expect(told?.told).toBe(before.length)
  })

  it('do not reach a unit that one of the cases is about and that leads none of them', async () => {
    expect((await process.call('GET', `/topics/alerts/${alertId}`, person('unit_lead', UNITS.department))).status).toBe(404)
    const told = await process.database.query<{ units: string[] }>(`SELECT data -> 'unitIds' AS units FROM outbox_event WHERE type = 'topic.alert_raised.v1'`)
    expect(told.flatMap(({ units }) => units)).not.toContain(UNITS.department)
  })

  it('go one level up when nobody acknowledges in time, once, whoever looks', async () => {
    world.clock.advance(4 * HOUR_MS)
    // One that cannot be read has waited longer; it silences nobody.
    await process.database.query(
      `INSERT INTO topic_alert SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'subject_key', 'unreadable', 'body', '{}'::jsonb, 'fires_at', a.fires_at - interval '1 minute'))).*
       FROM topic_alert a WHERE a.id = $1`,
      [alertId],
    )
    expect(await fire(process)).toBeGreaterThan(0)
    await process.database.query(`DELETE FROM topic_alert WHERE subject_key = 'unreadable'`)
    await Promise.all(world.processes.map(fire))
    expect(await alert()).toMatchObject({ status: 'raised', level: 'city' })
    const [told] = await process.database.query<{ told: number }>(`SELECT count(*)::int AS told FROM outbox_event WHERE type = 'topic.alert_escalated.v1' AND subject_id = $1`, [alertId])
    expect(told?.told).toBe(1)
  })

  it('are acknowledged, prevented by tasks, and closed when these are', async () => {
    expect((await act(process, `alerts/${alertId}/close`, PEOPLE.coordinator, { outcome: '已处置' })).status).toBe(409)
    expect((await act(process, `alerts/${alertId}/acknowledge`, PEOPLE.coordinator, {})).status).toBe(403)
    expect((await act(process, `alerts/${alertId}/acknowledge`, PEOPLE.supervisor, {})).body).toMatchObject({ status: 'acknowledged' })
    world.clock.advance(9 * HOUR_MS)
    await fire(process)
    expect(await alert()).toMatchObject({ level: 'city', acknowledgeBy: null })
    const task = { unitId: UNITS.township, what: '约谈施工单位，夜间十点后停工', dueOn: new Date(plus(world.clock.now(), 2 * DAY_MS)).toISOString().slice(0, 10) }
    const opened = await act(process, `alerts/${alertId}/tasks`, PEOPLE.coordinator, task)
    expect(opened).toMatchObject({ status: 201, body: { status: 'opened', unit: { id: UNITS.township } } })
    const { id } = opened.body as TaskView
    const mine = (await process.call('GET', '/topics/tasks/mine', PEOPLE.handler)).body as { items: TaskView[] }
    expect(mine.items.map((one) => one.id)).toEqual([id])
    expect((await act(process, `tasks/${id}/sign`, PEOPLE.otherHandler)).status).toBe(404)
    expect((await act(process, `tasks/${id}/sign`, PEOPLE.handler)).body).toMatchObject({ status: 'signed' })
    expect((await act(process, `alerts/${alertId}/close`, PEOPLE.coordinator, { outcome: '已处置' })).status).toBe(409)
    world.clock.advance(4 * DAY_MS)
    await Promise.all(world.processes.map(fire))
    const [told] = await process.database.query<{ told: number }>(`SELECT count(*)::int AS told FROM outbox_event WHERE type = 'topic.task_overdue.v1'`)
    expect(told?.told).toBe(1)
    expect((await act(process, `tasks/${id}/answer`, PEOPLE.handler, { text: '已约谈，夜间停工' })).body).toMatchObject({ status: 'answered' })
    expect((await act(process, `tasks/${id}/return`, PEOPLE.coordinator, { reason: '请附停工通知' })).body).toMatchObject({ status: 'signed' })
    expect((await act(process, `tasks/${id}/answer`, PEOPLE.handler, { text: '停工通知已送达' })).body).toMatchObject({ status: 'answered' })
    expect((await act(process, `tasks/${id}/close`, PEOPLE.coordinator, {})).body).toMatchObject({ status: 'closed' })
    expect((await act(process, `alerts/${alertId}/close`, PEOPLE.coordinator, { outcome: '夜间停工，未再投诉' })).body).toMatchObject({ status: 'closed' })
    const { log, tasks } = await alert()
    expect(tasks).toEqual([expect.objectContaining({ overdue: true, answer: expect.objectContaining({ late: true }) as object })])
    expect(log.map(({ sentence }) => sentence)).toContain('无人按时确认，自动上报市级督办')
  })

  it('leave a log nobody changes', async () => {
    await expect(process.database.query('UPDATE topic_log SET act = $1', ['x'])).rejects.toThrow('append-only')
    await expect(process.database.query('TRUNCATE topic_log')).rejects.toThrow('append-only')
  })

  it('are dismissed with a reason', async () => {
    const open = (await alertsOf(process)).find(({ id }) => id !== alertId)
    expect((await act(process, `alerts/${open?.id ?? ''}/dismiss`, PEOPLE.coordinator, { reason: '' })).status).toBe(400)
    expect((await act(process, `alerts/${open?.id ?? ''}/dismiss`, PEOPLE.supervisor, { reason: '同一事项，已并案' })).body).toMatchObject({ status: 'dismissed' })
  })
})
