import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Principal } from '@tongban/access/contract'
import { HOUR_MS, instantFromIso, plus } from '@tongban/kernel/core'
import { PlaceModule } from '@tongban/place/server'
import { cursorOf } from '@tongban/platform/server'
import { caseWorld, PEOPLE, person, plansOf, sentBy, type CaseWorld, type Plans } from '@tongban/testing/server'
import { listAlerts, listTasks, listTopics } from '../../contract/index.js'
import { TopicModule } from '../topic.module.js'
import { AlertStore } from './alert.store.js'
import { TopicReadModel } from './topic.read-model.js'

const TOPICS = 30_000
const ALERTS = 12_000
const TASKS = 12_000
const AT = '2026-11-16T08:00:00Z'
/** The nth id of its kind, the same wherever it is asked for. */
const id = (kind: string): string => `overlay(overlay(md5('${kind}' || n) placing '7' from 13) placing '8' from 17)::uuid`
let world: CaseWorld
let topicId = ''

/** A city of some years: most topics are of one or two cases, most alerts and tasks have ended. */
beforeAll(async () => {
  world = await caseWorld({ modules: [PlaceModule, TopicModule] })
  const { database } = world
  await database.query(
    `INSERT INTO topic_topic (city_code, id, revision, open, title, words, cases_7, cases_30, trend, growth, days, category_code, county_codes, township_codes, unit_ids, recused_unit_ids, first_at, last_at, centroid)
     SELECT '150500', ${id('topic')}, n, n % 10 <> 0, '', '{}', CASE WHEN n % 25 = 1 THEN 3 + n % 40 ELSE 1 + n % 2 END, CASE WHEN n % 25 = 1 THEN 5 + n % 90 ELSE 1 + n % 2 END, 'steady', 1, '{}', '060301',
       ARRAY[(150502 + n % 9)::text], '{}', ARRAY['township-' || (150500000 + n % 143)], '{}', '${AT}'::timestamptz - n * interval '1 minute', '${AT}'::timestamptz - n * interval '1 minute', ''
     FROM generate_series(1, ${TOPICS}) n`,
  )
  await database.query(
    `INSERT INTO topic_alert (city_code, id, version, status, open, subject_key, topic_id, county_code, unit_ids, recused_unit_ids, raised_at, ended_at, fires_at, body)
     SELECT '150500', ${id('alert')}, 1, CASE WHEN n % 150 = 0 THEN 'raised' ELSE 'closed' END, n % 150 = 0, 'subject-' || n, ${id('topic')}, (150502 + n % 9)::text,
       ARRAY['township-' || (150500000 + n % 143)], '{}', '${AT}'::timestamptz - n * interval '1 hour', CASE WHEN n % 150 = 0 THEN NULL ELSE '${AT}'::timestamptz END, CASE WHEN n % 150 = 0 THEN '${AT}'::timestamptz + n * interval '1 minute' END, '{"status":"closed"}'
     FROM generate_series(1, ${ALERTS}) n`,
  )
  await database.query(
    `INSERT INTO topic_task (city_code, id, version, status, open, alert_id, unit_id, unit_ids, county_code, recused_unit_ids, opened_at, fires_at, body)
     SELECT '150500', gen_random_uuid(), 1, CASE WHEN n % 150 = 0 THEN 'signed' ELSE 'closed' END, n % 150 = 0, ${id('alert')}, 'township-' || (150500000 + n % 143),
       ARRAY['township-' || (150500000 + n % 143)], (150502 + n % 9)::text, '{}', '${AT}'::timestamptz - n * interval '1 hour', CASE WHEN n % 150 = 0 THEN '${AT}'::timestamptz + n * interval '1 hour' END, '{"status":"closed"}'
     FROM generate_series(1, ${TASKS}) n`,
  )
  topicId = (await database.query<{ id: string }>(`SELECT ${id('topic')} AS id FROM generate_series(1, 1) n`))[0]?.id ?? ''
  await database.query('ANALYZE topic_topic, topic_alert, topic_task')
}, 120_000)
afterAll(() => world.stop())

