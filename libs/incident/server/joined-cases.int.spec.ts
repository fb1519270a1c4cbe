import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { CaseCommands } from '@tongban/case/contract'
import { isoOf, MINUTE_MS, refuse } from '@tongban/kernel/core'
import { PEOPLE, person, storedTimeline, UNITS, wholeCase } from '@tongban/testing/server'
import { INCIDENT_EVENTS, type BulletinIncident, type IncidentCase, type IncidentView } from '../contract/index.js'
import { incidentWorld, TOWN, type IncidentWorld } from './incident-world.spec-support.js'

let city: IncidentWorld
beforeAll(async () => {
  city = await incidentWorld()
  city.staff(1)
}, 60_000)
afterAll(() => city.world.stop())

const filed = (changes: object = {}, count = 1): Promise<string[]> => Promise.all(Array.from({ length: count }, () => city.world.first.filed({ divisionCode: TOWN, townshipCode: TOWN, ...changes })))
const read = async (id: string, by = PEOPLE.dispatcher): Promise<IncidentView> => (await city.world.first.call('GET', `/incidents/${id}`, by)).body as IncidentView
const cases = async (id: string, by = PEOPLE.dispatcher): Promise<IncidentCase[]> => ((await city.world.first.call('GET', `/incidents/${id}/cases?limit=100`, by)).body as { items: IncidentCase[] }).items
const notes = async (caseId: string): Promise<string[]> =>
  (await storedTimeline(city.world.database, caseId)).flatMap(({ event }) => (event.type === 'case.noted.v1' ? [event.data.sentence] : []))
const informed = async (caseIds: readonly string[]) => (await city.events('incident.caller_informed.v1')).filter(({ subject }) => caseIds.includes(subject))
const over = async (id: string, summary = '供热主管道已修复，供热恢复正常'): Promise<unknown> => {
  await city.act(id, 'contain', { text: '已堵漏' })
  return (await city.act(id, 'close', { summary })).body
}

