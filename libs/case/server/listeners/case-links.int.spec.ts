import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { CaseView } from '@tongban/case/contract'
import { openLead } from '@tongban/case/domain'
import { PEOPLE, REPLY_TEXT, SATISFIED, UNHAPPY, UNITS, caseWorld, storedTimeline, valueOf, wholeCase, type CaseProcess, type CaseWorld } from '@tongban/testing/server'

let world: CaseWorld
let city: CaseProcess
beforeAll(async () => {
  world = await caseWorld()
  city = world.first
})
afterAll(() => world.stop())

const numberOf = async (caseId: string): Promise<string> => (await wholeCase(city, caseId)).number
const typesOf = async (caseId: string): Promise<string[]> => (await storedTimeline(world.database, caseId)).map(({ event }) => event.type)
const merge = (caseId: string, body: object, by = PEOPLE.dispatcher): Promise<{ status: number; body: unknown }> =>
  city.call('POST', `/cases/${caseId}/merge`, by, { body: { reason: '反映的是同一处路灯', ...body } })
const target = { leadUnitId: UNITS.township, assistUnitIds: [], ccUnitIds: [] }

/** Signed, contacted, replied by the township, and passed by the reviewer. */
async function answer(caseId: string, text = REPLY_TEXT): Promise<void> {
  const on = { assignmentId: openLead(await wholeCase(city, caseId))?.id ?? '' }
  valueOf(await city.commands.execute('sign', on, {}, PEOPLE.handler))
  valueOf(await city.commands.execute('contact', on, { reached: true, method: 'phone', note: '已电话联系' }, PEOPLE.handler))
  valueOf(await city.commands.execute('reply', on, { text, attachmentIds: [] }, PEOPLE.handler))
  valueOf(await city.commands.execute('review', { caseId }, { verdict: 'pass', remarks: '' }, PEOPLE.reviewer))
}
const callBack = async (caseId: string, answers: typeof SATISFIED): Promise<string> =>
  valueOf(await city.commands.execute('record_callback', { caseId }, { outcome: 'answered', answers, note: '', attempts: 1 }, PEOPLE.callbackAgent)).status

/** A parent with the township, and children merged into it and noted there. */
async function family(children: number): Promise<{ parent: string; children: string[] }> {
  const parent = await city.filed({ target })
  const merged: string[] = []
  for (let index = 0; index < children; index += 1) {
    const child = await city.filed({ target: index % 2 === 0 ? target : null })
    expect((await merge(child, { parentNumber: await numberOf(parent) })).body).toMatchObject({ status: 'merged' })
    merged.push(child)
  }
  await city.settle()
  return { parent, children: merged }
}

