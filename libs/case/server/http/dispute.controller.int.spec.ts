import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Principal } from '@tongban/access/contract'
import { HOUR_MS } from '@tongban/kernel/core'
import { OrgSeed } from '@tongban/org/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { PEOPLE, SATISFIED, UNITS, caseWorld, person, valueOf, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { openDispute, openLead } from '../../domain/index.js'
import { disputeItemSchema, precedentSchema, type DisputeItem, type Precedent } from '../../contract/dispute-endpoints.js'
import type { CaseView } from '../../contract/views.js'

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld()
  city = world.first
  await world.database.transaction(async (tx) => {
    await city.app.get(OrgSeed).load(tx, '150500')
    await city.app.get(TaxonomySeed).load(tx, '150500')
  })
})
afterAll(() => world.stop())

const otherLead = person('unit_lead', UNITS.otherTownship)
const PANEL = [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'justice', name: '乌兰' }]
const RULING = { leadUnitId: UNITS.department, principle: '市政道路路灯由住建部门管护', reasons: '灯杆编号在市政移交清单第三项', legalBasis: '《城市道路照明设施管理规定》第七条' }
const returning = (expectedUnitId: string) => ({
  reason: '路灯已经移交市政管护', details: { kind: 'return', reasonCode: 'not_our_duty', expectedUnitId, legalBasis: '市政设施移交清单第三项' },
})

const onCase = (caseId: string, command: string, by: Principal, body: object) => city.call('POST', `/cases/${caseId}/${command}`, by, { body })
const onLead = async (caseId: string, command: string, by: Principal, body: object) =>
  city.call('POST', `/assignments/${openLead(await wholeCase(city, caseId))?.id ?? ''}/${command}`, by, { body })
const done = async (answer: Promise<{ status: number; body: unknown }>): Promise<void> => {
  const { status, body } = await answer
  expect([status, (body as { code?: string }).code]).toEqual([200, undefined])
}
const page = async <Item>(path: string, by: Principal): Promise<Item[]> => {
  const { status, body } = await city.call('GET', path, by)
  expect(status).toBe(200)
  return (body as { items: Item[] }).items
}
const queueOf = async (by: Principal, tab = 'open'): Promise<string[]> => (await page<DisputeItem>(`/disputes?tab=${tab}&limit=100`, by)).map(({ caseId }) => caseId)

/** Given to the township, which returned it; given to the next, which returned it too. */
async function twiceReturned(): Promise<string> {
  const caseId = await city.filed()
  await done(onLead(caseId, 'sign', PEOPLE.handler, {}))
  await done(onLead(caseId, 'request', PEOPLE.unitLead, returning(UNITS.otherTownship)))
  const [asked] = (await wholeCase(city, caseId)).procedures.requests
  await done(onCase(caseId, 'rule-request', PEOPLE.dispatcher, { requestId: asked?.id, verdict: 'approve', remarks: '改派相邻镇', leadUnitId: UNITS.otherTownship }))
  await done(onLead(caseId, 'sign', PEOPLE.otherHandler, {}))
  await done(onLead(caseId, 'request', otherLead, returning(UNITS.department)))
  return caseId
}

/** Opened by hand with the department beside the township. */
async function opened(changes: Parameters<CaseProcess['filed']>[0] = {}): Promise<string> {
  const caseId = await city.filed(changes)
  await done(onCase(caseId, 'open-dispute', PEOPLE.dispatcher, { otherUnitIds: [UNITS.department], reason: '两个单位认识不一' }))
  return caseId
}
async function ruled(changes: Parameters<CaseProcess['filed']>[0] = {}, ruling: Partial<typeof RULING> = {}): Promise<string> {
  const caseId = await opened(changes)
  await done(onCase(caseId, 'convene-panel', PEOPLE.supervisor, { members: PANEL }))
  await done(onCase(caseId, 'rule-dispute', PEOPLE.supervisor, { ...RULING, ...ruling }))
  return caseId
}

