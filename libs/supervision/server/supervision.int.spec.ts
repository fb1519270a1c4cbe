import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Principal } from '@tongban/access/contract'
import { DAY_MS, instant, isoOf } from '@tongban/kernel/core'
import { UNITS, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import exceljs from 'exceljs'
import type { OrderCounts, OrderListItem } from '../contract/index.js'
import { act, CALLED, deliver, issue, orderAction, ordersOf, outboxOf, REPLY, rung, supervisedWorld, viewOf, WHO, wholeOrder } from './supervision.spec-support.js'

let world: CaseWorld
let city: CaseProcess

beforeAll(async () => {
  world = await supervisedWorld(2)
  city = world.first
})
afterAll(() => world.stop())

const codeOf = ({ status, body }: { status: number; body: unknown }): [number, unknown] => [status, (body as { code?: string }).code]
const audits = async (orderId: string): Promise<string[]> =>
  (await city.database.query<{ action: string }>(`SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id`, [orderId])).map(({ action }) => action)

describe('an order a supervisor issues', () => {
  it('lives from issue to release, and leaves its events, its audit and its words in the case', async () => {
    const caseId = await city.filed()
    const orderId = await issue(city, [caseId])
    expect((await act(city, orderId, 'sign', WHO.handler)).status).toBe(200)
    expect((await act(city, orderId, 'reply', WHO.unitLead, REPLY)).status).toBe(200)
    expect((await act(city, orderId, 'send-back', WHO.supervisor, { remarks: '没有说明原因', replyWithin: { amount: 2, unit: 'work_day' } })).status).toBe(200)
    expect((await act(city, orderId, 'sign', WHO.handler)).status).toBe(200)
    expect((await act(city, orderId, 'reply', WHO.handler, { ...REPLY, plannedFinish: '2026-11-20' })).status).toBe(200)
    const released = await act(city, orderId, 'release', WHO.supervisor, { remarks: '反馈属实，同意解除' })
    expect(released.body).toMatchObject({ orderId, state: 'released', round: 2 })
    expect(await wholeOrder(city, orderId)).toMatchObject({ version: 7, state: 'released' })
    expect(await audits(orderId)).toEqual(['issue', 'sign', 'reply', 'send_back', 'sign', 'reply', 'release'].map((name) => `supervision.${name}`))
    await city.settle()
    await city.settle()
    await wholeCase(city, caseId)
    const notes = await city.database.query<{ data: { sentence: string; subjectId: string; detail: string | null } }>(`SELECT data FROM case_timeline WHERE case_id = $1 AND type = 'case.noted.v1' ORDER BY seq`, [caseId])
    expect(notes.every(({ data }) => data.subjectId === orderId)).toBe(true)
    // The system writes the note; the person who did it stands with it.
    expect(new Set(notes.map(({ data }) => data.detail))).toEqual(new Set([WHO.supervisor, WHO.unitLead, WHO.handler].map(({ userId }) => `由${userId}操作`)))
    // The outbox promises no order: what is said is looked at, not when.
    expect(notes.map(({ data }) => data.sentence.replace(/DB\d+-\d+/, 'DB')).sort()).toEqual(
      [
        '下发日常督办单 DB，由开鲁县开鲁镇人民政府在 2026-11-17（周二）09:00 前反馈', '开鲁县开鲁镇人民政府反馈日常督办单 DB', '日常督办单 DB的反馈被退回，须在 2026-11-18（周三）09:00 前重新反馈',
        '开鲁县开鲁镇人民政府反馈日常督办单 DB', '日常督办单 DB已解除',
      ].map((sentence) => sentence.replaceAll('开鲁县开鲁镇人民政府', unitNameOf(notes))).sort(),
    )
  })

  it('is a set that spans units: one order for each, with its own cases', async () => {
    const mine = [await city.filed(), await city.filed()]
    const other = await city.filed({ divisionCode: '150523102', townshipCode: '150523102', target: { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [] } })
    const answer = await city.call('POST', '/supervision/orders', WHO.supervisor, {
      body: { kind: 'urge', caseIds: [...mine, other], title: '供暖前路灯集中修复', requirement: '本周内全部修复', replyWithin: { amount: 2, unit: 'calendar_day' } },
    })
    expect((answer.body as { orders: { unit: { id: string }; caseCount: number }[] }).orders.map(({ unit, caseCount }) => [unit.id, caseCount])).toEqual([[UNITS.township, 2], [UNITS.otherTownship, 1]])
    expect((await ordersOf(city, other))[0]?.replyDueAt).toBe(world.clock.now() + 2 * DAY_MS)
  })

  it('comes once for a request, and another body under the same key is refused', async () => {
    const caseId = await city.filed()
    const body = { kind: 'routine', caseIds: [caseId], title: '路灯长期不亮', requirement: '查明原因，说明何时修复', replyWithin: { amount: 1, unit: 'work_day' } }
    const send = (change: object = {}) => city.call('POST', '/supervision/orders', WHO.supervisor, { body: { ...body, ...change }, idempotencyKey: 'k-1' })
    const answers = await Promise.all([send(), send(), send()])
    const again = await send()
    expect(new Set([...answers, again].map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(await ordersOf(city, caseId)).toHaveLength(1)
    expect(codeOf(await send({ title: '另一个标题' }))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('is refused whole for what is not there, not theirs, recused, their own, or without parties', async () => {
    const caseId = await city.filed({ subjectUnitIds: [UNITS.otherTownship] })
    const send = (change: object, by: Principal = WHO.supervisor) =>
      city.call('POST', '/supervision/orders', by, { body: { kind: 'routine', caseIds: [caseId], title: '路灯长期不亮', requirement: '查明原因', replyWithin: { amount: 1, unit: 'work_day' }, ...change } })
    expect(codeOf(await send({ caseIds: [caseId, '0199a000-0000-7000-8000-00000000ffff'] }))).toEqual([422, 'ORDER_CASES_UNKNOWN'])
    expect(codeOf(await send({ unitId: 'no-such-unit' }))).toEqual([422, 'ORDER_UNIT_UNKNOWN'])
    expect(codeOf(await send({ unitId: UNITS.otherTownship }))).toEqual([422, 'ORDER_UNIT_RECUSED'])
    expect(codeOf(await send({ unitId: UNITS.hotline }))).toEqual([422, 'ORDER_UNIT_IS_OWN'])
    expect(codeOf(await send({ jointUnitIds: ['city-justice'] }))).toEqual([422, 'ORDER_JOINT_PARTIES'])
    expect(codeOf(await send({ kind: 'joint', jointUnitIds: [UNITS.otherTownship] }))).toEqual([422, 'ORDER_UNIT_RECUSED'])
    expect(codeOf(await send({ kind: 'instruction' }))).toEqual([422, 'ORDER_KIND_NOT_ISSUED'])
    expect(codeOf(await send({ replyWithin: { amount: 91, unit: 'work_day' } }))).toEqual([400, 'INPUT_INVALID'])
    expect(await ordersOf(city, caseId)).toEqual([])
  })
})

describe('people who act at once', () => {
  it('two reviewers: one releases or sends back, the other is told that it is no longer so', async () => {
    const orderId = await issue(city, [await city.filed()])
    await act(city, orderId, 'sign', WHO.handler)
    await act(city, orderId, 'reply', WHO.handler, REPLY)
    const [, second] = world.processes
    const answers = await Promise.all([
      act(city, orderId, 'release', WHO.supervisor, { version: 3, remarks: '反馈属实，同意解除' }),
      act(second ?? city, orderId, 'send-back', WHO.otherSupervisor, { version: 3, remarks: '没有说明原因', replyWithin: { amount: 1, unit: 'work_day' } }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const order = await wholeOrder(city, orderId)
    expect(order.version).toBe(4)
    expect((await outboxOf(city, orderId, 'supervision.order_released.v1')) + (await outboxOf(city, orderId, 'supervision.order_sent_back.v1'))).toBe(1)
  })

  it('the same request twice is carried out once and answered twice', async () => {
    const orderId = await issue(city, [await city.filed()])
    await act(city, orderId, 'sign', WHO.handler)
    const answers = await Promise.all([1, 2, 3].map(() => act(city, orderId, 'reply', WHO.handler, REPLY, 'reply-1')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await wholeOrder(city, orderId)).toMatchObject({ version: 3, replies: [{ round: 1 }] })
    expect(codeOf(await act(city, orderId, 'reply', WHO.handler, { ...REPLY, text: '另一份反馈' }, 'reply-1'))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })
})

describe('instructions of leaders', () => {
  it('go to the unit of the case, come back to the leader, who asks again or ends it', async () => {
    const caseId = await city.filed()
    const body = { caseIds: [caseId], text: '请认真核实，三日内报结果。', replyWithin: { amount: 3, unit: 'work_day' } }
    expect((await city.call('POST', '/supervision/instructions', WHO.leader, { body })).status).toBe(201)
    const [order] = await ordersOf(city, caseId)
    if (order === undefined) throw new Error('no order')
    expect(order).toMatchObject({ kind: 'instruction', origin: 'instruction', reviewers: 'leaders', unitId: UNITS.township, requirement: body.text })
    await act(city, order.id, 'sign', WHO.handler)
    await act(city, order.id, 'reply', WHO.handler, REPLY)
    expect(codeOf(await act(city, order.id, 'release', WHO.supervisor, { remarks: '反馈属实，同意' }))).toEqual([403, 'ORDER_REVIEWED_BY_OTHERS'])
    expect((await act(city, order.id, 'send-back', WHO.leader, { remarks: '再报详细情况', replyWithin: { amount: 1, unit: 'work_day' } })).status).toBe(200)
    await act(city, order.id, 'sign', WHO.handler)
    await act(city, order.id, 'reply', WHO.handler, REPLY)
    expect((await act(city, order.id, 'release', WHO.leader, { remarks: '已阅，同意。' })).status).toBe(200)
  })
})

describe('who sees an order', () => {
  it('is the same in the ledger, in its counts, on its page, on the case and in the export', async () => {
    const caseId = await city.filed()
    const orderId = await issue(city, [caseId])
    const jointId = await issue(city, [caseId], { kind: 'joint', title: '联合督办路灯移交' })
    const sealedFrom = await city.filed({ subjectUnitIds: [UNITS.otherTownship] })
    const hidden = await issue(city, [sealedFrom], { kind: 'listed', title: '挂牌督办不让被反映单位看' })
    const seen: Record<string, [routine: boolean, joint: boolean, hidden: boolean]> = {
      handler: [true, true, true], otherHandler: [false, false, false], coordinator: [true, true, true], otherCoordinator: [false, false, false], supervisor: [true, true, true],
      leader: [true, true, true], inspector: [false, true, true], staffing: [false, true, false], assessor: [true, true, true],
    }
    for (const [name, expected] of Object.entries(seen)) {
      const by = WHO[name as keyof typeof WHO]
      const list = await everyLine(by)
      const counts = (await city.call('GET', '/supervision/counts', by)).body as OrderCounts
      expect([name, counts.total]).toEqual([name, list.length])
      expect([name, ...[orderId, jointId, hidden].map((id) => list.some((line) => line.id === id))]).toEqual([name, ...expected])
      const pages = await Promise.all([orderId, jointId, hidden].map(async (id) => (await city.call('GET', `/supervision/orders/${id}`, by)).status === 200))
      expect([name, ...pages]).toEqual([name, ...expected])
      const ofCase = await city.call('GET', `/cases/${caseId}/supervision`, by)
      const listed = ((ofCase.body as { items?: OrderListItem[] }).items ?? []).map(({ id }) => id)
      if (ofCase.status === 200) expect([name, listed.includes(orderId), listed.includes(jointId)]).toEqual([name, expected[0], expected[1]])
      if (by.permissions.has('supervision.export')) expect([name, (await exported(by)).numbers.sort()]).toEqual([name, list.map(({ number }) => number).sort()])
    }
  })

  it('what may not be seen may not be acted on either: the same not found', async () => {
    const orderId = await issue(city, [await city.filed()])
    expect(codeOf(await act(city, orderId, 'sign', WHO.otherHandler))).toEqual([404, 'ORDER_NOT_FOUND'])
    expect(codeOf(await act(city, '0199a000-0000-7000-8000-00000000eeee', 'sign', WHO.otherHandler))).toEqual([404, 'ORDER_NOT_FOUND'])
    expect(codeOf(await act(city, orderId, 'sign', WHO.coordinator))).toEqual([403, 'ORDER_NOT_ADDRESSED_TO_YOU'])
  })

  it('shows of its cases only those the person may see, and says how many are hidden', async () => {
    const mine = await city.filed()
    const other = await city.filed({ divisionCode: '150523102', townshipCode: '150523102', target: { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [] } })
    const orderId = await issue(city, [mine, other], { unitId: UNITS.township })
    const theirs = await viewOf(city, orderId, WHO.handler)
    expect([theirs.cases.map(({ id }) => id), theirs.hiddenCases]).toEqual([[mine], 1])
    expect((await viewOf(city, orderId, WHO.supervisor)).hiddenCases).toBe(0)
  })

  it('offers what the person may do now, and says why the rest is off', async () => {
    const orderId = await issue(city, [await city.filed()], { kind: 'interview' })
    const offered = async (by: Principal) => (await viewOf(city, orderId, by)).allowedActions.map(({ action, enabled, code }) => [action, enabled, code])
    expect(await offered(WHO.handler)).toEqual([
      ['sign', true, null], ['reply', false, 'ORDER_STATE_FORBIDS'], ['release', false, 'ORDER_OWN_UNIT'], ['send_back', false, 'ORDER_OWN_UNIT'],
      ['record_interview', false, 'ORDER_OWN_UNIT'], ['withdraw', false, 'ORDER_OWN_UNIT'],
    ])
    expect(await offered(WHO.supervisor)).toEqual([
      ['release', false, 'ORDER_STATE_FORBIDS'], ['send_back', false, 'ORDER_STATE_FORBIDS'], ['record_interview', true, null], ['withdraw', true, null],
    ])
  })
})

describe('the ledger', () => {
  it('is filtered by everything it can be filtered by, and its counts agree', async () => {
    const caseId = await city.filed()
    const { number } = await wholeCase(city, caseId)
    const first = await issue(city, [caseId], { kind: 'listed', title: '甲路灯长期不亮' })
    const second = await issue(city, [caseId], { kind: 'urge', title: '乙路灯 100%_ 未修' })
    await deliver(city, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: '0199a000-0000-7000-8000-0000000000d9' })])
    const ids = async (query: string): Promise<string[]> => {
      const { items } = (await city.call('GET', `/supervision/orders?caseNumber=${number}&${query}`, WHO.supervisor)).body as { items: OrderListItem[] }
      const { total } = (await city.call('GET', `/supervision/counts?caseNumber=${number}&${query}`, WHO.supervisor)).body as OrderCounts
      expect([query, total]).toEqual([query, items.length])
      return items.map(({ id }) => id)
    }
    expect((await ids('')).length).toBe(3)
    expect(await ids('kind=listed')).toEqual([first])
    expect(await ids('kind=urge,listed&state=issued')).toHaveLength(2)
    expect(await ids('origin=person')).toHaveLength(2)
    expect(await ids(`q=${encodeURIComponent('100%_')}`)).toEqual([second])
    expect(await ids(`unitId=${UNITS.township}&countyCode=150523`)).toHaveLength(3)
    expect(await ids('countyCode=150525')).toEqual([])
    expect(await ids('overdue=now')).toEqual([])
    expect(await ids(`issuedFrom=${isoOf(instant(world.clock.now() + 1))}`)).toEqual([])
    expect(codeOf(await city.call('GET', '/supervision/orders?cursor=abc', WHO.supervisor))).toEqual([400, 'INPUT_INVALID'])
  })

  it('is read page by page without a gap or a repeat', async () => {
    const all = await everyLine(WHO.supervisor, 3)
    const { total } = (await city.call('GET', '/supervision/counts', WHO.supervisor)).body as OrderCounts
    expect(new Set(all.map(({ id }) => id)).size).toBe(total)
    expect(all).toHaveLength(total)
  })

  it('counts feedback on time by the round that ran out, and leaves out what was withdrawn', async () => {
    const caseId = await city.filed()
    const { number } = await wholeCase(city, caseId)
    const [onTime, late, owed] = [await issue(city, [caseId]), await issue(city, [caseId]), await issue(city, [caseId])]
    await act(city, await issue(city, [caseId]), 'withdraw', WHO.supervisor, { reason: '下发单位有误' })
    for (const id of [onTime, late]) await act(city, id, 'sign', WHO.handler)
    await act(city, onTime, 'reply', WHO.handler, REPLY)
    await act(city, onTime, 'release', WHO.supervisor, { remarks: '反馈属实，同意解除' })
    world.clock.advance(4 * DAY_MS)
    await act(city, late, 'reply', WHO.handler, REPLY)
    await act(city, owed, 'sign', WHO.handler)
    const counts = (await city.call('GET', `/supervision/counts?caseNumber=${number}`, WHO.supervisor)).body as OrderCounts
    expect(counts).toMatchObject({
      total: 4, byState: { issued: 0, signed: 1, replied: 1, released: 1, withdrawn: 1 }, overdueNow: 1, feedback: { due: 3, onTime: 1 }, completion: { total: 3, released: 1, releasedOnTime: 1 },
    })
  })

  it('is exported as a workbook that says who took it, with an audit entry before a byte leaves', async () => {
    const { mark, header, numbers } = await exported(WHO.assessor)
    expect(mark).toMatch(/^导出：assessor（.+） 2026-11-\d\d.+内部资料/)
    expect(header.slice(0, 5)).toEqual(['督办单号', '种类', '来源', '标题', '被督办单位'])
    const [entry] = await city.database.query<{ detail: { rows: number } }>(`SELECT detail FROM audit_entry WHERE action = 'supervision.export' AND actor_id = $1 ORDER BY id DESC LIMIT 1`, [WHO.assessor.userId])
    expect(entry?.detail.rows).toBe(numbers.length)
  })
})

describe('what is on the wall', () => {
  it('names nobody who called, and has no number of anybody', async () => {
    const caseId = await city.filed()
    CALLED.set(caseId, '张建国')
    const orderId = await issue(city, [caseId], { kind: 'listed' })
    const publish = async (publicTitle: string) => codeOf(await act(city, orderId, 'publish', WHO.supervisor, { publicTitle }))
    expect(await publish('张女士13947501234家门口路灯')).toEqual([400, 'INPUT_INVALID'])
    expect(await publish('张建国家门口路灯')).toEqual([422, 'ORDER_PUBLIC_NAMES_CALLER'])
    expect(await publish('张大爷家门口路灯')).toEqual([422, 'ORDER_PUBLIC_NAMES_CALLER'])
    expect((await wholeOrder(city, orderId)).published).toBeNull()
    expect(await publish('明仁大街路灯修复')).toEqual([200, undefined])
    await act(city, orderId, 'unpublish', WHO.supervisor, { reason: '标题需要修改' })
  })

  it('a listed order is public by its public title, unit and date, and comes off with its release; never a sealed case', async () => {
    const orderId = await issue(city, [await city.filed()], { kind: 'listed', title: '内部标题' })
    expect((await act(city, orderId, 'publish', WHO.supervisor, { publicTitle: '明仁大街路灯修复' })).status).toBe(200)
    const wall = async () => (await city.call('GET', '/public/supervision-orders', WHO.operator)).body as { items: Record<string, unknown>[] }
    const { items } = await wall()
    expect(items).toHaveLength(1)
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['number', 'publicTitle', 'since', 'state', 'stateZh', 'unitName'])
    expect(JSON.stringify(items)).not.toContain('内部标题')
    await act(city, orderId, 'sign', WHO.handler)
    await act(city, orderId, 'reply', WHO.handler, REPLY)
    await act(city, orderId, 'release', WHO.supervisor, { remarks: '反馈属实，同意解除' })
    expect((await wall()).items).toEqual([])
    const sealed = await issue(city, [await city.filed({ sealed: true })], { kind: 'listed' })
    expect(codeOf(await act(city, sealed, 'publish', WHO.supervisor, { publicTitle: '不应公开的事' }))).toEqual([409, 'ORDER_SEALED'])
  })
})

async function everyLine(by: Principal, limit = 100): Promise<OrderListItem[]> {
  const lines: OrderListItem[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await city.call('GET', `/supervision/orders?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`, by)
    const page = answer.body as { items: OrderListItem[]; nextCursor: string | null }
    lines.push(...page.items)
    cursor = page.nextCursor
  }
  return lines
}

async function exported(by: Principal): Promise<{ mark: string; header: unknown[]; numbers: string[] }> {
  city.actAs(by)
  const answer = await city.app.inject({ method: 'GET', url: '/supervision/orders.xlsx' })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const book = new exceljs.Workbook()
  await book.xlsx.load(answer.rawPayload as never)
  const sheet = book.getWorksheet('督办台账')
  const rows = (sheet?.getSheetValues() ?? []).slice(1).map((row) => (Array.isArray(row) ? row.slice(1) : []))
  return { mark: String(rows[0]?.[0]), header: rows[1] ?? [], numbers: rows.slice(2).map((row) => String(row[0])) }
}

/** The real name of the sample township, as the notes have it. */
const unitNameOf = (notes: readonly { data: { sentence: string } }[]): string => /由(.+)在/.exec(notes.map(({ data }) => data.sentence).find((sentence) => sentence.startsWith('下发')) ?? '')?.[1] ?? ''
