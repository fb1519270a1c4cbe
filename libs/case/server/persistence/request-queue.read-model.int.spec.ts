import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, MINUTE_MS, isoOf, plus } from '@tongban/kernel/core'
import { OrgSeed } from '@tongban/org/server'
import {
  COUNTY,
  PEOPLE,
  START,
  UNITS,
  asked,
  askedByHandler,
  caseWorld,
  contacted,
  dispatched,
  filed,
  given,
  person,
  returnDetails,
  signed,
  valueOf,
  wholeCase,
  plansOf,
  sentBy,
  type CaseWorld,
} from '@tongban/testing/server'
import type { RequestDetails } from '../../contract/procedures.js'
import type { RequestTab } from '../../contract/request-endpoints.js'
import type { RequestQueueItem, ShelvingLedgerItem } from '../../contract/request-views.js'
import { caseJsonOf } from './case-row.mapper.js'
import { procedureWrites } from './procedure-writes.js'
import { RequestQueueReadModel } from './request-queue.read-model.js'
import { ShelvingLedgerReadModel } from './shelving-ledger.read-model.js'

const CITY = '150500'
let world: CaseWorld
beforeAll(async () => {
  world = await caseWorld({ processes: 2 })
  await world.database.transaction((tx) => world.first.app.get(OrgSeed).load(tx, CITY))
})
afterAll(() => world.stop())

const leadOf = async (caseId: string): Promise<string> => (await wholeCase(world.first, caseId)).assignments.find((item) => item.role === 'lead')?.id ?? ''
const reachable = { reached: true, method: 'phone', note: '已电话联系' } as const

/** A case of the township's in which its lead has asked for something. */
async function requested(details: RequestDetails, by = PEOPLE.unitLead): Promise<string> {
  const caseId = await world.first.filed()
  const assignmentId = await leadOf(caseId)
  valueOf(await world.first.commands.execute('sign', { assignmentId }, {}, PEOPLE.handler))
  valueOf(await world.first.commands.execute('contact', { assignmentId }, reachable, PEOPLE.handler))
  valueOf(await world.first.commands.execute('request', { assignmentId }, { reason: '事发地在相邻镇辖区', details, attachmentIds: [] }, by))
  return caseId
}

const items = async <T>(path: string, by: Parameters<typeof world.first.call>[2]): Promise<T[]> => {
  const { status, body } = await world.first.call('GET', path, by)
  expect(status).toBe(200)
  return (body as { items: T[] }).items
}
const queue = (tab: RequestTab, by: Parameters<typeof world.first.call>[2], more = ''): Promise<RequestQueueItem[]> => items(`/requests?tab=${tab}${more}`, by)

describe('requests across cases', () => {
  it('come to whoever rules on their kind, the ruling due first before the others, and to nobody else', async () => {
    const first = await requested(returnDetails)
    world.clock.advance(MINUTE_MS)
    const second = await requested({ kind: 'extension', until: plus(world.clock.now(), 6 * DAY_MS) })
    const found = await queue('to_rule', PEOPLE.dispatcher)
    expect(found.map((item) => [item.case.id, item.kind, item.status])).toEqual([
      [first, 'return', 'pending'],
      [second, 'extension', 'pending'],
    ])
    expect(found[0]).toMatchObject({ kindZh: '退单', statusZh: '待裁定', summary: expect.stringContaining('依据：乡镇权责清单第 12 项') as unknown, unit: { id: UNITS.township } })
    expect(await queue('to_rule', PEOPLE.reviewer)).toEqual([])
    expect(await queue('to_rule', person('dispatcher', UNITS.township))).toEqual([])
    expect((await queue('mine', PEOPLE.handler)).map((item) => item.case.id)).toEqual([second, first])
    expect(await queue('mine', PEOPLE.otherHandler)).toEqual([])
  })

  it('wait for the lead of the unit that asked, and for no other', async () => {
    const caseId = await requested(returnDetails, PEOPLE.handler)
    expect((await queue('to_endorse', PEOPLE.unitLead)).map((item) => [item.case.id, item.rulingDueAt])).toEqual([[caseId, null]])
    expect(await queue('to_endorse', PEOPLE.departmentLead)).toEqual([])
    expect((await queue('to_rule', PEOPLE.dispatcher)).map((item) => item.case.id)).not.toContain(caseId)
  })

  it('are paged without a gap and without one twice', async () => {
    const all = (await queue('mine', PEOPLE.handler)).map((item) => item.id)
    const pages: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await world.first.call('GET', `/requests?tab=mine&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`, PEOPLE.handler)
      const page = body as { items: RequestQueueItem[]; nextCursor: string | null }
      pages.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
    }
    expect(pages).toEqual(all)
  })

  it('are refused by tab, with the permission that is missing', async () => {
    const { status, body } = await world.first.call('GET', '/requests?tab=to_rule', PEOPLE.handler)
    expect([status, body]).toEqual([403, expect.objectContaining({ code: 'PERMISSION_MISSING', params: { permission: 'request.rule' } })])
  })
})

