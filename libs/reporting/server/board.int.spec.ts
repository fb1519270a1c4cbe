import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { idOf, instantFromIso } from '@tongban/kernel/core'
import type { Scope } from '@tongban/access/contract'
import { Metrics } from '@tongban/platform/server'
import { person } from '@tongban/testing/server'
import { BoardCache } from './board-cache.js'
import { caseId, COORDINATOR, dispatched, filed, FILED_AT, life, recused, TOWNSHIP } from './case-life.spec-support.js'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { MeasuresReadModel } from './measures.read-model.js'
import { ReportingTestBed } from './reporting-test-bed.spec-support.js'

const CITY = '150500'
let bed: ReportingTestBed

beforeAll(async () => {
  bed = await ReportingTestBed.start()
})
afterAll(() => bed.close())
beforeEach(() => bed.clear())

describe('board', () => {
  it('is one statement, and none for who asks within the same second', async () => {
    await bed.play(1, life(1, 'satisfied'))
    const { roundTrips } = bed.app.get(Metrics)
    const trips = async (): Promise<number> => (await roundTrips.get()).values[0]?.value ?? 0
    const before = await trips()
    const { scope } = person('leader', 'hotline-centre')
    bed.clock.advance(1_000)
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => bed.app.get(BoardCache).snapshot(scope)))
    expect((await trips()) - before).toBe(1)
    expect(new Set(answers).size).toBe(1)
    bed.clock.advance(1_000)
    await bed.app.get(BoardCache).snapshot(scope)
    expect((await trips()) - before).toBe(2)
  })

  it('counts the day, the present, the month and the bars, and its counties add up to it', async () => {
    await bed.play(1, life(1, 'satisfied'))
    await bed.play(2, [filed(2), dispatched(2)])
    await bed.play(3, [filed(3, { countyCode: '150502' })])
    await bed.play(4, [
      filed(4, { filedAt: instantFromIso('2026-11-18T14:00:00+08:00') }),
      dispatched(4, { filedAt: instantFromIso('2026-11-18T14:00:00+08:00') }),
    ])
    await bed.play(5, [filed(5), { at: FILED_AT, events: [{ type: 'case.answered.v1', data: { answer: '已告知办理方式' } }] }])
    const snapshot = await bed.board()
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
    await bed.play(1, [filed(1)])
    await bed.play(2, [filed(2, { filedAt: instantFromIso('2026-11-20T13:00:00+08:00') })])
    await bed.play(3, [filed(3, { filedAt: instantFromIso('2026-11-20T15:00:00+08:00') })])
    await bed.play(4, [filed(4, { filedAt: instantFromIso('2026-11-13T09:00:00+08:00') })])
    expect((await bed.board()).topics).toMatchObject([{ today: 1, usual: expect.closeTo(1 / 7, 6), trend: 'steady' }])
  })

  it('names who must act on an overdue emergency, and what is due next first', async () => {
    await bed.play(1, [filed(1, { urgency: 'emergency' }), dispatched(1, { promiseHours: 2 })])
    await bed.play(2, [filed(2), dispatched(2, { promiseHours: 20 })])
    await bed.play(3, [filed(3), dispatched(3, { promiseHours: 6 })])
    const { overdueEmergencies, soonest, now } = await bed.board()
    expect(overdueEmergencies).toMatchObject([{ caseId: caseId(1), unitName: '大沁他拉镇', countyName: '奈曼旗' }])
    expect(soonest.map(({ caseId: id }) => id)).toEqual([caseId(3), caseId(2)])
    expect(now).toMatchObject({ overdue: 1, dueSoon: 2 })
  })

  it('shows a county its own cases and those its unit takes part in, a township its own, and nobody else anything', async () => {
    await bed.play(1, [filed(1), dispatched(1)])
    await bed.play(2, [filed(2, { countyCode: '150502' }), dispatched(2, { unitId: 'township-150502003' })])
    const inHand = async (scope: Scope) => (await bed.board(scope)).now.inHand
    expect(await inHand({ kind: 'city', unitId: null })).toBe(2)
    expect(await inHand({ kind: 'county', countyCode: '150525', unitId: idOf(COORDINATOR) })).toBe(2)
    expect(await inHand({ kind: 'county', countyCode: '150502', unitId: idOf('county-150502-coordinator') })).toBe(1)
    expect(await inHand({ kind: 'own_unit', unitId: idOf(TOWNSHIP) })).toBe(1)
    const none = await bed.board({ kind: 'none' })
    expect([none.now.inHand, none.counties, none.events]).toEqual([0, [], []])
  })

  it('rule 12: is silent to everybody of a unit about what is about it, also when that becomes known later', async () => {
    await bed.play(1, [filed(1, { subjectUnitIds: [TOWNSHIP] })])
    await bed.play(2, [filed(2), dispatched(2)])
    const seen = async (scope: Scope): Promise<[number, string[]]> => {
      const board = await bed.board(scope)
      return [board.now.inHand, [...new Set(board.events.map(({ caseId: id }) => id))].sort()]
    }
    const atHotline: Scope = { kind: 'city', unitId: idOf('hotline-centre') }
    const atTownship: Scope = { kind: 'city', unitId: idOf(TOWNSHIP) }
    expect(await seen(atHotline)).toEqual([2, [caseId(1), caseId(2)]])
    expect(await seen(atTownship)).toEqual([1, [caseId(2)]])
    await bed.play(2, [recused(2, [TOWNSHIP])])
    expect(await seen(atHotline)).toEqual([2, [caseId(1), caseId(2)]])
    expect(await seen(atTownship)).toEqual([0, []])
    expect(await seen({ kind: 'own_unit', unitId: idOf(TOWNSHIP) })).toEqual([0, []])
    expect((await seen({ kind: 'county', countyCode: '150525', unitId: idOf(COORDINATOR) }))[0]).toBe(2)
  })

  it('ranks a unit from five valid callbacks on', async () => {
    for (let n = 1; n <= 4; n += 1) await bed.play(n, life(n, 'satisfied'))
    expect((await bed.board()).ranking).toEqual([])
    await bed.play(5, life(5, 'basically_satisfied'))
    expect((await bed.board()).ranking).toMatchObject([
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
    await bed.play(1, life(1, 'satisfied', { filedAt: instantFromIso('2026-10-31T09:00:00+08:00') }))
    expect((await bed.board()).month).toMatchObject({ validCallbacks: 0, rates: { response: null, resolution: null, satisfaction: null } })
  })
})

