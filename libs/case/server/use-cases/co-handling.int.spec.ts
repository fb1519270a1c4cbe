import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { CaseView } from '@tongban/case/contract'
import { openLead } from '@tongban/case/domain'
import { DAY_MS, HOUR_MS } from '@tongban/kernel/core'
import { PEOPLE, REPLY_TEXT, UNITS, caseWorld, storedTimeline, valueOf, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld()
  city = world.first
  await city.knowUnits()
})
afterAll(() => world.stop())

const typesOf = async (caseId: string): Promise<string[]> => (await storedTimeline(world.database, caseId)).map(({ event }) => event.type)
const view = async (caseId: string): Promise<CaseView> => (await city.call('GET', `/cases/${caseId}`, PEOPLE.dispatcher)).body as CaseView

/** A case the township leads alone, signed and the citizen called. */
async function handled(): Promise<{ caseId: string; lead: string }> {
  const caseId = await city.filed({ target: { leadUnitId: UNITS.township, assistUnitIds: [], ccUnitIds: [UNITS.coordinator] } })
  const lead = openLead(await wholeCase(city, caseId))?.id ?? ''
  valueOf(await city.commands.execute('sign', { assignmentId: lead }, {}, PEOPLE.handler))
  valueOf(await city.commands.execute('contact', { assignmentId: lead }, { reached: true, method: 'phone', note: '已电话联系' }, PEOPLE.handler))
  return { caseId, lead }
}

describe('a township whistles a department', () => {
  it('which arrives, answers the township, and the township answers the citizen', async () => {
    const { caseId, lead } = await handled()
    const whistle = { unitIds: [UNITS.department], reason: '违建占压供热管网', place: '民航社区3号楼', respondWithinHours: 24 }
    expect(await city.call('POST', `/assignments/${lead}/whistle`, PEOPLE.unitLead, { body: whistle })).toMatchObject({ status: 200 })
    const summoned = (await wholeCase(city, caseId)).assignments.find((item) => item.role === 'whistle')
    expect(summoned).toMatchObject({ unitId: UNITS.department, status: 'dispatched', arrivedAt: null })
    const on = `/assignments/${summoned?.id}`

    const answer = { text: '已认定为违建，三日内拆除。' }
    expect(await city.call('POST', `/assignments/${lead}/reply`, PEOPLE.handler, { body: { text: REPLY_TEXT } })).toMatchObject({
      status: 409, body: { code: 'REPLY_ASSIST_OPEN' },
    })
    expect(await city.call('POST', `${on}/answer-lead`, PEOPLE.departmentHandler, { body: answer })).toMatchObject({ status: 409, body: { code: 'ARRIVE_FIRST' } })
    world.clock.advance(HOUR_MS)
    const arrivedAt = world.clock.now()
    expect((await city.call('POST', `${on}/arrive`, PEOPLE.departmentHandler, { body: { place: '民航社区3号楼' } })).status).toBe(200)
    world.clock.advance(HOUR_MS)
    const answeredAt = world.clock.now()
    expect((await city.call('POST', `${on}/answer-lead`, PEOPLE.departmentHandler, { body: answer })).status).toBe(200)
    expect((await city.call('POST', `/assignments/${lead}/reply`, PEOPLE.handler, { body: { text: REPLY_TEXT } })).status).toBe(200)
    valueOf(await city.commands.execute('review', { caseId }, { verdict: 'pass', remarks: '' }, PEOPLE.reviewer))

    const state = await wholeCase(city, caseId)
    expect(state.status).toBe('awaiting_callback')
    expect(state.assignments.find((item) => item.role === 'whistle')).toMatchObject({ status: 'accepted', arrivedAt, repliedAt: answeredAt, replyText: answer.text })
    expect(await typesOf(caseId)).toEqual([
      'case.filed.v1', 'case.dispatched.v1', 'assignment.signed.v1', 'assignment.contacted.v1', 'case.whistled.v1', 'assignment.arrived.v1',
      'assignment.answered_lead.v1', 'assignment.replied.v1', 'case.review_passed.v1',
    ])
    const shown = await view(caseId)
    expect(shown.timeline.map((entry) => entry.sentence).join('\n')).toContain('吹哨')
    expect(shown.answers.map((item) => item.text)).toEqual([REPLY_TEXT])
  })

  it('whose late arrival is recorded as late', async () => {
    const { caseId, lead } = await handled()
    const body = { unitIds: [UNITS.department], reason: '违建占压供热管网', place: '民航社区3号楼' }
    expect((await city.call('POST', `/assignments/${lead}/whistle`, PEOPLE.unitLead, { body })).status).toBe(200)
    const summoned = (await wholeCase(city, caseId)).assignments.find((item) => item.role === 'whistle')
    world.clock.advance(3 * HOUR_MS)
    expect((await city.call('POST', `/assignments/${summoned?.id}/arrive`, PEOPLE.departmentHandler, { body: { place: '民航社区' } })).status).toBe(200)
    const entry = (await storedTimeline(world.database, caseId)).at(-1)
    expect(entry?.event).toMatchObject({ type: 'assignment.arrived.v1', data: { late: true } })
  })
})

