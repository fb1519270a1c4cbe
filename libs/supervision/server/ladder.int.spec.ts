import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { LadderAction } from '@tongban/deadline/contract'
import { HOUR_MS, instant, instantFromIso, isoOf } from '@tongban/kernel/core'
import { COUNTY, UNITS, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { act, deliver, orderAction, ordersOf, outboxOf, REPLY, rung, supervisedWorld, WHO, wholeOrder } from './supervision.spec-support.js'
import { FireOrderDeadlines } from './use-cases/fire-order-deadlines.use-case.js'

let world: CaseWorld
let first: CaseProcess
let second: CaseProcess
let clocks = 0
const nextClock = (): string => `0199a000-0000-7000-8000-${String((clocks += 1)).padStart(12, '0')}`

beforeAll(async () => {
  world = await supervisedWorld(2)
  first = world.first
  second = world.processes[1] ?? world.first
})
afterAll(() => world.stop())

describe('a rung of the ladder', () => {
  it('issues its order once, however often the event comes, to whichever process, at the same moment', async () => {
    const caseId = await first.filed()
    const clockId = nextClock()
    const actions = [orderAction('interview'), orderAction('joint')]
    const events = Array.from({ length: 6 }, () => rung(caseId, actions, { clockId }))
    await Promise.all(events.flatMap((event) => [deliver(first, 'supervision.ladder', [event]), deliver(second, 'supervision.ladder', [event])]))
    const orders = await ordersOf(first, caseId)
    expect(orders.map(({ kind }) => kind).sort()).toEqual(['interview', 'joint'])
    for (const { id, number, unitId, origin, clock, replyDueAt } of orders) {
      expect(number).toMatch(/^DB20261116-\d{4}$/)
      expect({ unitId, origin, clockId: clock?.clockId }).toEqual({ unitId: UNITS.township, origin: 'ladder', clockId })
      // One working day from Monday 09:00.
      expect(replyDueAt).toBe(instantFromIso('2026-11-17T09:00:00+08:00'))
      expect(await outboxOf(first, id, 'supervision.order_issued.v1')).toBe(1)
    }
    expect(orders.find(({ kind }) => kind === 'joint')?.jointUnitIds).toEqual(['discipline-inspection', 'city-institutional-staffing', 'city-justice'])
  })

  it('urges the case once, by the system and not for the caller, and counts it in the timeline', async () => {
    const caseId = await first.filed()
    const clockId = nextClock()
    const urge: LadderAction[] = [{ do: 'urge', to: [{ level: 'unit', role: 'handler' }] }]
    for (let time = 0; time < 3; time += 1) await deliver(first, 'supervision.ladder', [rung(caseId, urge, { clockId })])
    const { procedures } = await wholeCase(first, caseId)
    expect(procedures.urges).toBe(1)
    const [row] = await first.database.query<{ data: object }>(`SELECT data FROM case_timeline WHERE case_id = $1 AND type = 'case.urged.v1'`, [caseId])
    expect(row?.data).toEqual({ by: 'staff', note: '日常督办', count: 1 })
  })

  it('leaves a case alone that takes no urge any more', async () => {
    const caseId = await first.filed()
    await first.commands.execute('withdraw', { caseId }, { reason: '来电人说已经自己修好' }, WHO.operator)
    await deliver(first, 'supervision.ladder', [rung(caseId, [{ do: 'urge', to: [{ level: 'unit', role: 'handler' }] }], { clockId: nextClock() })])
    expect((await wholeCase(first, caseId)).procedures.urges).toBe(0)
  })

  it('of a clock that is nobody’s goes to the county’s coordinator; without a county to the hotline centre, judged by discipline inspection', async () => {
    const inCounty = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(inCounty, [orderAction()], { clockId: nextClock(), unitId: null, kind: 'dispatch' })])
    expect(await ordersOf(first, inCounty)).toMatchObject([{ unitId: UNITS.coordinator, reviewers: 'supervisors', countyCode: COUNTY }])
    const nowhere = await first.filed({ divisionCode: null, countyCode: null, townshipCode: null })
    await deliver(first, 'supervision.ladder', [rung(nowhere, [orderAction()], { clockId: nextClock(), unitId: null, kind: 'dispatch' })])
    expect(await ordersOf(first, nowhere)).toMatchObject([{ unitId: 'hotline-centre', reviewers: 'discipline' }])
  })

  it('never addresses whom the case is about: the order goes one level up', async () => {
    const target = { leadUnitId: UNITS.coordinator, assistUnitIds: [], ccUnitIds: [] }
    const caseId = await first.filed({ subjectUnitIds: [UNITS.township], target })
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    const above = await first.filed({ subjectUnitIds: [UNITS.coordinator], target: { leadUnitId: UNITS.township, assistUnitIds: [], ccUnitIds: [] } })
    await deliver(first, 'supervision.ladder', [rung(above, [orderAction()], { clockId: nextClock(), unitId: null })])
    expect((await ordersOf(first, caseId)).map(({ unitId }) => unitId)).toEqual([UNITS.coordinator])
    expect((await ordersOf(first, above)).map(({ unitId }) => unitId)).toEqual(['hotline-centre'])
  })

  it('stays when its case ends: the answer is owed, and the order is marked', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    await first.commands.execute('withdraw', { caseId }, { reason: '来电人说已经自己修好' }, WHO.operator)
    await first.settle()
    const answer = (await first.call('GET', `/cases/${caseId}/supervision`, WHO.supervisor)).body
    expect(answer).toMatchObject({ items: [{ state: 'issued', caseCount: 1, openCaseCount: 0 }] })
  })
})