describe('cases of different callers on one matter', () => {
  it('rule 9: one reply answers all, each is called back, and who is unhappy goes round again alone', async () => {
    const { parent, children } = await family(2)
    const [first = '', second = ''] = children
    expect((await wholeCase(city, parent)).procedures.children.map(({ caseId }) => caseId)).toEqual(children)
    await answer(parent)
    await city.settle()
    for (const child of children) {
      const state = await wholeCase(city, child)
      expect(state).toMatchObject({ status: 'awaiting_callback', procedures: { parent: { caseId: parent, answered: true } } })
      expect(state.assignments.at(-1)).toMatchObject({ role: 'lead', status: 'accepted', unitId: UNITS.township, replyText: REPLY_TEXT })
    }
    expect([await callBack(parent, SATISFIED), await callBack(first, SATISFIED), await callBack(second, UNHAPPY)]).toEqual(['closed', 'closed', 'in_progress'])
    await city.settle()
    expect(await wholeCase(city, second)).toMatchObject({ status: 'in_progress', round: 2 })
    expect([(await wholeCase(city, parent)).status, (await wholeCase(city, first)).status]).toEqual(['closed', 'closed'])
    await answer(second, '已更换整条线路的灯具并连夜试灯正常。')
    await city.settle()
    expect(await callBack(second, SATISFIED)).toBe('closed')
  })

  it('shows on both who follows whom', async () => {
    const { parent, children } = await family(1)
    const view = async (caseId: string): Promise<CaseView> => (await city.call('GET', `/cases/${caseId}`, PEOPLE.dispatcher)).body as CaseView
    expect((await view(parent)).procedures.children).toEqual([{ caseId: children[0], number: await numberOf(children[0] ?? '') }])
    expect((await view(children[0] ?? '')).procedures.parent).toMatchObject({ caseId: parent, answered: false })
    expect((await view(children[0] ?? '')).allowedActions.filter((item) => item.enabled).map((item) => item.action)).toContain('unmerge')
  })

  it('rule 9: a merger can be undone: the case goes its own way, and the answer of the other is not its own', async () => {
    const { parent, children } = await family(2)
    const [leaving = '', staying = ''] = children
    const undone = await city.call('POST', `/cases/${leaving}/unmerge`, PEOPLE.dispatcher, { body: { reason: '核实后是另一处路灯' } })
    expect(undone).toMatchObject({ status: 200, body: { status: 'awaiting_dispatch' } })
    await city.settle()
    expect((await wholeCase(city, parent)).procedures.children.map(({ caseId }) => caseId)).toEqual([staying])
    await answer(parent)
    await city.settle()
    expect([(await wholeCase(city, leaving)).status, (await wholeCase(city, staying)).status]).toEqual(['awaiting_dispatch', 'awaiting_callback'])
  })

  it('are answered too when the merger crosses the answer on its way', async () => {
    const parent = await city.filed({ target })
    const child = await city.filed({ target: null })
    expect((await merge(child, { parentId: parent })).status).toBe(200)
    // Answered before anybody has heard of the merger.
    await answer(parent)
    await city.settle()
    expect(await wholeCase(city, child)).toMatchObject({ status: 'awaiting_callback' })
    expect((await typesOf(child)).filter((type) => type === 'case.answered_by_parent.v1')).toHaveLength(1)
  })

  it('hear everything twice and do it once', async () => {
    const { parent, children } = await family(2)
    await answer(parent)
    await city.settle()
    const before = await Promise.all([parent, ...children].map(typesOf))
    await world.database.query(`DELETE FROM outbox_consumed WHERE consumer = 'case.links'`)
    await world.database.query(`UPDATE outbox_event SET published_at = NULL`)
    await city.settle()
    expect(await Promise.all([parent, ...children].map(typesOf))).toEqual(before)
  })

  it('go back into the pool when the case they follow is withdrawn', async () => {
    const { parent, children } = await family(2)
    valueOf(await city.commands.execute('withdraw', { caseId: parent }, { reason: '诉求人来电表示已解决' }, PEOPLE.operator))
    await city.settle()
    for (const child of children) expect(await wholeCase(city, child)).toMatchObject({ status: 'awaiting_dispatch', procedures: { parent: null } })
  })

  it('go back into the pool when the case they follow has itself been merged meanwhile: there are no chains', async () => {
    const [grandparent, parent, child] = [await city.filed({ target }), await city.filed({ target }), await city.filed({ target })]
    expect((await merge(child, { parentId: parent })).status).toBe(200)
    expect((await merge(parent, { parentId: grandparent })).status).toBe(200)
    await city.settle()
    expect(await wholeCase(city, parent)).toMatchObject({ status: 'merged' })
    expect(await wholeCase(city, child)).toMatchObject({ status: 'awaiting_dispatch', procedures: { parent: null } })
    expect((await merge(await city.filed(), { parentId: parent })).body).toMatchObject({ code: 'PARENT_IS_MERGED' })
    expect((await merge(grandparent, { parentId: await city.filed({ target }) })).body).toMatchObject({ code: 'HAS_CHILDREN' })
  })

  it('go back into the pool also when that happens between the reading of the case they follow and the noting of it', async () => {
    const [grandparent, parent, child] = [await city.filed({ target }), await city.filed({ target }), await city.filed({ target })]
    await city.settle()
    expect((await merge(child, { parentId: parent })).status).toBe(200)
    const above = { caseId: grandparent, number: await numberOf(grandparent), status: 'in_progress', urgency: 'general', leadUnitId: null, promiseDueAt: null } as const
    const read = city.lookup.snapshots.bind(city.lookup)
    const reading = jest.spyOn(city.lookup, 'snapshots').mockImplementationOnce(async (ids) => {
      const found = await read(ids)
      valueOf(await city.commands.execute('merge', { caseId: parent }, { parent: above, reason: '同一处路灯' }, PEOPLE.dispatcher))
      return found
    })
    await city.settle()
    reading.mockRestore()
    expect(await wholeCase(city, parent)).toMatchObject({ status: 'merged' })
    expect(await wholeCase(city, child)).toMatchObject({ status: 'awaiting_dispatch', procedures: { parent: null } })
  })

  it('go back into the pool rather than be answered by the unit they are about', async () => {
    const parent = await city.filed({ target })
    const child = await city.filed({ target: null, subjectUnitIds: [UNITS.township] })
    expect(await merge(child, { parentId: parent })).toMatchObject({ status: 422, body: { code: 'UNIT_RECUSED' } })
    // Merged while nobody had the other yet, as the door had read it.
    const read = { caseId: parent, number: await numberOf(parent), status: 'awaiting_dispatch', urgency: 'general', leadUnitId: null, promiseDueAt: null } as const
    valueOf(await city.commands.execute('merge', { caseId: child }, { parent: read, reason: '同一处路灯' }, PEOPLE.dispatcher))
    await answer(parent)
    await city.settle()
    const state = await wholeCase(city, child)
    expect(state).toMatchObject({ status: 'awaiting_dispatch' })
    expect(state.assignments).toEqual([])
  })

  it('stay with a case that goes round again: its next reply is theirs', async () => {
    const { parent, children } = await family(1)
    const on = { assignmentId: openLead(await wholeCase(city, parent))?.id ?? '' }
    valueOf(await city.commands.execute('sign', on, {}, PEOPLE.handler))
    valueOf(await city.commands.execute('contact', on, { reached: true, method: 'phone', note: '已电话联系' }, PEOPLE.handler))
    valueOf(await city.commands.execute('reply', on, { text: REPLY_TEXT, attachmentIds: [] }, PEOPLE.handler))
    valueOf(await city.commands.execute('review', { caseId: parent }, { verdict: 'send_back', remarks: '没有说明何时修好' }, PEOPLE.reviewer))
    await city.settle()
    expect(await wholeCase(city, children[0] ?? '')).toMatchObject({ status: 'merged' })
    valueOf(await city.commands.execute('reply', on, { text: '十一月二十日前修好，已告知来电人。', attachmentIds: [] }, PEOPLE.handler))
    valueOf(await city.commands.execute('review', { caseId: parent }, { verdict: 'pass', remarks: '' }, PEOPLE.reviewer))
    await city.settle()
    expect((await wholeCase(city, children[0] ?? '')).assignments.at(-1)?.replyText).toBe('十一月二十日前修好，已告知来电人。')
  })
})