describe('two units that will not have a case', () => {
  it('rule 3: a second return goes to a panel; the last unit goes on; the ruling binds', async () => {
    const caseId = await twiceReturned()
    const disputed = await wholeCase(city, caseId)
    expect(openDispute(disputed.procedures)).toMatchObject({ cause: 'second_return', unitIds: expect.arrayContaining([UNITS.township, UNITS.otherTownship, UNITS.department]) })
    expect(disputed.procedures.requests.map(({ status }) => status)).toEqual(['approved', 'in_dispute'])

    // 先办后议: the last unit handles, and nobody takes it away meanwhile.
    await done(onLead(caseId, 'contact', PEOPLE.otherHandler, { reached: true, method: 'phone', note: '已电话联系' }))
    expect((await onCase(caseId, 'reassign', PEOPLE.dispatcher, { leadUnitId: UNITS.department, reason: '属于部门职责' })).body).toMatchObject({ code: 'DISPUTE_OPEN' })
    expect((await onCase(caseId, 'rule-request', PEOPLE.dispatcher, { requestId: disputed.procedures.requests[1]?.id, verdict: 'approve', remarks: '同意', leadUnitId: UNITS.department })).status).not.toBe(200)

    // The department has never had it, and sees it now because it is a party; each party speaks, twice if it likes.
    expect((await city.call('GET', `/cases/${caseId}`, PEOPLE.departmentHandler)).status).toBe(200)
    const position = { text: '该路段路灯没有移交，仍由镇里管护。', legalBasis: '移交清单' }
    await done(onCase(caseId, 'state-position', PEOPLE.departmentHandler, { ...position, text: '这是我们的第一份意见，随后补充。' }))
    await done(onCase(caseId, 'state-position', PEOPLE.departmentHandler, position))
    await done(onCase(caseId, 'state-position', PEOPLE.otherHandler, { text: '路灯在相邻镇辖区之外，已移交市政。', legalBasis: '移交清单第三项' }))
    await done(onCase(caseId, 'convene-panel', PEOPLE.supervisor, { members: PANEL.slice(0, 2) }))
    expect((await onCase(caseId, 'rule-dispute', PEOPLE.supervisor, RULING)).body).toMatchObject({ status: 409, code: 'PANEL_INCOMPLETE', detail: '会商组还缺：司法行政；到齐后才能裁定' })
    await done(onCase(caseId, 'convene-panel', PEOPLE.supervisor, { members: PANEL }))
    await done(onCase(caseId, 'hold-meeting', PEOPLE.supervisor, { at: world.clock.now(), place: '明仁大街与建国路交叉口', note: '三方到场查看灯杆编号' }))
    await done(onCase(caseId, 'rule-dispute', PEOPLE.supervisor, { ...RULING, proposesCatalogueRow: true }))

    const after = await wholeCase(city, caseId)
    expect(openLead(after)).toMatchObject({ unitId: UNITS.department, noReturn: true, status: 'dispatched' })
    expect(after.promiseDueAt).toBe(disputed.promiseDueAt)
    expect(after.procedures).toMatchObject({ transfers: 2, problem: null, disputes: [{ positions: [{ unitId: UNITS.department, ...position }, { unitId: UNITS.otherTownship }], meeting: { place: '明仁大街与建国路交叉口' } }] })
    expect(after.procedures.requests.map(({ status }) => status)).toEqual(['approved', 'approved'])

    // Binding: the department signs, and its return is refused.
    await done(onLead(caseId, 'sign', PEOPLE.departmentHandler, {}))
    expect((await onLead(caseId, 'request', PEOPLE.departmentLead, returning(UNITS.township))).body).toMatchObject({ code: 'RETURN_FORBIDDEN' })
    const { body } = await city.call('GET', `/cases/${caseId}`, PEOPLE.supervisor)
    const said = (body as CaseView).timeline.filter(({ type }) => type === 'case.position_stated.v1')
    expect(said).toHaveLength(3)
  })

  it('rule 3: a citizen does not wait for it: the callback closes the case and the dispute ends with it', async () => {
    const caseId = await opened()
    await done(onLead(caseId, 'sign', PEOPLE.handler, {}))
    await done(onLead(caseId, 'contact', PEOPLE.handler, { reached: true, method: 'phone', note: '已电话联系' }))
    await done(onLead(caseId, 'reply', PEOPLE.handler, { text: '已到现场更换三盏路灯光源，当晚恢复照明。' }))
    await done(onCase(caseId, 'review', PEOPLE.reviewer, { verdict: 'pass' }))
    expect(await queueOf(PEOPLE.supervisor)).toContain(caseId)
    valueOf(await city.commands.execute('record_callback', { caseId }, { outcome: 'answered', answers: SATISFIED, note: '', attempts: 1 }, PEOPLE.callbackAgent))
    expect(await wholeCase(city, caseId)).toMatchObject({ status: 'closed', procedures: { disputes: [{ ruling: null, mootAt: world.clock.now() }] } })
    expect(await queueOf(PEOPLE.supervisor)).not.toContain(caseId)
    expect(await queueOf(PEOPLE.supervisor, 'ruled')).toContain(caseId)
    expect((await page<Precedent>('/precedents?limit=100', PEOPLE.supervisor)).map((item) => item.caseId)).not.toContain(caseId)
  })
})

