import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EventConsumers, type DeliveredEvent } from '@tongban/platform/server'
import { person, UNITS, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { deliver, issue, orderAction, ordersOf, outboxOf, rung, supervisedWorld, WHO } from './supervision.spec-support.js'

let world: CaseWorld
let first: CaseProcess
let second: CaseProcess
let clocks = 0
const nextClock = (): string => `0199a000-0000-7000-9000-${String((clocks += 1)).padStart(12, '0')}`

/** Everybody who could have to answer for the township: itself, the county, the hotline, discipline inspection. */
const EVERYBODY_ABOVE = [UNITS.township, UNITS.coordinator, 'hotline-centre', 'discipline-inspection']

beforeAll(async () => {
  world = await supervisedWorld(2)
  first = world.first
  second = world.processes[1] ?? world.first
})
afterAll(() => world.stop())

const notes = async (caseId: string): Promise<string[]> =>
  (await first.database.query<{ sentence: string }>(`SELECT data->>'sentence' AS sentence FROM case_timeline WHERE case_id = $1 AND type = 'case.noted.v1' ORDER BY seq`, [caseId])).map(({ sentence }) => sentence)
const ladder = (process: CaseProcess, event: DeliveredEvent): Promise<void> => deliver(process, 'supervision.ladder', [event])

describe('an order of the ladder', () => {
  it('comes although everybody who would join in is recused: the interview is not lost with the joint one', async () => {
    const caseId = await first.filed({ subjectUnitIds: ['discipline-inspection', 'city-institutional-staffing', 'city-justice'] })
    await ladder(first, rung(caseId, [orderAction('interview'), orderAction('joint')], { clockId: nextClock() }))
    expect((await ordersOf(first, caseId)).map(({ kind, unitId, jointUnitIds }) => [kind, unitId, jointUnitIds]).sort()).toEqual([['interview', UNITS.township, []], ['joint', UNITS.township, []]])
  })

  it('that nobody may be given stands in its case as that, once, and holds up no other', async () => {
    const target = { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [] }
    const caseId = await first.filed({ subjectUnitIds: EVERYBODY_ABOVE, divisionCode: '150523102', townshipCode: '150523102', target })
    const other = await first.filed()
    const clockId = nextClock()
    const stuck = () => rung(caseId, [orderAction('routine')], { clockId })
    await deliver(first, 'supervision.ladder', [stuck(), rung(other, [orderAction()], { clockId: nextClock() })])
    await ladder(second, stuck())
    expect(await ordersOf(first, caseId)).toEqual([])
    expect(await ordersOf(first, other)).toHaveLength(1)
    await first.settle()
    expect(await notes(caseId)).toEqual([expect.stringContaining('无单位可以下达')])
  })

  it('is not taken for one that was there when its number is taken', async () => {
    const [caseId, again] = [await first.filed(), await first.filed()]
    await ladder(first, rung(caseId, [orderAction()], { clockId: nextClock() }))
    // As a restored table of numbers would have it.
    await first.database.query('UPDATE supervision_number SET last = last - 1')
    const event = rung(again, [orderAction()], { clockId: nextClock() })
    await ladder(first, event).catch(() => undefined)
    await ladder(first, event)
    expect(await ordersOf(first, again)).toHaveLength(1)
  })
})

describe('a recusal', () => {
  it('that becomes known while an order is being written takes the order from the unit all the same', async () => {
    const caseId = await first.filed()
    const consumer = first.app.get(EventConsumers).all().find(({ name }) => name === 'supervision.ladder')
    if (consumer === undefined) throw new Error('no consumer')
    await first.database.transaction(async (tx) => {
      await consumer.handle([rung(caseId, [orderAction()], { clockId: nextClock() })], tx)
      const recused = await second.commands.execute('recuse', { caseId }, { unitIds: [UNITS.township], reason: '反映的正是该镇工作人员' }, WHO.supervisor)
      expect(recused.ok).toBe(true)
      await second.settle()
    })
    await second.settle()
    expect((await ordersOf(first, caseId)).map(({ state, unitId }) => [state, unitId])).toEqual([['withdrawn', UNITS.township], ['issued', UNITS.coordinator]])
  })

  it('of everybody above still hides the order from the unit, and says in the case that nobody is left to answer', async () => {
    const caseId = await first.filed()
    const orderId = await issue(first, [caseId])
    const elsewhere = person('dispatcher', 'city-justice')
    const recused = await first.commands.execute('recuse', { caseId }, { unitIds: EVERYBODY_ABOVE, reason: '反映的正是这些单位' }, elsewhere)
    expect(recused).toMatchObject({ ok: true })
    await first.settle()
    expect((await first.call('GET', `/supervision/orders/${orderId}`, WHO.handler)).status).toBe(404)
    expect((await ordersOf(first, caseId)).map(({ state }) => state)).toEqual(['withdrawn'])
    expect(await notes(caseId)).toContainEqual(expect.stringContaining('无单位可以下达'))
  })
})

describe('a request under one key', () => {
  it('at the same moment with another body leaves only what one of the two asked for', async () => {
    const target = { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [] }
    const [mine, other] = [await first.filed(), await first.filed({ divisionCode: '150523102', townshipCode: '150523102', target })]
    const body = (caseIds: string[]) => ({ kind: 'routine', caseIds, title: '路灯长期不亮', requirement: '查明原因，说明何时修复', replyWithin: { amount: 1, unit: 'work_day' } })
    const send = (process: CaseProcess, caseIds: string[]) => process.call('POST', '/supervision/orders', WHO.supervisor, { body: body(caseIds), idempotencyKey: 'same-key' })
    const answers = await Promise.all([send(first, [mine]), send(second, [mine, other])])
    const issued = answers.flatMap(({ status, body: answer }) => (status === 201 ? (answer as { orders: { orderId: string }[] }).orders : []))
    const stored = await first.database.query<{ id: string }>(`SELECT id FROM supervision_order WHERE issue_key LIKE '%same-key%'`)
    expect(stored.map(({ id }) => id).sort()).toEqual(issued.map(({ orderId }) => orderId).sort())
    for (const { id } of stored) expect(await outboxOf(first, id, 'supervision.order_issued.v1')).toBe(1)
  })
})
