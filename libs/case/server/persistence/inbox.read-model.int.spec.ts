import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, MINUTE_MS, isoOf, plus } from '@tongban/kernel/core'
import { PEOPLE, START, UNITS, caseWorld, dueTimes, person, valueOf, wholeCase, type CaseWorld } from '@tongban/testing/server'
import { InboxReadModel, type Inbox } from './inbox.read-model.js'

let world: CaseWorld
let inboxes: InboxReadModel
beforeAll(async () => {
  world = await caseWorld()
  inboxes = world.first.app.get(InboxReadModel)
})
afterAll(() => world.stop())

const handlerOf = (unitId: string) => person('handler', unitId)
const read = (unitId: string, tab: 'todo' | 'replied' | 'copies' = 'todo', limit = 100, cursor?: string): Promise<Inbox> =>
  inboxes.read(handlerOf(unitId), { tab, limit, ...(cursor === undefined ? {} : { cursor }) })
const casesIn = (inbox: Inbox): string[] => inbox.items.map((item) => item.state.id)

const fileTo = (unitId: string, cc: readonly string[] = []): Promise<string> =>
  world.first.filed({ target: { leadUnitId: unitId, assistUnitIds: [], ccUnitIds: [...cc] } })
async function lead(caseId: string, name: 'sign' | 'contact' | 'reply', unitId: string, waitsForNobody = false): Promise<void> {
  const open = (await wholeCase(world.first, caseId)).assignments.findLast((item) => item.role === 'lead')
  const bodies = {
    sign: {},
    contact: { reached: true, method: 'phone', note: '已电话联系' },
    reply: { text: '已到现场处理完毕，当晚恢复照明。', ...(waitsForNobody ? { openAssistReason: '协办单位已电话告知结果' } : {}) },
  }
  valueOf(await world.first.commands.execute(name, { assignmentId: open?.id ?? '' }, bodies[name] as never, handlerOf(unitId)))
}

