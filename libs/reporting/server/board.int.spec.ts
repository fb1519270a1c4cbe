import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Global, Module, type INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { CaseListViews, CaseLookup, type CaseEvent, type CaseSnapshot } from '@tongban/case/contract'
import { draftCase, evolve, involvedUnits, openLead, type CaseState } from '@tongban/case/domain'
import { HOUR_MS, idOf, instantFromIso, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { OrgModule, OrgSeed } from '@tongban/org/server'
import {
  ConsumerRunner,
  Database,
  EventConsumers,
  Metrics,
  PlatformModule,
  type DeliveredEvent,
  type PlatformConfig,
} from '@tongban/platform/server'
import { TaxonomyModule, TaxonomySeed } from '@tongban/taxonomy/server'
import { cloneDatabase, FakeClock, person, testConfig } from '@tongban/testing/server'
import fc from 'fast-check'
import { BoardCache } from './board-cache.js'
import { caseFactOf } from './case-fact.mapper.js'
import { CaseFactStore } from './case-fact.store.js'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { MeasuresReadModel } from './measures.read-model.js'
import { ReportingModule } from './reporting.module.js'

const CITY = '150500'
const TOWNSHIP = 'township-150525100'
const COORDINATOR = 'county-150525-coordinator'
const clock = new FakeClock('2026-11-21T14:00:00+08:00')

/** The case context's port, answering from the states this file has made with its real domain. */
const current = new Map<string, CaseState>()
class KnownCases extends CaseLookup {
  override snapshots = (ids: readonly string[]): Promise<CaseSnapshot[]> =>
    Promise.resolve(ids.map((id) => current.get(id)).filter((state) => state !== undefined))
  override visibleTo = () => Promise.reject(new Error('not asked here'))
  override visibleAmong = () => Promise.reject(new Error('not asked here'))
  override waiting = () => Promise.reject(new Error('not asked here'))
}
class NumbersOnly extends CaseListViews {
  override listItem = ({ id, number }: CaseSnapshot) => ({ id, number }) as never
}

@Global()
@Module({
  providers: [
    { provide: CaseLookup, useClass: KnownCases },
    { provide: CaseListViews, useClass: NumbersOnly },
  ],
  exports: [CaseLookup, CaseListViews],
})
class CasesModule {}

let begun = 0
let app: INestApplicationContext
let database: Database
let drop: () => Promise<void>

function compose(config: PlatformConfig): Promise<INestApplicationContext> {
  @Module({
    imports: [
      PlatformModule.with({ service: 'test', config, entities: [], clock }),
      OrgModule,
      TaxonomyModule,
      CasesModule,
      ReportingModule,
    ],
  })
  class TestModule {}
  return NestFactory.createApplicationContext(TestModule, { logger: false })
}

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  const config = await testConfig(clone.url)
  const first = await compose(config)
  await first.get(Database).transaction(async (tx) => {
    await first.get(OrgSeed).load(tx, CITY)
    await first.get(TaxonomySeed).load(tx, CITY)
  })
  await first.close()
  app = await compose(config)
  database = app.get(Database)
})
afterAll(async () => {
  await app.close()
  await drop()
})
beforeEach(async () => {
  current.clear()
  // each test ten seconds after the one before, so that none is shown the other's board
  clock.set('2026-11-21T14:00:00+08:00')
  clock.advance((begun += 1) * 10_000)
  for (const table of ['reporting_case_fact', 'reporting_event', 'reporting_revision', 'outbox_consumed'])
    await database.query(`DELETE FROM ${table}`)
})

type Step = { readonly at: Instant; readonly events: readonly CaseEvent[] }
let nextEventId = 1

/** One commit: the state moves on, and the events leave as the outbox carries them. */
function commit(id: string, { at, events }: Step): DeliveredEvent[] {
  const before = current.get(id) ?? draftCase(id, at, 'operator')
  const after = { ...events.reduce((state, event) => evolve(state, event, at), before), version: before.version + 1 }
  current.set(id, after)
  const { status, version, round, countyCode, number } = after
  return events.map(({ type, data }) => ({
    id: (nextEventId += 1),
    type,
    subjectId: id,
    at,
    traceId: 'none',
    data: {
      caseId: id,
      number,
      version,
      status,
      round,
      countyCode,
      leadUnitId: openLead(after)?.unitId ?? TOWNSHIP,
      unitIds: involvedUnits(after),
      facts: data,
    },
  }))
}