describe('who else helps', () => {
  it('escalated, assisted, recalled and recused, the stored case stays the replay of its timeline', async () => {
    const { caseId, lead } = await handled()
    const at = `/assignments/${lead}`
    expect((await city.call('POST', `${at}/escalate`, PEOPLE.handler, { body: { reason: '改造资金需统筹', measures: '已装临时照明' } })).status).toBe(200)
    expect((await city.call('POST', `/cases/${caseId}/add-assist`, PEOPLE.dispatcher, { body: { unitIds: [UNITS.department], reason: '需住建部门配合' } })).status).toBe(200)
    const helper = { kind: 'grid_worker', name: '第三网格', task: '上门查看路灯损坏情况' }
    expect((await city.call('POST', `${at}/delegate`, PEOPLE.handler, { body: helper })).status).toBe(200)
    const helperId = (await wholeCase(city, caseId)).procedures.helpers[0]?.id
    expect((await city.call('POST', `${at}/finish-delegation`, PEOPLE.handler, { body: { helperId, result: '三盏不亮' } })).status).toBe(200)
    const assist = (await wholeCase(city, caseId)).assignments.find((item) => item.unitId === UNITS.department)
    expect((await city.call('POST', `/cases/${caseId}/recall`, PEOPLE.dispatcher, { body: { assignmentId: assist?.id, reason: '经核实不涉及' } })).status).toBe(200)
    expect((await city.call('POST', `/cases/${caseId}/recuse`, PEOPLE.inspector, { body: { unitIds: [UNITS.township], reason: '反映的正是该镇' } })).status).toBe(200)
    const state = await wholeCase(city, caseId)
    expect(openLead(state)?.unitId).toBe(UNITS.coordinator)
    expect(state.procedures.helpers).toMatchObject([{ name: '第三网格', result: '三盏不亮' }])
  })

  it('rule 12: is hidden from a unit recused from it, which had it before', async () => {
    const { caseId } = await handled()
    expect((await city.call('GET', `/cases/${caseId}`, PEOPLE.handler)).status).toBe(200)
    expect((await city.call('POST', `/cases/${caseId}/recuse`, PEOPLE.dispatcher, { body: { unitIds: [UNITS.township], reason: '反映的正是该镇' } })).status).toBe(200)
    expect((await city.call('GET', `/cases/${caseId}`, PEOPLE.handler)).status).toBe(404)
  })

  it('gives the case back to the pool with a dispatch limit of its own, and the next unit what is left of the promise', async () => {
    const { caseId, lead } = await handled()
    const promised = (await wholeCase(city, caseId)).promiseDueAt
    world.clock.advance(DAY_MS)
    expect((await city.call('POST', `/cases/${caseId}/recall`, PEOPLE.dispatcher, { body: { assignmentId: lead, reason: '需重新研究由谁承办' } })).status).toBe(200)
    const pooled = await wholeCase(city, caseId)
    expect(pooled).toMatchObject({ status: 'awaiting_dispatch', promiseDueAt: promised, dispatchDueAt: world.clock.now() + 4 * HOUR_MS })
    valueOf(await city.commands.execute('dispatch', { caseId }, { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [], reason: '' }, PEOPLE.dispatcher))
    expect(await wholeCase(city, caseId)).toMatchObject({ status: 'in_progress', promiseDueAt: promised })
  })
})