describe('the cases of an incident', () => {
  it('join at the opening and later, are noted in their timelines, and leave again', async () => {
    const [first = '', second = ''] = await filed({}, 2)
    const { status, body } = await city.open({ caseIds: [first] })
    expect(status).toBe(201)
    expect((await city.act(body.id, 'join', { caseIds: [first, second] })).body).toMatchObject({ joined: 1 })
    await city.tell()
    expect(await notes(second)).toEqual(['并入突发事件“大榆树镇供热主管道爆裂”'])
    expect((await city.act(body.id, 'leave', { caseIds: [second], reason: '另有原因' })).body).toMatchObject({ left: 1 })
    expect((await city.act(body.id, 'leave', { caseIds: [second], reason: '另有原因' })).body.code).toBe('INCIDENT_CASE_NOT_JOINED')
    await city.tell()
    expect(await notes(second)).toEqual(['并入突发事件“大榆树镇供热主管道爆裂”', '移出突发事件“大榆树镇供热主管道爆裂”'])
    expect((await cases(body.id)).map(({ id }) => id)).toEqual([first])
    const joinedEvents = (await city.events('incident.case_joined.v1')).filter(({ subject }) => subject === body.id)
    expect(joinedEvents.map(({ data }) => INCIDENT_EVENTS['incident.case_joined.v1'].parse(data).caseIds)).toEqual([[first], [second]])
    expect((await city.act(body.id, 'join', { caseIds: [second] })).body).toMatchObject({ joined: 1 })
    await wholeCase(city.world.first, second)
    await city.act(body.id, 'cancel', { reason: '误报' })
  })

  it('belong to one open incident: of two that join a case at the same moment one gets it', async () => {
    const [caseId = ''] = await filed()
    const [one, two] = [await city.open(), await city.open()]
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([one, two].map(({ body }) => city.act(body.id, 'join', { caseIds: [caseId] })))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const winner = answers[0]?.status === 200 ? one : two
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('INCIDENT_CASE_TAKEN')
      await city.act(winner.body.id, 'leave', { caseIds: [caseId], reason: '再比一次' })
    }
    await city.act(one.body.id, 'join', { caseIds: [caseId] })
    await city.act(one.body.id, 'cancel', { reason: '误报' })
    expect((await city.act(two.body.id, 'join', { caseIds: [caseId] })).body).toMatchObject({ joined: 1 })
    const opened = await city.open({ caseIds: [caseId] })
    expect([opened.status, opened.body.code]).toEqual([409, 'INCIDENT_CASE_TAKEN'])
    await city.act(two.body.id, 'cancel', { reason: '误报' })
  })

  it('are shown and counted within reach only; a sealed one joins and shows no word of itself', async () => {
    const other = { divisionCode: '150523102', townshipCode: '150523102', target: { leadUnitId: UNITS.otherTownship, assistUnitIds: [], ccUnitIds: [] } }
    const [sealed = ''] = await filed({ sealed: true, title: '举报供热站偷工减料' })
    const [elsewhere = ''] = await filed(other)
    const { body } = await city.open({ caseIds: [sealed, elsewhere] })
    expect((await cases(body.id)).find(({ id }) => id === sealed)).toMatchObject({ title: '保密工单', placeText: '', sealed: true })
    expect((await cases(body.id, PEOPLE.handler)).map(({ id }) => id)).toEqual([sealed])
    expect([(await read(body.id)).cases, (await read(body.id, PEOPLE.handler)).cases]).toEqual([2, 1])
    await city.tell()
    const words = JSON.stringify([await city.events('incident.case_joined.v1'), await city.events('incident.opened.v1'), await city.world.database.query('SELECT data FROM incident_log')])
    expect(words).not.toContain('偷工减料')
    await city.act(body.id, 'cancel', { reason: '误报' })
  })

  it('out of reach or unknown cannot be joined, and nothing of the attempt stays', async () => {
    const [caseId = ''] = await filed()
    const { body } = await city.open()
    const answer = await city.act(body.id, 'join', { caseIds: [caseId, '0199a000-0000-7000-8000-00000000dead'] })
    expect([answer.status, answer.body.code]).toEqual([404, 'CASE_NOT_FOUND'])
    expect((await read(body.id)).cases).toBe(0)
    expect((await city.open({ caseIds: ['0199a000-0000-7000-8000-00000000dead'] })).status).toBe(404)
    await city.act(body.id, 'cancel', { reason: '误报' })
  })

  it('filed since in the area under the same branch of categories are suggested until they have joined', async () => {
    city.world.clock.advance(MINUTE_MS)
    const [origin = ''] = await filed({ categoryCode: '010101' })
    city.world.clock.advance(MINUTE_MS)
    const { body } = await city.open({ caseIds: [origin] })
    city.world.clock.advance(MINUTE_MS)
    const [same = ''] = await filed({ categoryCode: '010102' })
    await filed({ categoryCode: '020101' })
    await filed({ categoryCode: '010101', divisionCode: '150523102', townshipCode: '150523102' })
    const suggested = async () => ((await city.world.first.call('GET', `/incidents/${body.id}/suggestions`, PEOPLE.dispatcher)).body as { items: IncidentCase[] }).items.map(({ id }) => id)
    expect(await suggested()).toEqual([same])
    await city.act(body.id, 'join', { caseIds: [same] })
    expect(await suggested()).toEqual([])
    await city.act(body.id, 'cancel', { reason: '误报' })
  })

  it('say on their page which incident they belong to, to whoever sees the case', async () => {
    const [caseId = ''] = await filed()
    const { body } = await city.open({ caseIds: [caseId] })
    const ask = (by = PEOPLE.handler) => city.world.first.call('GET', `/cases/${caseId}/incident`, by)
    expect((await ask()).body).toMatchObject({ incident: { id: body.id, status: 'open', mayOpen: true } })
    expect((await ask(PEOPLE.otherHandler)).status).toBe(404)
    await city.act(body.id, 'cancel', { reason: '误报' })
  })
})