/** What every statement of this context that `work` sends reads. */
async function explained(work: () => Promise<unknown>): Promise<Pick<Plans, 'indexes' | 'scanned' | 'sorted'>> {
  const { indexes, scanned, sorted } = await plansOf(world.database, ...(await sentBy(world.database, work, (name) => name.startsWith('topic.'))))
  return { indexes, scanned, sorted }
}

const UNIT = 'township-150500007'
const clerk = person('unit_lead', UNIT)
const reads = (): TopicReadModel => world.first.app.get(TopicReadModel)
const topics = (query: Record<string, unknown> = {}, { scope }: Principal = PEOPLE.supervisor) => () => reads().list(scope, listTopics.query.parse(query), 3)
const alerts = (query: Record<string, unknown> = {}, by: Principal = PEOPLE.supervisor) => () => reads().alerts(by, listAlerts.query.parse(query))
const tasks = (query: Record<string, unknown> = {}, { by = PEOPLE.supervisor as Principal, own = false } = {}) => () => reads().tasks(by, listTasks.query.parse(query), own)
const LAST_ID = '0199a000-0000-7000-8000-000000000001'
const after = cursorOf(plus(instantFromIso(AT), -100 * HOUR_MS), LAST_ID)

describe('over some years of topics', () => {
  it.each([
    ['the hottest of seven days', topics(), ['topic_alert_topic', 'topic_topic_hot_7']],
    ['its second page', topics({ cursor: `40_${LAST_ID}` }), ['topic_alert_topic', 'topic_topic_hot_7']],
    ['the hottest of thirty days', topics({ days: '30' }), ['topic_alert_topic', 'topic_topic_hot_30']],
    ['the hottest of one county', topics({ countyCode: '150503' }), ['topic_alert_topic', 'topic_topic_hot_7']],
    ['all alerts', alerts({ state: 'all' }), ['topic_alert_raised', 'topic_task_alert']],
    ['the second page of alerts', alerts({ state: 'all', cursor: after }), ['topic_alert_raised', 'topic_task_alert']],
    ['alerts that ended', alerts({ state: 'ended' }), ['topic_alert_raised', 'topic_task_alert']],
    ['all tasks', tasks({ state: 'all' }), ['topic_task_opened']],
    ['the second page of tasks', tasks({ state: 'all', cursor: after }), ['topic_task_opened']],
    ['all tasks of a unit', tasks({ state: 'all' }, { by: clerk, own: true }), ['topic_task_unit']],
  ] as const)('%s are read in the order of an index, none from end to end', async (_, work, indexes) => {
    expect(await explained(work)).toEqual({ indexes, scanned: [], sorted: false })
  })

  it.each([
    ['the hottest that a unit sees', topics({}, clerk), 'topic_topic_hot_7'],
    ['open alerts', alerts(), 'topic_task_alert'],
    ['the alerts of a topic', () => alerts({ state: 'all', topicId })(), 'topic_alert_topic'],
    ['open tasks', tasks(), 'topic_task'],
    ['open tasks of a unit', tasks({}, { by: clerk, own: true }), 'topic_task_unit'],
  ] as const)('%s are few, and found without reading the rest', async (_, work, index) => {
    const plan = await explained(work)
    expect([plan.scanned, plan.indexes.some((used) => used.startsWith(index))]).toEqual([[], true])
  })

  it('what has run out is found by when it runs out', async () => {
    const due = plus(instantFromIso(AT), 10 * HOUR_MS)
    const store = world.first.app.get(AlertStore)
    expect(await explained(() => store.due(due, 50))).toEqual({ indexes: ['topic_alert_fires'], scanned: [], sorted: false })
    expect(await explained(() => store.dueTasks(due, 50))).toEqual({ indexes: ['topic_task_fires'], scanned: [], sorted: false })
  })
})