describe('the queue of disputes', () => {
  it('has the soonest due first, so that what has lapsed leads, page after page', async () => {
    const first = await opened()
    world.clock.advance(HOUR_MS)
    const second = await opened()
    const mine = (ids: string[]): string[] => ids.filter((id) => id === first || id === second)
    expect(mine(await queueOf(PEOPLE.supervisor))).toEqual([first, second])
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await city.call('GET', `/disputes?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`, PEOPLE.supervisor)
      const { items, nextCursor } = body as { items: DisputeItem[]; nextCursor: string | null }
      expect(disputeItemSchema.array().safeParse(items).error).toBeUndefined()
      paged.push(...items.map(({ caseId }) => caseId))
      cursor = nextCursor
    }
    expect(paged).toEqual(await queueOf(PEOPLE.supervisor))
  })

  it('rule 3: a ruling nobody made in time is marked, supervised, and still to be made', async () => {
    const caseId = await opened()
    const disputeId = openDispute((await wholeCase(city, caseId)).procedures)?.id ?? ''
    world.clock.advance(25 * HOUR_MS)
    valueOf(await city.commands.execute('lapse', { caseId }, { subjectId: disputeId, what: 'adjudication' }, PEOPLE.system))
    const { body } = await city.call('GET', `/cases/${caseId}`, PEOPLE.supervisor)
    expect((body as CaseView).timeline.at(-1)).toMatchObject({ type: 'case.dispute_lapsed.v1', group: 'supervision', sentence: '会商裁定逾期，转督办' })
    const later = await opened()
    const shown = (await page<DisputeItem>('/disputes?limit=100', PEOPLE.supervisor)).filter((item) => item.caseId === caseId || item.caseId === later)
    expect(shown.map((item) => [item.caseId, item.dispute.lapsedAt !== null])).toEqual([[caseId, true], [later, false]])
    await done(onCase(caseId, 'convene-panel', PEOPLE.supervisor, { members: PANEL }))
    await done(onCase(caseId, 'rule-dispute', PEOPLE.supervisor, RULING))
  })

  it('shows a unit those it is party to, and nobody else’s', async () => {
    const caseId = await opened()
    expect(await queueOf(PEOPLE.handler)).toContain(caseId)
    expect(await queueOf(PEOPLE.departmentHandler)).toContain(caseId)
    expect(await queueOf(PEOPLE.coordinator)).toContain(caseId)
    expect(await queueOf(PEOPLE.otherHandler)).not.toContain(caseId)
    expect(await queueOf(person('county_coordinator', 'county-150502-coordinator', { countyCode: '150502' }))).not.toContain(caseId)
  })

  it('rule 12: never shows it to the unit the case is about', async () => {
    const caseId = await opened({ subjectUnitIds: [UNITS.otherTownship] })
    expect(await queueOf(person('supervisor', UNITS.otherTownship))).not.toContain(caseId)
    expect(await queueOf(PEOPLE.supervisor)).toContain(caseId)
  })
})

describe('precedents', () => {
  const find = (query: string, by: Principal = PEOPLE.supervisor): Promise<Precedent[]> => page<Precedent>(`/precedents?${query}`, by)
  const ids = async (query: string, by?: Principal): Promise<string[]> => (await find(query, by)).map(({ caseId }) => caseId)

  it('are found by what was held, why, and the title of the case; newest first', async () => {
    const older = await ruled({ title: '梧桐树倒伏压坏电线' }, { principle: '行道树由栽植单位管护' })
    world.clock.advance(HOUR_MS)
    const newer = await ruled({}, { reasons: '行道树移交手续已经办结，管护责任随之转移' })
    expect(await ids(`q=${encodeURIComponent('行道树')}`)).toEqual([newer, older])
    expect(await ids(`q=${encodeURIComponent('梧桐树')}`)).toEqual([older])
    expect(await ids(`q=${encodeURIComponent('没有这样的字')}`)).toEqual([])
    expect(await ids('q=%25%25')).toEqual([])
    const [found] = await find(`q=${encodeURIComponent('梧桐树')}`)
    expect(precedentSchema.safeParse(found).error).toBeUndefined()
    expect(found).toMatchObject({ principle: '行道树由栽植单位管护', unit: { id: UNITS.department, name: '开鲁县住房和城乡建设局' }, units: [{ id: UNITS.township }, { id: UNITS.department }] })
  })

  it('are narrowed to a category with all below it', async () => {
    const inside = await ruled({ categoryCode: '010102' })
    const outside = await ruled({ categoryCode: '020101' })
    const found = await ids('categoryCode=0101&limit=100')
    expect(found).toContain(inside)
    expect(found).not.toContain(outside)
    expect(await ids('categoryCode=02&limit=100')).toContain(outside)
  })

  it('are for every unit to read, party or not; but never of a sealed case, nor to the unit the case is about', async () => {
    const open = await ruled({ title: '涵洞积水' })
    const sealed = await ruled({ title: '涵洞积水举报', sealed: true })
    const about = await ruled({ title: '涵洞积水投诉', subjectUnitIds: [UNITS.otherTownship] })
    const query = `q=${encodeURIComponent('涵洞积水')}`
    expect(await ids(query)).toEqual([about, open])
    expect(await ids(query, PEOPLE.otherHandler)).toEqual([open])
    expect(await ids(query, PEOPLE.supervisor)).not.toContain(sealed)
  })

  it('say no to a search nobody means', async () => {
    for (const query of ['q=a', 'categoryCode=x', 'limit=101', 'cursor=zz']) expect((await city.call('GET', `/precedents?${query}`, PEOPLE.supervisor)).status).toBe(400)
  })
})