describe('two dispatchers who rule on one request at once', () => {
  it('have one winner, and the case goes to one unit', async () => {
    const caseId = await requested(returnDetails)
    const state = await wholeCase(world.first, caseId)
    const requestId = state.procedures.requests[0]?.id ?? ''
    const two = [person('dispatcher', UNITS.hotline, { userId: 'dispatcher-1' }), person('dispatcher', UNITS.hotline, { userId: 'dispatcher-2' })]
    const results = await Promise.all([
      world.processes[0]?.commands.execute('rule_request', { caseId }, { requestId, verdict: 'approve', remarks: '', leadUnitId: null, newPromiseReason: null, version: state.version }, two[0] ?? PEOPLE.dispatcher),
      world.processes[1]?.commands.execute('rule_request', { caseId }, { requestId, verdict: 'reject', remarks: '属本镇职责', version: state.version }, two[1] ?? PEOPLE.dispatcher),
    ])
    expect(results.filter((result) => result?.ok === true)).toHaveLength(1)
    const after = await wholeCase(world.first, caseId)
    expect(after.version).toBe(state.version + 1)
    expect(after.procedures.requests).toHaveLength(1)
    const [row] = await world.database.query<{ status: string; ruled_by: string }>('SELECT status, ruled_by FROM case_request WHERE city_code = $1 AND id = $2', [CITY, requestId])
    expect(row).toEqual({ status: after.procedures.requests[0]?.status, ruled_by: after.procedures.requests[0]?.ruledBy })
  })
})

/** The story of a case, stored as often as asked for with ids and moments of its own. */
async function storedMany(count: number): Promise<void> {
  const handled = [filed(), dispatched(), signed(), contacted()] as const
  const shapes = [given(...handled, asked()), given(...handled, askedByHandler()), given(...handled, asked({ kind: 'termination' }))].map((story) => story.state)
  const states = Array.from({ length: count }, (_, index) => {
    const shape = shapes[index % shapes.length] ?? given(filed()).state
    const at = plus(START, index * MINUTE_MS)
    const requestId = world.first.nextId()
    const shelving = index % 4 === 0
      ? {
          requestId, assignmentId: requestId, reason: '等管网改造', measures: '已装临时照明', until: plus(at, 90 * DAY_MS), leader: '巴特尔', publicNote: '列入改造计划', since: at,
          milestones: [], nextReviewAt: plus(at, 30 * DAY_MS), endedAt: index % 8 === 0 ? plus(at, HOUR_MS) : null,
        }
      : null
    const requests = shape.procedures.requests.map((request) => ({
      ...request, id: requestId, unitId: `township-${index % 143}`, status: index % 5 === 0 ? request.status : ('approved' as const), askedAt: at,
      rulingDueAt: request.rulingDueAt === null ? null : plus(at, 4 * HOUR_MS),
    }))
    return {
      ...shape, id: world.first.nextId(), number: `20261201${String(index).padStart(6, '0')}`, countyCode: index % 2 === 0 ? COUNTY : '150522',
      assignments: shape.assignments.map((item) => (item.role === 'lead' ? { ...item, unitId: `township-${index % 143}` } : item)),
      procedures: { ...shape.procedures, requests, shelving }, filedAt: at, version: 1,
    }
  })
  const insert = (table: string, rows: object[]): Promise<unknown> =>
    world.database.query(`INSERT INTO ${table} SELECT r.* FROM jsonb_populate_recordset(null::${table}, $1::jsonb) AS r`, [JSON.stringify(rows)])
  await insert('case_case', states.map((state) => caseJsonOf(state, CITY)))
  const empty = given(filed()).state
  for (const [table, part] of [['case_request', 'case.put_requests'], ['case_shelving', 'case.put_shelvings']] as const) {
    await insert(table, states.flatMap((state) => procedureWrites(empty, state, CITY).filter(({ statement }) => statement.name === part).map(({ row }) => row as object)))
  }
  await world.database.query('VACUUM ANALYZE')
}


describe('on six thousand requests and fifteen hundred shelvings', () => {
  beforeAll(() => storedMany(6_000), 120_000)
  const requests = (tab: RequestTab, who = PEOPLE.dispatcher) => () => world.first.app.get(RequestQueueReadModel).read(who, { tab, limit: 20 })
  const ledger = (open: boolean, more: object = {}) => () => world.first.app.get(ShelvingLedgerReadModel).read(PEOPLE.supervisor, { open, limit: 20, ...more })

  it.each([
    ['what is to be ruled on', requests('to_rule'), 'case_request_to_rule'],
    ['what is to be endorsed', requests('to_endorse', person('unit_lead', 'township-3')), 'case_request_to_endorse'],
    ['what a unit asked', requests('mine', person('handler', 'township-3')), 'case_request_unit'],
    ['the ledger', ledger(true), 'case_shelving_next'],
    ['the ledger of a county', ledger(true, { countyCode: COUNTY }), 'case_shelving_next'],
    ['what was shelved once', ledger(false), 'case_shelving_ended'],
  ] as const)('%s reads the index made for it, and no table from end to end', async (_, work, index) => {
    const sent = await sentBy(world.database, work)
    expect(sent).toHaveLength(1)
    const { indexes, scanned } = await plansOf(world.database, ...sent)
    expect(scanned).toEqual([])
    expect(indexes).toContain(index)
  })

  it('the ledger begins with what is due for review first, and a county sees its own', async () => {
    const found = await items<ShelvingLedgerItem>('/shelving-ledger?limit=50', PEOPLE.supervisor)
    expect(found.map((item) => item.nextReviewAt)).toEqual([...found.map((item) => item.nextReviewAt)].sort())
    expect(found.every((item) => item.endedAt === null && item.leader === '巴特尔')).toBe(true)
    const ofCounty = await items<ShelvingLedgerItem>(`/shelving-ledger?limit=50&countyCode=${COUNTY}`, PEOPLE.supervisor)
    expect(ofCounty.length).toBeGreaterThan(0)
    expect(new Set(ofCounty.map((item) => item.county?.id))).toEqual(new Set([COUNTY]))
    const ended = await items<ShelvingLedgerItem>('/shelving-ledger?open=false&limit=50', PEOPLE.supervisor)
    expect(ended.every((item) => item.endedAt !== null)).toBe(true)
    expect(isoOf(START) < (ended[0]?.endedAt ?? '')).toBe(true)
  })
})
