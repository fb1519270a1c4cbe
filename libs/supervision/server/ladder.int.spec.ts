import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { LadderAction } from '@tongban/deadline/contract'
import { HOUR_MS, instant, instantFromIso, isoOf } from '@tongban/kernel/core'
import { COUNTY, PEOPLE, REPLY_TEXT, SATISFIED, UNITS, valueOf, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { act, deliver, issue, orderAction, ordersOf, outboxOf, REPLY, rung, supervisedWorld, viewOf, WHO, wholeOrder } from './supervision.spec-support.js'
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

/** Answered, reviewed, and the caller content: the ordinary way. */
async function closed(caseId: string): Promise<void> {
  const assignmentId = (await wholeCase(first, caseId)).assignments.find(({ role }) => role === 'lead')?.id ?? ''
  valueOf(await first.commands.execute('sign', { assignmentId }, {}, WHO.handler))
  valueOf(await first.commands.execute('contact', { assignmentId }, { reached: true, method: 'phone', note: '已约定上门时间' }, WHO.handler))
  valueOf(await first.commands.execute('reply', { assignmentId }, { text: REPLY_TEXT, attachmentIds: [] }, WHO.handler))
  valueOf(await first.commands.execute('review', { caseId }, { verdict: 'pass', remarks: '' }, PEOPLE.reviewer))
  valueOf(await first.commands.execute('record_callback', { caseId }, { outcome: 'answered', answers: SATISFIED, note: '', attempts: 1 }, PEOPLE.callbackAgent))
}

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

  it('stays when its case is closed: the answer is owed, and the order is marked', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    await closed(caseId)
    await first.settle()
    const answer = (await first.call('GET', `/cases/${caseId}/supervision`, WHO.supervisor)).body
    expect(answer).toMatchObject({ items: [{ state: 'issued', caseCount: 1, openCaseCount: 0 }] })
  })

  it('goes with a case that came to nothing, with the reason, and the unit is told; what a person issued stays for a person', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    const byHand = await issue(first, [caseId], { kind: 'listed' })
    await first.commands.execute('withdraw', { caseId }, { reason: '来电人说已经自己修好' }, WHO.operator)
    await first.settle()
    const [order] = await ordersOf(first, caseId)
    expect(await wholeOrder(first, order?.id ?? '')).toMatchObject({ state: 'withdrawn', withdrawn: { by: 'system', reason: expect.stringContaining('已撤单') } })
    expect(await outboxOf(first, order?.id ?? '', 'supervision.order_withdrawn.v1')).toBe(1)
    expect((await wholeOrder(first, byHand)).state).toBe('issued')
    // A rung that was reached before and is delivered after asks for nothing any more.
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction('interview')], { clockId: nextClock() })])
    expect((await ordersOf(first, caseId)).map(({ kind }) => kind)).toEqual(['routine', 'listed'])
  })

  it('is not issued a second time while one of its kind is open: the rung is noted in it, once, whoever delivers it how often', async () => {
    const caseId = await first.filed()
    const [sign, promise, later] = [nextClock(), nextClock(), nextClock()]
    // Two clocks at one moment, in two processes: one of them issues.
    await Promise.all([deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: sign })]), deliver(second, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: promise })])])
    for (const clockId of [promise, sign]) await deliver(second, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId })])
    const orders = await ordersOf(first, caseId)
    expect(orders).toHaveLength(1)
    const { id, version, actVersion, state } = await wholeOrder(first, orders[0]?.id ?? '')
    expect({ version, actVersion, state }).toEqual({ version: 2, actVersion: 1, state: 'issued' })
    expect((await viewOf(first, id, WHO.supervisor)).history.at(-1)?.sentence).toBe('又到“日常督办”，本单未办结，不另行下发')
    // Another kind is another demand; and once the first has been released the next rung issues again, but not one it knew.
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction('listed')], { clockId: promise })])
    await act(first, id, 'sign', WHO.handler)
    await act(first, id, 'reply', WHO.handler, REPLY)
    await act(first, id, 'release', WHO.supervisor, { remarks: '反馈属实，同意解除' })
    for (const clockId of [sign, promise, later, later]) await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId })])
    expect((await ordersOf(first, caseId)).map(({ kind, state: is }) => [kind, is])).toEqual([['routine', 'released'], ['listed', 'issued'], ['routine', 'issued']])
  })

  it('is not kept quiet by an order a person has issued', async () => {
    const caseId = await first.filed()
    await issue(first, [caseId], { replyWithin: { amount: 90, unit: 'work_day' } })
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    expect((await ordersOf(first, caseId)).map(({ origin }) => origin)).toEqual(['person', 'ladder'])
  })

  it('leaves with the case a unit that was the wrong one; what a person issued stays for a person, and another unit’s too', async () => {
    const caseId = await first.filed()
    await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() }), rung(caseId, [orderAction()], { clockId: nextClock(), unitId: UNITS.department })])
    const byHand = await issue(first, [caseId], { kind: 'listed' })
    const body = { leadUnitId: UNITS.otherTownship, assistUnitIds: [], reason: '经核实位于相邻镇辖区', wrongDispatch: true, newPromiseReason: null }
    expect((await first.commands.execute('reassign', { caseId }, body, WHO.dispatcher)).ok).toBe(true)
    await first.settle()
    await first.settle()
    const orders = await ordersOf(first, caseId)
    expect(orders.map(({ unitId, state }) => [unitId, state])).toEqual([[UNITS.township, 'withdrawn'], [UNITS.department, 'issued'], [UNITS.township, 'issued']])
    expect(orders.find(({ id }) => id === byHand)?.state).toBe('issued')
    expect(orders[0]?.withdrawn?.reason).toContain('派单有误')
    expect(await outboxOf(first, orders[0]?.id ?? '', 'supervision.order_withdrawn.v1')).toBe(1)
  })

  it('stays with a unit the case was taken from for another reason, and leaves one it was recalled from', async () => {
    const [kept, recalled] = [await first.filed(), await first.filed()]
    for (const caseId of [kept, recalled]) await deliver(first, 'supervision.ladder', [rung(caseId, [orderAction()], { clockId: nextClock() })])
    const body = { leadUnitId: UNITS.otherTownship, assistUnitIds: [], reason: '该镇人手不足，改由邻镇办理', wrongDispatch: false, newPromiseReason: null }
    await first.commands.execute('reassign', { caseId: kept }, body, WHO.dispatcher)
    const lead = (await wholeCase(first, recalled)).assignments.find(({ role }) => role === 'lead')
    await first.commands.execute('recall', { caseId: recalled }, { assignmentId: lead?.id ?? '', reason: '经核实不涉及该镇' }, WHO.dispatcher)
    await first.settle()
    expect((await ordersOf(first, kept)).map(({ state }) => state)).toEqual(['issued'])
    expect((await ordersOf(first, recalled)).map(({ state }) => state)).toEqual(['withdrawn'])
  })
})