describe("a unit's desk", () => {
  it('puts what is due first first, whatever step is due: signing, contact or reply', async () => {
    const unit = 'township-150502001'
    world.clock.set(isoOf(START))
    const [toReply, toContact, toSign] = [await fileTo(unit), await fileTo(unit), await fileTo(unit)]
    world.clock.advance(30 * MINUTE_MS)
    const later = await fileTo(unit)
    for (const caseId of [toReply, toContact]) await lead(caseId, 'sign', unit)
    await lead(toReply, 'contact', unit)
    const inbox = await read(unit)
    expect(casesIn(inbox)).toEqual([toSign, later, toContact, toReply])
    const view = await world.first.call('GET', '/inbox', handlerOf(unit))
    const told = (view.body as { items: { caseId: string; nextDue: { kind: string; at: string } }[] }).items.map(({ nextDue }) => [
      nextDue.kind,
      nextDue.at,
    ])
    const { signDueAt, contactDueAt, promiseDueAt } = dueTimes(START)
    expect(told).toEqual([
      ['sign', isoOf(signDueAt)],
      ['sign', isoOf(plus(signDueAt, 30 * MINUTE_MS))],
      ['contact', isoOf(contactDueAt)],
      ['promise', isoOf(promiseDueAt)],
    ])
  })

  it('counts what is overdue, due within two hours, today and later, each once', async () => {
    const unit = 'township-150502002'
    world.clock.set('2026-11-16T09:00:00+08:00')
    const [signed] = [await fileTo(unit), await fileTo(unit)]
    await lead(signed, 'sign', unit)
    const counts = async (iso: string) => {
      world.clock.set(iso)
      return (await read(unit)).counts
    }
    // one to sign by 11:00, one to contact by 09:00 on the next day
    expect(await counts('2026-11-16T08:00:00+08:00')).toEqual({ overdue: 0, withinTwoHours: 0, today: 1, later: 1 })
    expect(await counts('2026-11-16T09:00:00+08:00')).toEqual({ overdue: 0, withinTwoHours: 0, today: 1, later: 1 })
    expect(await counts('2026-11-16T09:00:00.001+08:00')).toEqual({ overdue: 0, withinTwoHours: 1, today: 0, later: 1 })
    expect(await counts('2026-11-16T10:59:59.999+08:00')).toEqual({ overdue: 0, withinTwoHours: 1, today: 0, later: 1 })
    expect(await counts('2026-11-16T11:00:00+08:00')).toEqual({ overdue: 1, withinTwoHours: 0, today: 0, later: 1 })
    expect(await counts('2026-11-17T00:00:00+08:00')).toEqual({ overdue: 1, withinTwoHours: 0, today: 1, later: 0 })
    expect(await counts('2026-11-17T07:00:00.001+08:00')).toEqual({ overdue: 1, withinTwoHours: 1, today: 0, later: 0 })
    expect(await counts('2026-11-18T07:00:00+08:00')).toEqual({ overdue: 2, withinTwoHours: 0, today: 0, later: 0 })
  })

  it('counts two hours ahead also across midnight, as no later than that', async () => {
    const unit = 'township-150502003'
    world.clock.set('2026-11-16T22:30:00+08:00')
    await fileTo(unit)
    world.clock.set('2026-11-16T23:00:00+08:00')
    expect((await read(unit)).counts).toEqual({ overdue: 0, withinTwoHours: 1, today: 0, later: 0 })
  })

  it('hands a case on from tab to tab: to do, replied, and copies for those who only have one', async () => {
    const [unit, county] = ['township-150502004', 'county-150502-coordinator']
    const caseId = await fileTo(unit, [county])
    const at = async (unitId: string) => [
      casesIn(await read(unitId, 'todo')),
      casesIn(await read(unitId, 'replied')),
      casesIn(await read(unitId, 'copies')),
    ]
    expect([await at(unit), await at(county)]).toEqual([
      [[caseId], [], []],
      [[], [], [caseId]],
    ])
    for (const step of ['sign', 'contact', 'reply'] as const) await lead(caseId, step, unit)
    expect([await at(unit), (await read(unit)).counts]).toEqual([[[], [caseId], []], { overdue: 0, withinTwoHours: 0, today: 0, later: 0 }])
    valueOf(
      await world.first.commands.execute('review', { caseId }, { verdict: 'send_back', remarks: '没有说明何时修好' }, PEOPLE.reviewer),
    )
    expect(await at(unit)).toEqual([[caseId], [], []])
    valueOf(await world.first.commands.execute('withdraw', { caseId }, { reason: '已自行解决' }, PEOPLE.operator))
    expect(await at(unit)).toEqual([[], [], []])
  })

  it('rests while the case is not handled: an assist owes nothing during review, and its part again when the reply was sent back', async () => {
    const [unit, assisting] = ['township-150502008', 'county-150502-water']
    const caseId = await world.first.filed({ target: { leadUnitId: unit, assistUnitIds: [assisting], ccUnitIds: [] } })
    const desk = async (): Promise<string[]> => casesIn(await read(assisting))
    expect(await desk()).toEqual([caseId])
    for (const step of ['sign', 'contact', 'reply'] as const) await lead(caseId, step, unit, true)
    expect(await desk()).toEqual([])
    valueOf(
      await world.first.commands.execute('review', { caseId }, { verdict: 'send_back', remarks: '没有说明何时修好' }, PEOPLE.reviewer),
    )
    expect(await desk()).toEqual([caseId])
  })

  it('rule 12: shows nothing about the unit itself, in no tab and in no count, though it had the case before', async () => {
    const [unit, county] = ['township-150502009', 'county-150502-coordinator']
    const [caseId, other] = [await fileTo(unit, [county]), await fileTo(unit, [county])]
    const desks = async () => {
      const [todo, replied, copies] = [await read(unit), await read(unit, 'replied'), await read(county, 'copies')]
      const { overdue, withinTwoHours, today, later } = todo.counts
      return { todo: casesIn(todo), replied: casesIn(replied), copies: casesIn(copies).filter((id) => [caseId, other].includes(id)), due: overdue + withinTwoHours + today + later }
    }
    expect(await desks()).toMatchObject({ todo: expect.arrayContaining([caseId, other]), due: 2 })
    // As the row stands after it was found out; the rows of the duties are left as they were.
    await world.database.query('UPDATE case_case SET subject_unit_ids = $2 WHERE id = $1', [caseId, [unit, county]])
    expect(await desks()).toEqual({ todo: [other], replied: [], copies: [other], due: 1 })
  })

  it('shows a second round beside the first, which was accepted', async () => {
    const unit = 'township-150502005'
    const caseId = await fileTo(unit)
    for (const step of ['sign', 'contact', 'reply'] as const) await lead(caseId, step, unit)
    valueOf(await world.first.commands.execute('review', { caseId }, { verdict: 'pass', remarks: '' }, PEOPLE.reviewer))
    world.clock.advance(DAY_MS)
    const unhappy = { contacted: true, resolved: false, satisfaction: null, truthful: null }
    valueOf(
      await world.first.commands.execute(
        'record_callback',
        { caseId },
        { outcome: 'answered', answers: unhappy, note: '', attempts: 1 },
        PEOPLE.callbackAgent,
      ),
    )
    const [todo, replied] = [await read(unit, 'todo'), await read(unit, 'replied')]
    expect([todo.items.length, replied.items.length]).toEqual([1, 1])
    expect(todo.items[0]?.assignmentId).not.toBe(replied.items[0]?.assignmentId)
    expect(todo.items[0]?.state.round).toBe(2)
  })

  it('comes in pages that neither skip nor repeat, although assignments of one moment come and go in between', async () => {
    const unit = 'township-150502006'
    const first: string[] = []
    for (let index = 0; index < 17; index += 1) first.push(await fileTo(unit))
    for (const tab of ['todo', 'replied'] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Inbox = await read(unit, tab, 3, cursor ?? undefined)
        seen.push(...page.items.map((item) => item.state.id))
        cursor = page.nextCursor
        await fileTo(unit)
      } while (cursor !== null && seen.length < 100)
      expect(new Set(seen).size).toBe(seen.length)
      expect(first.filter((caseId) => !seen.includes(caseId))).toEqual([])
      // the second time through they have all been replied to
      if (tab === 'todo')
        for (const caseId of first) for (const step of ['sign', 'contact', 'reply'] as const) await lead(caseId, step, unit)
    }
  })

  it("is another unit's business not at all", async () => {
    await fileTo(UNITS.township)
    expect(casesIn(await read('township-150524999'))).toEqual([])
  })
})

describe('the review queue', () => {
  it('begins with what waits longest, and its pages go on from there', async () => {
    const unit = 'township-150502007'
    const waiting: string[] = []
    for (let index = 0; index < 7; index += 1) {
      const caseId = await fileTo(unit)
      for (const step of ['sign', 'contact', 'reply'] as const) await lead(caseId, step, unit)
      waiting.push(caseId)
      if (index % 2 === 0) world.clock.advance(HOUR_MS)
    }
    const told: string[] = []
    let cursor: string | null = null
    do {
      const { status, body } = await world.first.call(
        'GET',
        `/review-queue?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`,
        PEOPLE.reviewer,
      )
      expect(status).toBe(200)
      const page = body as { items: { id: string; status: string; leadUnit: { id: string } }[]; nextCursor: string | null }
      told.push(...page.items.filter((item) => item.leadUnit.id === unit).map((item) => item.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect([...told].sort()).toEqual([...waiting].sort())
    const order = told.map((id) => waiting.indexOf(id))
    // cases of one moment stand by id, the others by the time they have waited
    expect(order.map((place) => Math.floor((place + 1) / 2))).toEqual(
      [...order].map((place) => Math.floor((place + 1) / 2)).sort((a, b) => a - b),
    )
  })
})