const consume = (events: readonly DeliveredEvent[]): Promise<void> => {
  const consumer = app
    .get(EventConsumers)
    .all()
    .find(({ name }) => name === 'reporting.facts')
  if (consumer === undefined) throw new Error('reporting.facts is not registered')
  return app.get(ConsumerRunner).run(consumer, events)
}

const FILED_AT = instantFromIso('2026-11-21T09:00:00+08:00')
const caseId = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

type Variation = {
  readonly filedAt?: Instant
  readonly sealed?: boolean
  readonly countyCode?: string
  readonly urgency?: 'general' | 'emergency'
  readonly unitId?: string
  readonly promiseHours?: number
}

const filed = (n: number, { filedAt = FILED_AT, sealed = false, countyCode = '150525', urgency = 'general' }: Variation = {}): Step => ({
  at: filedAt,
  events: [
    {
      type: 'case.filed.v1',
      data: {
        number: `2026112100${n}`,
        title: '大沁他拉西街路灯不亮',
        description: '三盏路灯不亮',
        caseType: 'help',
        categoryCode: '010101',
        urgency,
        channel: 'phone',
        originLine: null,
        placeText: '大沁他拉西街',
        divisionCode: null,
        countyCode,
        townshipCode: null,
        sealed,
        wantsCallback: true,
        evidenceRequired: false,
        attachmentIds: [],
        dispatchTrail: null,
        dispatchDueAt: plus(filedAt, HOUR_MS),
      },
    },
  ],
})
const dispatched = (n: number, { filedAt = FILED_AT, unitId = TOWNSHIP, promiseHours = 72 }: Variation = {}): Step => ({
  at: plus(filedAt, MINUTE_MS),
  events: [
    {
      type: 'case.dispatched.v1',
      data: {
        round: 1,
        automatic: true,
        reason: '',
        assignments: [
          { assignmentId: caseId(1_000 + n), role: 'lead', unitId },
          { assignmentId: caseId(2_000 + n), role: 'cc', unitId: COORDINATOR },
        ],
        due: {
          serviceClass: 'general',
          policyVersion: '1',
          startedAt: filedAt,
          signDueAt: plus(filedAt, 2 * HOUR_MS),
          contactDueAt: plus(filedAt, 24 * HOUR_MS),
          promiseDueAt: plus(filedAt, promiseHours * HOUR_MS),
        },
      },
    },
  ],
})
const step = (
  n: number,
  minutes: number,
  event: (ids: { assignmentId: string; unitId: string }) => readonly CaseEvent[],
  filedAt = FILED_AT,
): Step => ({
  at: plus(filedAt, minutes * MINUTE_MS),
  events: event({ assignmentId: caseId(1_000 + n), unitId: TOWNSHIP }),
})

/** A whole life: dispatched, signed six minutes later, contacted, replied, passed, called back and closed. */
const life = (n: number, satisfaction: 'satisfied' | 'basically_satisfied', variation: Variation = {}): Step[] => [
  filed(n, variation),
  dispatched(n, variation),
  step(n, 7, (ids) => [{ type: 'assignment.signed.v1', data: { ...ids, late: false } }], variation.filedAt),
  step(
    n,
    30,
    (ids) => [{ type: 'assignment.contacted.v1', data: { ...ids, reached: true, method: 'phone', noContactReason: null, note: '' } }],
    variation.filedAt,
  ),
  step(
    n,
    120,
    (ids) => [{ type: 'assignment.replied.v1', data: { ...ids, text: '已更换', attachmentIds: [], late: false } }],
    variation.filedAt,
  ),
  step(n, 150, ({ assignmentId }) => [{ type: 'case.review_passed.v1', data: { assignmentId, remarks: '' } }], variation.filedAt),
  step(
    n,
    200,
    () => [
      {
        type: 'case.callback_recorded.v1',
        data: {
          outcome: 'answered',
          answers: { contacted: true, resolved: true, satisfaction, truthful: true },
          note: '',
          round: 1,
          attempts: 1,
        },
      },
      { type: 'case.closed.v1', data: { round: 1 } },
    ],
    variation.filedAt,
  ),
]