describe('what cases tell', () => {
  it('a problem case is listed one level up, once; a lapsed adjudication brings joint supervision, once', async () => {
    const caseId = await first.filed()
    const told = (id: number, type: string, data: object) => ({ id, type, subjectId: caseId, at: world.clock.now(), data: { caseId, facts: data }, traceId: 't' })
    for (const id of [800_001, 800_002]) {
      await deliver(first, 'supervision.case_outcomes', [told(id, 'case.became_problem.v1', { cause: 'rounds', supervisorUnitId: UNITS.coordinator })])
      await deliver(second, 'supervision.case_outcomes', [told(id + 10, 'case.dispute_lapsed.v1', { disputeId: '0199a000-0000-7000-8000-00000000d001' })])
    }
    const orders = await ordersOf(first, caseId)
    expect(orders.map(({ kind, origin, unitId }) => [kind, origin, unitId])).toEqual([['listed', 'problem_case', UNITS.coordinator], ['joint', 'lapse', UNITS.coordinator]])
  })

  it('every lapsed adjudication brings its own: the second of the city as well as the first', async () => {
    const cases = [await first.filed(), await first.filed()]
    for (const [index, caseId] of cases.entries()) {
      const data = { caseId, facts: { disputeId: `0199a000-0000-7000-8000-00000000d01${index}` } }
      await deliver(first, 'supervision.case_outcomes', [{ id: 800_070 + index, type: 'case.dispute_lapsed.v1', subjectId: caseId, at: world.clock.now(), data, traceId: 't' }])
      expect((await ordersOf(first, caseId)).map(({ origin }) => origin)).toEqual(['lapse'])
    }
  })

  it('a problem case whose lead has nobody above it is not sent back to that lead', async () => {
    const caseId = await first.filed({ target: { leadUnitId: UNITS.coordinator, assistUnitIds: [], ccUnitIds: [] } })
    const event = { id: 800_050, type: 'case.became_problem.v1', subjectId: caseId, at: world.clock.now(), data: { caseId, facts: { cause: 'transfers', supervisorUnitId: null } }, traceId: 't' }
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