describe('what cases tell', () => {
  it('a problem case is listed one level up, once; a lapsed adjudication brings joint supervision, once', async () => {
    const caseId = await first.filed()
    const told = (id: number, type: string, data: object) => ({ id, type, subjectId: caseId, at: world.clock.now(), data: { ...data }, traceId: 't' })
    for (const id of [800_001, 800_002]) {
      await deliver(first, 'supervision.case_outcomes', [told(id, 'case.became_problem.v1', { cause: 'rounds', supervisorUnitId: UNITS.coordinator })])
      await deliver(second, 'supervision.case_outcomes', [told(id + 10, 'case.dispute_lapsed.v1', { disputeId: '0199a000-0000-7000-8000-00000000d001' })])
    }
    const orders = await ordersOf(first, caseId)
    expect(orders.map(({ kind, origin, unitId }) => [kind, origin, unitId])).toEqual([['listed', 'problem_case', UNITS.coordinator], ['joint', 'lapse', UNITS.coordinator]])
  })

  it('a problem case whose lead has nobody above it is not sent back to that lead', async () => {
    const caseId = await first.filed({ target: { leadUnitId: UNITS.coordinator, assistUnitIds: [], ccUnitIds: [] } })
    const event = { id: 800_050, type: 'case.became_problem.v1', subjectId: caseId, at: world.clock.now(), data: { cause: 'transfers', supervisorUnitId: null }, traceId: 't' }
    await deliver(first, 'supervision.case_outcomes', [event])
    expect((await ordersOf(first, caseId)).map(({ unitId }) => unitId)).toEqual(['hotline-centre'])
  })

  it('a recusal that comes later takes the order from the unit, hides it, and addresses it anew', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    const [before] = await ordersOf(first, caseId)
    const result = await first.commands.execute('recuse', { caseId }, { unitIds: [UNITS.township], reason: '反映的正是该镇工作人员' }, WHO.supervisor)
    expect(result.ok).toBe(true)
    await first.settle()
    await first.settle()
    const orders = await ordersOf(first, caseId)
    expect(orders.map(({ state, unitId }) => [state, unitId])).toEqual([['withdrawn', UNITS.township], ['issued', UNITS.coordinator]])
    expect((await first.call('GET', `/supervision/orders/${before?.id ?? ''}`, WHO.handler)).status).toBe(404)
    expect((await first.call('GET', `/supervision/orders/${before?.id ?? ''}`, WHO.coordinator)).status).toBe(200)
  })
})

describe('the deadline of an order', () => {
  it('is told once when it runs out, whoever sweeps how often at once, and the order stays as it was', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    const [order] = await ordersOf(first, caseId)
    if (order === undefined) throw new Error('no order')
    const sweep = (): Promise<number[]> => Promise.all([first, second, first, second].map(({ app }) => app.get(FireOrderDeadlines).fireDue()))
    world.clock.set(isoOf(instant(order.replyDueAt - 1)))
    await sweep()
    expect(await outboxOf(first, order.id, 'supervision.order_overdue.v1')).toBe(0)
    world.clock.set(isoOf(instant(order.replyDueAt)))
    await sweep()
    await sweep()
    expect(await outboxOf(first, order.id, 'supervision.order_overdue.v1')).toBe(1)
    expect(await wholeOrder(first, order.id)).toMatchObject({ state: 'issued', overdueAt: order.replyDueAt, lateRounds: 1 })
  })

  it('is told once when the answer comes before the sweep, dated by its moment', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    const [order] = await ordersOf(first, caseId)
    if (order === undefined) throw new Error('no order')
    await act(first, order.id, 'sign', WHO.handler)
    world.clock.set(isoOf(instant(order.replyDueAt + HOUR_MS)))
    expect((await act(first, order.id, 'reply', WHO.handler, REPLY)).status).toBe(200)
    await Promise.all([first, second].map(({ app }) => app.get(FireOrderDeadlines).fireDue()))
    expect(await outboxOf(first, order.id, 'supervision.order_overdue.v1')).toBe(1)
    expect(await wholeOrder(first, order.id)).toMatchObject({ state: 'replied', overdueAt: order.replyDueAt, lateRounds: 1, replies: [{ late: true }] })
  })

  it('is told although an order before it cannot be read', async () => {
    const orders: { id: string; replyDueAt: number }[] = []
    for (let index = 0; index < 2; index += 1) {
      const caseId = await first.filed()
      await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
      orders.push(...(await ordersOf(first, caseId)))
    }
    const [broken, sound] = orders
    if (broken === undefined || sound === undefined) throw new Error('no orders')
    const { database } = first
    await database.query(`UPDATE supervision_order SET body = '{}', fires_at = fires_at - interval '1 minute' WHERE id = $1`, [broken.id])
    world.clock.set(isoOf(instant(sound.replyDueAt)))
    expect(await first.app.get(FireOrderDeadlines).fireDue()).toBeGreaterThan(0)
    expect(await outboxOf(first, sound.id, 'supervision.order_overdue.v1')).toBe(1)
    await database.query('UPDATE supervision_order SET fires_at = NULL WHERE id = $1', [broken.id])
  })

  it('is not lost with a worker that dies between taking and telling', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    const [order] = await ordersOf(first, caseId)
    if (order === undefined) throw new Error('no order')
    world.clock.set(isoOf(instant(order.replyDueAt)))
    const held = first.database.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM supervision_order WHERE id = $1 FOR UPDATE', [order.id])
      // Another worker holds the row: this one leaves it alone and does not wait.
      await second.app.get(FireOrderDeadlines).fireDue()
      throw new Error('killed')
    })
    await expect(held).rejects.toThrow('killed')
    expect(await outboxOf(first, order.id, 'supervision.order_overdue.v1')).toBe(0)
    await second.app.get(FireOrderDeadlines).fireDue()
    expect(await outboxOf(first, order.id, 'supervision.order_overdue.v1')).toBe(1)
  })
})