const playAll = async (n: number, steps: readonly Step[]): Promise<void> => {
  for (const item of steps) await consume(commit(caseId(n), item))
}
const board = (scope = person('leader', 'hotline-centre').scope) => {
  clock.advance(1_000)
  return app.get(BoardCache).snapshot(scope)
}

describe('facts', () => {
  it('follow a case through its life and tell it line by line', async () => {
    await playAll(1, life(1, 'satisfied'))
    const [fact] = await database.query<Record<string, unknown>>(
      'SELECT status, version, lead_unit_id, first_satisfaction, signed_late, closed_at FROM reporting_case_fact',
    )
    expect(fact).toEqual({
      status: 'closed',
      version: 7,
      lead_unit_id: TOWNSHIP,
      first_satisfaction: 'satisfied',
      signed_late: false,
      closed_at: plus(FILED_AT, 200 * MINUTE_MS),
    })
    const { events } = await board()
    expect(events.map(({ sentence }) => sentence)).toEqual([
      '办结',
      '群众满意',
      '回复审核通过',
      '已回复，用时 1 小时 59 分',
      '已与群众联系',
      '已签收，用时 6 分',
      '系统直派',
      '受理：大沁他拉西街路灯不亮',
    ])
    expect(events[5]).toMatchObject({ unitName: '大沁他拉镇', countyName: '奈曼旗', number: '20261121001' })
  })

  it('count each event once, however often and in whatever order it comes', async () => {
    const events = life(1, 'satisfied').flatMap((item) => commit(caseId(1), item))
    await consume([...events].reverse())
    await consume(events)
    const snapshot = await board()
    expect(snapshot.revision).toBe(events.length)
    expect(snapshot.events).toHaveLength(events.length)
    expect(snapshot.today).toMatchObject({ filed: 1, dispatched: 1, closed: 1 })
  })

  it('keep the newest version of a case when an older one is written later', async () => {
    const versions = life(1, 'satisfied')
      .map((item) => {
        commit(caseId(1), item)
        return current.get(caseId(1))
      })
      .filter((state) => state !== undefined)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(versions, { minLength: 1 }), async (order) => {
        await database.query('DELETE FROM reporting_case_fact')
        for (const state of order) await database.transaction((tx) => app.get(CaseFactStore).apply(tx, [caseFactOf(state, CITY)], [], 1))
        const newest = order.reduce((a, b) => (a.version > b.version ? a : b))
        expect(await database.query('SELECT version, status FROM reporting_case_fact')).toEqual([
          { version: newest.version, status: newest.status },
        ])
      }),
      { numRuns: 20 },
    )
  })

  it('do not copy the title of a sealed case', async () => {
    await playAll(1, [filed(1, { sealed: true }), dispatched(1)])
    const { events, soonest } = await board()
    expect([...events.map(({ sentence }) => sentence), ...soonest.map(({ title }) => title)]).toEqual([
      '系统直派',
      '受理：保密件',
      '保密件',
    ])
  })

  it('call an assignment signed late from the due moment on, signed or not', async () => {
    const late = (minutes: number) => step(1, minutes, (ids) => [{ type: 'assignment.signed.v1', data: { ...ids, late: true } }])
    await playAll(1, [filed(1), dispatched(1), late(120)])
    await playAll(2, [filed(2), dispatched(2)])
    await playAll(3, [
      filed(3),
      dispatched(3),
      step(3, 119, (ids) => [{ type: 'assignment.signed.v1', data: { ...ids, assignmentId: caseId(1_003), late: false } }]),
    ])
    await playAll(4, [filed(4), dispatched(4), step(4, 10, () => [{ type: 'case.withdrawn.v1', data: { reason: '已解决' } }])])
    const { caseIds } = await app.get(MeasureCasesReadModel).caseIds(person('leader', 'hotline-centre'), 'signed_late', {
      from: '2026-11-21T00:00:00+08:00',
      to: '2026-11-22T00:00:00+08:00',
      limit: 20,
    })
    expect(caseIds.sort()).toEqual([caseId(1), caseId(2)])
  })

  it('forget the stream after seven days, and nothing else', async () => {
    await playAll(1, life(1, 'satisfied', { filedAt: instantFromIso('2026-11-10T09:00:00+08:00') }))
    await app.get(CaseFactStore).forgetEventsBefore('2026-11-14T00:00:00+08:00')
    expect((await board()).events).toEqual([])
    expect(await database.query('SELECT status FROM reporting_case_fact')).toEqual([{ status: 'closed' }])
  })
})

