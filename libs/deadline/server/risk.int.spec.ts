import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Global, Module } from '@nestjs/common'
import { StaffDirectory, type Principal, type StaffMember } from '@tongban/access/contract'
import { Metrics } from '@tongban/platform/server'
import { HOUR_MS } from '@tongban/kernel/core'
import { OrgSeed } from '@tongban/org/server'
import { caseWorld, PEOPLE, person, UNITS, valueOf, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { WorktimeModule, WorktimeSeed } from '@tongban/worktime/server'
import { listRisks, urgeCases, type Risk } from '../contract/index.js'
import { DeadlineModule } from './deadline.module.js'
import { DeadlineSeed } from './deadline.seed.js'

const START = '2026-11-16T09:00:00+08:00'
const IN_POOL = { target: null } as const

class NoStaff extends StaffDirectory {
  override staffOf(): Promise<readonly StaffMember[]> {
    return Promise.resolve([])
  }
}

@Global()
@Module({ providers: [{ provide: StaffDirectory, useClass: NoStaff }], exports: [StaffDirectory] })
class StaffModule {}

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld({ modules: [StaffModule, WorktimeModule, DeadlineModule] })
  city = world.first
  await world.database.transaction(async (tx) => {
    await city.app.get(OrgSeed).load(tx, '150500')
    await city.app.get(WorktimeSeed).load(tx, '150500')
    await city.app.get(DeadlineSeed).load(tx, '150500')
  })
})
afterAll(() => world.stop())
beforeEach(async () => {
  world.clock.set(START)
  for (const table of ['deadline_clock', 'deadline_risk_case']) await world.database.query(`DELETE FROM ${table}`)
})

type Answer = (typeof listRisks)['response']['_output']

async function read(by: Principal, query = ''): Promise<Answer> {
  const { status, body } = await city.call('GET', `/risk?limit=100${query}`, by)
  const parsed = listRisks.response.safeParse(body)
  expect([status, parsed.error]).toEqual([200, undefined])
  return body as Answer
}

async function filed(changes: Parameters<CaseProcess['filed']>[0] = {}): Promise<string> {
  const caseId = await city.filed(changes)
  await city.settle()
  return caseId
}

const kinds = ({ items }: Answer): string[] => items.map(({ risk, kind }) => `${risk} ${kind}`)
const countOf = ({ counts }: Answer, risk: Risk): number | undefined => counts?.risks.find((item) => item.risk === risk)?.count

describe('what is at risk', () => {
  it('a dispatched case climbs the list as its clocks run: nothing, near, unsigned, late', async () => {
    await filed()
    const signs = async (query: string): Promise<string[]> => kinds(await read(PEOPLE.supervisor, query))
    expect(await signs('&hours=1')).toEqual([])
    world.clock.advance(1.5 * HOUR_MS)
    expect(await signs('&hours=1')).toContain('near sign')
    world.clock.advance(48 * HOUR_MS)
    expect(await signs('&hours=1')).toEqual(expect.arrayContaining(['unsigned sign', 'late contact']))
    expect(await signs('&risk=unsigned')).toEqual(['unsigned sign'])
    world.clock.advance(60 * 24 * HOUR_MS)
    expect(await signs('&risk=late')).toEqual(expect.arrayContaining(['late contact', 'late promise']))
  })

  it('what waits in the pool is unowned, and a request nobody ruled on has lapsed', async () => {
    await filed({ ...IN_POOL, divisionCode: null, countyCode: null, townshipCode: null })
    expect(kinds(await read(PEOPLE.dispatcher))).toEqual(['unowned dispatch'])
    const caseId = await filed()
    const [snapshot] = await city.lookup.snapshots([caseId])
    const assignmentId = snapshot?.assignments.find(({ role }) => role === 'lead')?.id ?? ''
    valueOf(await city.commands.execute('sign', { assignmentId }, {}, PEOPLE.handler))
    const details = { kind: 'return' as const, reasonCode: 'not_our_duty' as const, expectedUnitId: UNITS.department, legalBasis: '移交清单' }
    valueOf(await city.commands.execute('request', { assignmentId }, { reason: '已经移交', details, attachmentIds: [] }, PEOPLE.unitLead))
    world.clock.advance(24 * HOUR_MS)
    expect(kinds(await read(PEOPLE.supervisor, '&risk=lapsed'))).toEqual(['lapsed ruling'])
  })

  it('a case of round two stands in it however far its promise is', async () => {
    const [once, again] = [await filed(), await filed()]
    await world.database.query(`UPDATE deadline_risk_case SET round = 2 WHERE case_id = $1`, [again])
    const { items, counts } = await read(PEOPLE.supervisor, '&hours=1&risk=again')
    expect(items.map((item) => [item.case.id, item.kind])).toEqual([[again, 'promise']])
    expect([items.some((item) => item.case.id === once), counts?.total]).toEqual([false, 1])
  })

  it('a duty that is done, a case that ended and a paused promise leave it', async () => {
    const caseId = await filed()
    world.clock.advance(3 * HOUR_MS)
    const [snapshot] = await city.lookup.snapshots([caseId])
    const assignmentId = snapshot?.assignments.find(({ role }) => role === 'lead')?.id ?? ''
    expect(kinds(await read(PEOPLE.supervisor, '&risk=unsigned'))).toEqual(['unsigned sign'])
    valueOf(await city.commands.execute('sign', { assignmentId }, {}, PEOPLE.handler))
    expect(kinds(await read(PEOPLE.supervisor, '&risk=unsigned'))).toEqual([])
  })
})

