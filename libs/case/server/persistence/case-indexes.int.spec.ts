import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, MINUTE_MS, idOf, plus } from '@tongban/kernel/core'
import {
  PEOPLE,
  START,
  UNITS,
  caseWorld,
  closed,
  dispatched,
  filed,
  given,
  person,
  signed,
  upToCallback,
  upToReply,
  plansOf,
  sentBy,
  type CaseWorld,
  type Plans,
} from '@tongban/testing/server'
import { listCases } from '../../contract/case-endpoints.js'
import type { AssignmentState, CaseState } from '../../domain/index.js'
import { CaseDetailReadModel } from './case-detail.read-model.js'
import { CaseListReadModel } from './case-list.read-model.js'
import { assignmentJsonOf, caseJsonOf } from './case-row.mapper.js'
import { CaseStore } from './case.store.js'
import { InboxReadModel } from './inbox.read-model.js'

const CITY = '150500'
const CASES = 6_000
let world: CaseWorld

/** Most cases of a city are closed; a few hundred are open. */
const SHAPES: readonly CaseState[] = [
  ...Array.from({ length: 20 }, () => given(...upToCallback(), closed()).state),
  given(filed()).state,
  given(filed(), dispatched()).state,
  given(filed(), dispatched(), signed()).state,
  given(...upToReply()).state,
  given(...upToCallback()).state,
]
const WORDS = ['路灯不亮', '暖气不热', '路面有坑', '自来水发黄', '拖欠工资', '占道经营', '噪声扰民', '垃圾清运']
const townshipOf = (index: number): string => `township-${150_500_000 + (index % 143)}`
const countyOf = (index: number): string => String(150_502 + (index % 9))

function sample(index: number): CaseState {
  const shape = SHAPES[index % SHAPES.length] ?? given(filed()).state
  const at = plus(START, index * MINUTE_MS)
  const id = world.first.nextId()
  const assignments = shape.assignments
    .filter((item) => item.role !== 'assist')
    .map((item): AssignmentState => ({
      ...item,
      id: world.first.nextId(),
      unitId: item.role === 'lead' ? townshipOf(index) : `county-${countyOf(index)}`,
      dispatchedAt: at,
      signDueAt: plus(at, HOUR_MS),
      contactDueAt: plus(at, DAY_MS),
      promiseDueAt: plus(at, 5 * DAY_MS),
    }))
  const number = `20261116${String(index).padStart(6, '0')}`
  return {
    ...shape,
    id,
    number,
    version: 1,
    filedAt: at,
    statusSince: at,
    title: index % 1_500 === 7 ? '梧桐树倒伏' : `${WORDS[index % WORDS.length]}第 ${index} 处`,
    assignments,
    countyCode: countyOf(index),
    timelineLength: 1,
  }
}

beforeAll(async () => {
  world = await caseWorld()
  const states = Array.from({ length: CASES }, (_, index) => sample(index))
  const insert = (table: string, rows: object[]) =>
    world.database.query(`INSERT INTO ${table} SELECT r.* FROM jsonb_populate_recordset(null::${table}, $1::jsonb) AS r`, [
      JSON.stringify(rows),
    ])
  await insert(
    'case_case',
    states.map((state) => caseJsonOf(state, CITY)),
  )
  await insert(
    'case_assignment',
    states.flatMap((state) => state.assignments.map((item) => assignmentJsonOf(item, state, CITY))),
  )
  await insert(
    'case_timeline',
    states.map((state) => ({
      city_code: CITY,
      case_id: state.id,
      seq: 1,
      at: new Date(state.filedAt).toISOString(),
      actor_id: 'operator',
      actor_unit_id: null,
      type: 'case.filed.v1',
      data: {},
      previous_hash: '',
      hash: '',
    })),
  )
  // VACUUM too: it moves what was inserted from the pending list of the text index into the index
  await world.database.query('VACUUM ANALYZE')
}, 60_000)
afterAll(() => world.stop())

/** The indexes read, and the tables read from end to end, by every statement `work` sends. */
async function explained(work: () => Promise<unknown>): Promise<Pick<Plans, 'indexes' | 'scanned'>> {
  const { indexes, scanned } = await plansOf(world.database, ...(await sentBy(world.database, work)))
  return { indexes, scanned }
}

const list =
  (who: Parameters<CaseListReadModel['list']>[0], query: Record<string, unknown> = {}) =>
  (): Promise<unknown> =>
    world.first.app.get(CaseListReadModel).list(who, listCases.query.parse(query))
const inbox = (tab: 'todo' | 'replied' | 'copies') => (): Promise<unknown> =>
  world.first.app.get(InboxReadModel).read(person('handler', townshipOf(7)), { tab, limit: 20 })