describe('board', () => {
  it('is one statement, and none for who asks within the same second', async () => {
    await playAll(1, life(1, 'satisfied'))
    const { roundTrips } = app.get(Metrics)
    const trips = async (): Promise<number> => (await roundTrips.get()).values[0]?.value ?? 0
    const before = await trips()
    const { scope } = person('leader', 'hotline-centre')
    clock.advance(1_000)
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => app.get(BoardCache).snapshot(scope)))
    expect((await trips()) - before).toBe(1)
    expect(new Set(answers).size).toBe(1)
    clock.advance(1_000)
    await app.get(BoardCache).snapshot(scope)
    expect((await trips()) - before).toBe(2)
  })

  it('counts the day, the present, the month and the bars, and its counties add up to it', async () => {
    await playAll(1, life(1, 'satisfied'))
    await playAll(2, [filed(2), dispatched(2)])
    await playAll(3, [filed(3, { countyCode: '150502' })])
    await playAll(4, [
      filed(4, { filedAt: instantFromIso('2026-11-18T14:00:00+08:00') }),
      dispatched(4, { filedAt: instantFromIso('2026-11-18T14:00:00+08:00') }),
    ])
    await playAll(5, [filed(5), { at: FILED_AT, events: [{ type: 'case.answered.v1', data: { answer: '已告知办理方式' } }] }])
    const snapshot = await board()
    expect(snapshot).toMatchObject({
      day: '2026-11-21',
      city: { code: CITY, name: '通辽市' },
      today: { filed: 4, directAnswered: 1, dispatched: 2, closed: 1 },
      now: { inHand: 3, awaitingDispatch: 1, dueSoon: 0, overdue: 1 },
      month: { validCallbacks: 1, rates: { response: 1, resolution: 1, satisfaction: 1, score: null } },
    })
    expect(snapshot.counties).toHaveLength(9)
    for (const [of, total] of [
      ['filedToday', 4],
      ['inHand', 3],
      ['overdue', 1],
    ] as const) {
      expect(snapshot.counties.reduce((sum, county) => sum + county[of], 0)).toBe(total)
    }
    expect(snapshot.channels.find(({ id }) => id === 'phone')).toEqual({ id: 'phone', zh: '电话', count: 4 })
    expect(snapshot.caseTypes.reduce((sum, { count }) => sum + count, 0)).toBe(4)
    expect(snapshot.topics).toEqual([
      { categoryCode: '0101', name: '耕地承包与流转', today: 4, usual: expect.any(Number), trend: 'rising', unitName: '大沁他拉镇' },
    ])
  })

  it('compares a topic with the same hours of the seven days before', async () => {
    await playAll(1, [filed(1)])
    await playAll(2, [filed(2, { filedAt: instantFromIso('2026-11-20T13:00:00+08:00') })])
    await playAll(3, [filed(3, { filedAt: instantFromIso('2026-11-20T15:00:00+08:00') })])
    await playAll(4, [filed(4, { filedAt: instantFromIso('2026-11-13T09:00:00+08:00') })])
    expect((await board()).topics).toMatchObject([{ today: 1, usual: expect.closeTo(1 / 7, 6), trend: 'steady' }])
  })

  it('names who must act on an overdue emergency, and what is due next first', async () => {
    await playAll(1, [filed(1, { urgency: 'emergency' }), dispatched(1, { promiseHours: 2 })])
    await playAll(2, [filed(2), dispatched(2, { promiseHours: 20 })])
    await playAll(3, [filed(3), dispatched(3, { promiseHours: 6 })])
    const { overdueEmergencies, soonest, now } = await board()
    expect(overdueEmergencies).toMatchObject([{ caseId: caseId(1), unitName: '大沁他拉镇', countyName: '奈曼旗' }])
    expect(soonest.map(({ caseId: id }) => id)).toEqual([caseId(3), caseId(2)])
    expect(now).toMatchObject({ overdue: 1, dueSoon: 2 })
  })

  it('shows a county its own cases and those its unit takes part in, a township its own, and nobody else anything', async () => {
    await playAll(1, [filed(1), dispatched(1)])
    await playAll(2, [filed(2, { countyCode: '150502' }), dispatched(2, { unitId: 'township-150502003' })])
    const inHand = async (scope: Parameters<typeof board>[0]) => (await board(scope)).now.inHand
    expect(await inHand({ kind: 'city' })).toBe(2)
    expect(await inHand({ kind: 'county', countyCode: '150525', unitId: idOf(COORDINATOR) })).toBe(2)
    expect(await inHand({ kind: 'county', countyCode: '150502', unitId: idOf('county-150502-coordinator') })).toBe(1)
    expect(await inHand({ kind: 'own_unit', unitId: idOf(TOWNSHIP) })).toBe(1)
    const none = await board({ kind: 'none' })
    expect([none.now.inHand, none.counties, none.events]).toEqual([0, [], []])
  })

  it('ranks a unit from five valid callbacks on', async () => {
    for (let n = 1; n <= 4; n += 1) await playAll(n, life(n, 'satisfied'))
    expect((await board()).ranking).toEqual([])
    await playAll(5, life(5, 'basically_satisfied'))
    expect((await board()).ranking).toMatchObject([
      {
        peerClass: 'town',
        units: [
          {
            unitId: TOWNSHIP,
            name: '大沁他拉镇',
            countyName: '奈曼旗',
            rank: 1,
            band: '甲',
            validCallbacks: 5,
            rates: { satisfaction: 1 },
          },
        ],
      },
    ])
  })

  it('says no data before the first callback of the month', async () => {
    await playAll(1, life(1, 'satisfied', { filedAt: instantFromIso('2026-10-31T09:00:00+08:00') }))
    expect((await board()).month).toMatchObject({ validCallbacks: 0, rates: { response: null, resolution: null, satisfaction: null } })
  })
})