describe('measures', () => {
  const MONTH = { from: '2026-11-01T00:00:00+08:00', to: '2026-12-01T00:00:00+08:00' }
  const read = (query: object) =>
    bed.app.get(MeasuresReadModel).read(person('assessor', 'hotline-centre'), { ...MONTH, by: 'unit', formula: 'three_rates', ...query })

  it('put names, classes, rates by the formula and places to the counts', async () => {
    for (let n = 1; n <= 5; n += 1) await bed.play(n, life(n, n <= 3 ? 'satisfied' : 'basically_satisfied'))
    await bed.play(6, [filed(6)])
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
    await bed.play(1, life(1, 'satisfied'))
    await bed.play(2, [filed(2, { countyCode: '150502' })])
    expect((await read({ by: 'county' })).rows.map(({ name, counts }) => [name, counts.filed])).toEqual([
      ['科尔沁区', 1],
      ['奈曼旗', 1],
    ])
    expect((await read({ by: 'county', countyCode: '150502' })).rows.map(({ name }) => name)).toEqual(['科尔沁区'])
    expect((await read({ by: 'city' })).rows.map(({ name, counts }) => [name, counts.filed])).toEqual([['通辽市', 2]])
    expect((await read({ peerClass: 'sumu' })).rows).toEqual([])
  })

  it('open to the cases themselves', async () => {
    await bed.play(1, life(1, 'satisfied'))
    const page = await bed.app
      .get(MeasureCasesReadModel)
      .list(person('assessor', 'hotline-centre'), 'callback_satisfied', { ...MONTH, unitId: TOWNSHIP, categoryCode: '01', limit: 20 })
    expect(page).toEqual({ items: [{ id: caseId(1), number: '20261121001' }], nextCursor: null })
  })
})