const oneCase = async (): Promise<string> => (await world.database.query<{ id: string }>('SELECT id FROM case_case LIMIT 1'))[0]?.id ?? ''

describe('on six thousand cases, as PostgreSQL itself chooses', () => {
  it.each([
    ['the list of the city', list(PEOPLE.dispatcher), ['case_assignment_case', 'case_case_filed']],
    [
      'its second page',
      list(PEOPLE.dispatcher, { cursor: Buffer.from(`${plus(START, DAY_MS)}.0199a000-0000-7000-8000-000000000001`).toString('base64url') }),
      ['case_assignment_case', 'case_case_filed'],
    ],
    ['the list of one county', list(PEOPLE.dispatcher, { countyCode: '150503' }), ['case_assignment_case', 'case_case_county']],
    ['the list of one unit', list(person('handler', townshipOf(7))), ['case_assignment_case', 'case_case_units']],
    ['the problem cases', list(PEOPLE.dispatcher, { flag: 'problem' }), ['case_assignment_case', 'case_case_problem']],
    ['what is shelved', list(PEOPLE.dispatcher, { flag: 'shelved' }), ['case_assignment_case', 'case_case_shelved']],
    ['what is disputed', list(PEOPLE.dispatcher, { flag: 'disputed' }), ['case_assignment_case', 'case_case_disputed']],
    ['what was urged', list(PEOPLE.dispatcher, { flag: 'urged' }), ['case_assignment_case', 'case_case_urged']],
    ['what was merged', list(PEOPLE.dispatcher, { flag: 'merged' }), ['case_assignment_case', 'case_case_parent', 'case_case_parents']],
    ['two flags at once', list(PEOPLE.dispatcher, { flag: 'problem,shelved' }), ['case_assignment_case', 'case_case_problem', 'case_case_shelved']],
    ['a search by a rare word of three characters', list(PEOPLE.dispatcher, { q: '梧桐树' }), ['case_assignment_case', 'case_case_words']],
    ['a search by number', list(PEOPLE.dispatcher, { q: '20261116000017' }), ['case_assignment_case', 'case_case_number']],
    ['a search by the beginning of a number', list(PEOPLE.dispatcher, { q: '202611160000' }), ['case_assignment_case', 'case_case_number']],
    [
      'the review queue',
      () => world.first.app.get(CaseListReadModel).waiting(PEOPLE.reviewer, ['awaiting_review'], { limit: 21, after: null }),
      ['case_assignment_case', 'case_case_waiting'],
    ],
    ['the inbox', inbox('todo'), ['case_assignment_case', 'case_assignment_todo', 'case_case_pkey', 'case_case_subjects']],
    [
      'what a unit has replied to',
      inbox('replied'),
      ['case_assignment_case', 'case_assignment_todo', 'case_assignment_unit', 'case_case_pkey', 'case_case_subjects'],
    ],
    [
      'the copies of a unit',
      inbox('copies'),
      ['case_assignment_case', 'case_assignment_todo', 'case_assignment_unit', 'case_case_pkey', 'case_case_subjects'],
    ],
  ] as const)('%s reads the indexes made for it, and no table from end to end', async (_, work, indexes) => {
    expect(await explained(work)).toEqual({ indexes, scanned: [] })
  })

  it('the page of a case, and the loading of one, cost a few index look-ups', async () => {
    const caseId = await oneCase()
    const details = await explained(() => world.first.app.get(CaseDetailReadModel).read(PEOPLE.dispatcher, caseId))
    expect(details.indexes).toEqual(expect.arrayContaining(['case_assignment_case', 'case_case_pkey', 'case_timeline_pkey']))
    expect(details.scanned.filter((table) => table !== 'case_attachment')).toEqual([])
    expect(await explained(() => world.first.app.get(CaseStore).load(caseId, { kind: 'city', unitId: null }))).toEqual({
      indexes: ['case_assignment_case', 'case_case_pkey'],
      scanned: [],
    })
    const [assignment] = await world.database.query<{ id: string }>('SELECT id FROM case_assignment LIMIT 1')
    const byAssignment = await explained(() => world.first.app.get(CaseStore).loadByAssignment(idOf(assignment?.id ?? ''), { kind: 'city', unitId: null }))
    expect(byAssignment).toEqual({ indexes: ['case_assignment_case', 'case_assignment_pkey', 'case_case_pkey'], scanned: [] })
  })

  it("a county coordinator's list, which is a county or a unit, reads no table from end to end either", async () => {
    const { scanned } = await explained(
      list({
        ...person('county_coordinator', UNITS.coordinator),
        scope: { kind: 'county', unitId: idOf('county-150503'), countyCode: '150503' },
      }),
    )
    expect(scanned).toEqual([])
  })
})