describe('the door of merging', () => {
  it('names what is wrong: no such case, itself, one that is answered, both or neither named', async () => {
    const [one, other] = [await city.filed({ target }), await city.filed({ target })]
    expect(await merge(one, { parentNumber: '20990101000001' })).toMatchObject({ status: 422, body: { code: 'PARENT_UNKNOWN' } })
    expect(await merge(city.nextId(), { parentId: other })).toMatchObject({ status: 404, body: { code: 'CASE_NOT_FOUND' } })
    expect(await merge(one, { parentId: one })).toMatchObject({ status: 422, body: { code: 'MERGE_SELF' } })
    await answer(other)
    expect(await merge(one, { parentId: other })).toMatchObject({ status: 409, body: { code: 'PARENT_ENDED' } })
    for (const body of [{}, { parentId: other, parentNumber: await numberOf(other) }, { parentNumber: '12' }])
      expect((await merge(one, body)).status).toBe(400)
    expect(await merge(one, { parentId: other }, PEOPLE.handler)).toMatchObject({ status: 403, body: { code: 'PERMISSION_MISSING' } })
    expect(await merge(one, { parentId: other }, PEOPLE.otherHandler)).toMatchObject({ status: 404, body: { code: 'CASE_NOT_FOUND' } })
    expect(await merge(one, { parentId: other, version: 9 })).toMatchObject({ status: 409, body: { code: 'CASE_VERSION_STALE' } })
  })
})