describe('closing an incident', () => {
  it('by night says in each case when its caller will hear; an emergency’s caller hears at once', async () => {
    const [calm = ''] = await filed()
    const [urgent = ''] = await filed({ urgency: 'emergency' })
    const { body } = await city.open({ caseIds: [calm, urgent] })
    await city.tell()
    const before = city.world.clock.now()
    city.world.clock.set('2026-11-17T22:40:00+08:00')
    expect(await over(body.id)).toMatchObject({ status: 'closed', callers: 2 })
    await city.tell()
    const closing = async (id: string): Promise<string | undefined> => (await notes(id)).find((sentence) => sentence.includes('已结束'))
    expect([await closing(calm), await closing(urgent)]).toEqual([expect.stringContaining('情况说明将于 07:30 告诉诉求人'), expect.stringContaining('情况说明已告诉诉求人')])
    city.world.clock.set(isoOf(before))
  })

  it('tells each caller once and leaves the cases open, although the worker is killed in the middle and two go on', async () => {
    const ids = await filed({}, 60)
    const { body } = await city.open({ caseIds: ids })
    await city.tell()
    expect((await city.act(body.id, 'close', { summary: '供热恢复' })).body.code).toBe('INPUT_INVALID')
    expect((await city.act(body.id, 'close', { summary: '供热已经恢复' })).body.code).toBe('INCIDENT_STATE_FORBIDS')
    expect(await over(body.id)).toMatchObject({ status: 'closed', callers: 60 })
    await city.tell(city.world.first, 1)
    expect(await informed(ids)).toHaveLength(25)
    // Killed while it settles the second handful: its notes are written, its events and its record are not.
    await city.world.database.query('ALTER TABLE outbox_event ADD CONSTRAINT killed CHECK (type <> \'incident.caller_informed.v1\') NOT VALID')
    await expect(city.tell(city.world.first, 1)).rejects.toThrow('killed')
    await city.world.database.query('ALTER TABLE outbox_event DROP CONSTRAINT killed')
    const [one, two] = city.world.processes
    for (let round = 0; round < 8; round += 1) {
      await Promise.all([city.tell(one), city.tell(two)])
      city.world.clock.advance(3_000)
    }
    const told = await informed(ids)
    expect(told).toHaveLength(60)
    expect(new Set(told.map(({ subject }) => subject)).size).toBe(60)
    expect(INCIDENT_EVENTS['incident.caller_informed.v1'].parse(told[0]?.data)).toMatchObject({ incidentId: body.id, text: '供热主管道已修复，供热恢复正常' })
    for (const id of ids.slice(0, 10)) expect((await notes(id)).filter((sentence) => sentence.includes('已结束'))).toHaveLength(1)
    const snapshots = await city.world.first.lookup.snapshots(ids)
    expect(new Set(snapshots.map(({ status }) => status))).toEqual(new Set(['in_progress']))
    expect(told.find(({ subject }) => subject === ids[0])?.data.number).toBe(snapshots.find(({ id }) => id === ids[0])?.number)
  }, 60_000)

  it('tells nobody who took the case back, nor any caller after a false alarm', async () => {
    const [gone = '', stays = ''] = await filed({}, 2)
    const first = await city.open({ caseIds: [gone, stays] })
    await city.tell()
    const withdrawn = await city.world.first.commands.execute('withdraw', { caseId: gone }, { reason: '诉求人来电表示不再需要' }, PEOPLE.operator)
    expect(withdrawn.ok).toBe(true)
    await over(first.body.id)
    await city.tell()
    expect((await informed([gone, stays])).map(({ subject }) => subject)).toEqual([stays])
    const second = await city.open({ caseIds: [stays] })
    await city.act(second.body.id, 'cancel', { reason: '演练' })
    await city.tell()
    expect(await informed([stays])).toHaveLength(1)
    expect((await notes(stays)).at(-1)).toBe('突发事件“大榆树镇供热主管道爆裂”按误报撤销，本件单独办理')
  })

  it('waits and tries again while somebody else changes the case, and gives up the note but not the caller in the end', async () => {
    const [caseId = ''] = await filed()
    const { body } = await city.open({ caseIds: [caseId] })
    const commands = city.world.first.app.get(CaseCommands)
    const real = commands.execute.bind(commands)
    commands.execute = () => Promise.resolve(refuse('CONFLICT'))
    await city.tell()
    expect(await notes(caseId)).toEqual([])
    commands.execute = real
    expect(await city.tell()).toBe(0)
    city.world.clock.advance(2_000)
    await city.tell()
    expect(await notes(caseId)).toHaveLength(1)
    await city.act(body.id, 'cancel', { reason: '误报' })
  })
})

describe('the daily special bulletin', () => {
  it('says what ran that day, how fast each level answered, what was done and what is open', async () => {
    city.world.clock.set('2026-12-01T10:00:00+08:00')
    const [caseId = ''] = await filed()
    const { body } = await city.open({ caseIds: [caseId] })
    city.world.clock.advance(4 * MINUTE_MS)
    await city.act(body.id, 'acknowledge', {}, PEOPLE.handler)
    await city.act(body.id, 'progress', { text: '抢修队到场' }, PEOPLE.handler)
    const ask = async (query: string, by = PEOPLE.supervisor) => ((await city.world.first.call('GET', `/incidents/bulletin?${query}`, by)).body as { items: BulletinIncident[] }).items.find(({ id }) => id === body.id)
    const today = await ask('date=2026-12-01')
    expect(today).toMatchObject({ cases: 1, casesToday: 1, isOpen: true, endedAt: null })
    expect(today?.acknowledgement.find(({ level }) => level === 'township')).toMatchObject({ posts: 1, acknowledged: 1, medianSeconds: 240, slowestSeconds: 240, late: 0 })
    expect(today?.progress.map(({ sentence }) => sentence)).toEqual(['登记突发事件，等级较大', '进展'])
    expect([await ask('date=2026-11-30'), await ask('date=2026-12-01&day=noon'), await ask('date=2026-12-02&day=noon')].map((item) => item !== undefined)).toEqual([false, true, true])
    expect(await ask('date=2026-12-01', person('handler', 'township-150521100'))).toBeUndefined()
    city.world.clock.set('2026-12-02T09:00:00+08:00')
    await over(body.id)
    // Yesterday's bulletin does not change because of today.
    expect(await ask('date=2026-12-01')).toMatchObject({ isOpen: true, endedAt: null, summary: null })
    expect(await ask('date=2026-12-02')).toMatchObject({ isOpen: false, summary: '供热主管道已修复，供热恢复正常', casesToday: 0 })
  })
})