describe('who sees what', () => {
  it('list and counts are cut by one rule: a unit its own duties, a county its own, the city all', async () => {
    await filed()
    await filed({ townshipCode: '150523102', divisionCode: '150523102', target: { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [] } })
    await filed({ divisionCode: '150502003', countyCode: '150502', townshipCode: '150502003', target: { leadUnitId: 'township-150502003', assistUnitIds: [], ccUnitIds: [] } })
    world.clock.advance(48 * HOUR_MS)
    const counties = async (by: Principal): Promise<[number, (string | null)[], number | undefined]> => {
      const answer = await read(by)
      return [new Set(answer.items.map((item) => item.case.id)).size, (answer.counts?.counties ?? []).map(({ code }) => code), answer.counts?.total === answer.items.length ? 0 : -1]
    }
    expect(await counties(PEOPLE.supervisor)).toEqual([3, ['150502', '150523'], 0])
    expect(await counties(PEOPLE.coordinator)).toEqual([2, ['150523'], 0])
    expect(await counties(PEOPLE.unitLead)).toEqual([1, ['150523'], 0])
    expect(await counties(person('unit_lead', UNITS.department))).toEqual([0, [], 0])
    const [kept] = (await read(PEOPLE.supervisor, '&townshipCode=150523102')).items
    expect(kept?.unit?.id).toBe(UNITS.otherTownship)
  })

  it('whom a matter is about learns nothing of it, not even a number', async () => {
    const caseId = await filed({ target: { leadUnitId: UNITS.department, assistUnitIds: [], ccUnitIds: [] } })
    await world.database.query(`UPDATE deadline_risk_case SET recused_unit_ids = $2 WHERE case_id = $1`, [caseId, [UNITS.coordinator]])
    world.clock.advance(48 * HOUR_MS)
    expect((await read(PEOPLE.coordinator)).counts).toMatchObject({ total: 0, counties: [] })
    expect((await read(PEOPLE.supervisor)).counts?.total).toBeGreaterThan(0)
  })

  it('a sealed case is found by its number, never by its words', async () => {
    await filed({ sealed: true, title: '举报某人' })
    const { items } = await read(PEOPLE.supervisor, '&hours=168')
    expect(items.length).toBeGreaterThan(0)
    expect((await read(PEOPLE.supervisor, `&hours=168&q=${encodeURIComponent('举报')}`)).items).toEqual([])
    expect((await read(PEOPLE.supervisor, `&hours=168&q=${items[0]?.case.number ?? ''}`)).items).toHaveLength(items.length)
  })
})

describe('pages', () => {
  it('follow each other by due moment without a repeat or a hole, and count only once', async () => {
    for (let index = 0; index < 4; index += 1) {
      await filed()
      world.clock.advance(60_000)
    }
    const whole = await read(PEOPLE.supervisor, '&hours=168')
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { body } = await city.call('GET', `/risk?hours=168&limit=3${cursor === null ? '' : `&cursor=${cursor}`}`, PEOPLE.supervisor)
      const page = body as Answer
      expect(page.counts === null).toBe(cursor !== null)
      seen.push(...page.items.map(({ clockId }) => clockId))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(whole.items.map(({ clockId }) => clockId))
    expect(new Set(seen).size).toBe(seen.length)
    expect([whole.counts?.total, countOf(whole, 'near')]).toEqual([seen.length, seen.length])
  })

  it('cost three questions, two without the counts', async () => {
    await filed()
    const { roundTrips } = city.app.get(Metrics)
    const trips = async (): Promise<number> => (await roundTrips.get()).values[0]?.value ?? 0
    const before = await trips()
    await read(PEOPLE.supervisor, '&hours=168')
    expect((await trips()) - before).toBe(3)
  })
})

describe('urging many', () => {
  it('answers case by case, and a repeat urges nobody twice', async () => {
    const [mine, closed] = [await filed(), await filed()]
    const elsewhere = '019a0000-0000-7000-8000-00000000dead'
    const [snapshot] = await city.lookup.snapshots([closed])
    valueOf(await city.commands.execute('withdraw', { caseId: closed }, { version: snapshot?.version ?? 1, reason: '诉求人撤回' }, PEOPLE.operator))
    const request = { body: { caseIds: [mine, closed, elsewhere, mine], note: '请今天联系诉求人' }, idempotencyKey: 'desk-1' }
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await city.call('POST', '/risk/urge', PEOPLE.supervisor, request)
      expect([status, urgeCases.response.safeParse(body).error]).toEqual([200, undefined])
      expect((body as { items: object[] }).items).toMatchObject([
        { caseId: mine, done: true, reason: null },
        { caseId: closed, done: false, number: null },
        { caseId: elsewhere, done: false, code: 'CASE_NOT_FOUND', reason: expect.any(String) },
      ])
    }
    expect((await city.lookup.snapshots([mine]))[0]?.urges).toBe(1)
    const audits = await world.database.query(`SELECT actor_id FROM audit_entry WHERE action = 'case.urge' AND subject_id = $1`, [mine])
    expect(audits).toEqual([{ actor_id: PEOPLE.supervisor.userId }])
  })
})