describe('measures', () => {
  const MONTH = { from: '2026-11-01T00:00:00+08:00', to: '2026-12-01T00:00:00+08:00' }
  const read = (query: object) =>
    app.get(MeasuresReadModel).read(person('assessor', 'hotline-centre'), { ...MONTH, by: 'unit', formula: 'three_rates', ...query })

  it('put names, classes, rates by the formula and places to the counts', async () => {
    for (let n = 1; n <= 5; n += 1) await playAll(n, life(n, n <= 3 ? 'satisfied' : 'basically_satisfied'))
    await playAll(6, [filed(6)])
    const { rows, formula } = await read({ formula: 'beijing_district' })
    expect(formula).toMatchObject({ id: 'beijing_district', minimumValidCallbacks: 5 })
    expect(rows).toMatchObject([
      {
        id: TOWNSHIP,
        name: '奈曼旗大沁他拉镇人民政府',
        peerClass: 'town',
        rank: 1,
        onTime: 1,
        rates: { response: 1, resolution: 1, satisfaction: 0.96, score: expect.closeTo(98.4, 9) },
      },
      { id: 'none', name: '（还没有主办单位）', peerClass: null, rank: null, onTime: null, rates: { score: null } },
    ])
    expect(rows.map(({ counts }) => [counts.filed, counts.in_hand, counts.callback_valid])).toEqual([
      [5, 0, 5],
      [1, 1, 0],
    ])
  })

  it('narrow down to a county or a class, and group by county and by city', async () => {
    await playAll(1, life(1, 'satisfied'))
    await playAll(2, [filed(2, { countyCode: '150502' })])
    expect((await read({ by: 'county' })).rows.map(({ name, counts }) => [name, counts.filed])).toEqual([
      ['科尔沁区', 1],
      ['奈曼旗', 1],
    ])
    expect((await read({ by: 'county', countyCode: '150502' })).rows.map(({ name }) => name)).toEqual(['科尔沁区'])
    expect((await read({ by: 'city' })).rows.map(({ name, counts }) => [name, counts.filed])).toEqual([['通辽市', 2]])
    expect((await read({ peerClass: 'sumu' })).rows).toEqual([])
  })

  it('open to the cases themselves', async () => {
    await playAll(1, life(1, 'satisfied'))
    const page = await app
      .get(MeasureCasesReadModel)
      .list(person('assessor', 'hotline-centre'), 'callback_satisfied', { ...MONTH, unitId: TOWNSHIP, categoryCode: '01', limit: 20 })
    expect(page).toEqual({ items: [{ id: caseId(1), number: '20261121001' }], nextCursor: null })
  })
})
